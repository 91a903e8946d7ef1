"""Keras Tuner's hyper-parameters: each has the default that a fresh set of them gives."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.arguments import argument
from ...interpreter.values import Unknown, Value

if TYPE_CHECKING:
    from .session import Machine

KINDS = {"Int": "min_value", "Float": "min_value", "Choice": "values", "Fixed": "value", "Boolean": ""}


def tuned(m: Machine, function: Unknown, args: list[Value], keywords: dict[str, Value]) -> Value:
    """hp.Int("units", 32, 512), where hp is given from outside; None for any other call.

    Its default is ``default``, or else the least or first value; a whole number is a symbol under its name.
    """
    kind = function.text.attr if isinstance(function.text, ast.Attribute) else ""
    name = argument(args, keywords, 0, "name")
    if kind not in KINDS or not isinstance(name, str):
        return None
    if kind == "Boolean":
        return keywords.get("default", False)
    value = keywords.get("default", keywords.get(KINDS[kind], args[1] if len(args) > 1 else None))
    if isinstance(value, (list, tuple)) and value and kind == "Choice":
        value = value[0]
    if isinstance(value, int) and not isinstance(value, bool) and name.isidentifier():
        return m.symbols.named(name, value, f"hyper-parameter {name}")
    return value
