"""Lambda layers: the function is followed on tensors; a given output_shape stands for one that cannot be."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.values import Class, Instance, Unknown, Value
from .custom import CustomValue

if TYPE_CHECKING:
    from .session import Machine

LAMBDA = Class("Lambda", (), {}, 0)


def make_lambda(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """Lambda(function, output_shape=…, arguments=…)."""
    function = keywords.get("function", args[0] if args else None)
    name = keywords.get("name")
    value = CustomValue(Instance(LAMBDA), str(name) if name else m.keras.auto_name("Lambda"))
    value.type_name = "Lambda"
    value.function = function
    shape = keywords.get("output_shape", args[1] if len(args) > 1 else None)
    value.output_shape = shape if not isinstance(shape, Unknown) else None
    more = keywords.get("arguments")
    value.arguments = more if isinstance(more, dict) else {}
    if isinstance(keywords.get("input_shape"), (tuple, list)):
        value.input_shape = keywords["input_shape"]
    m.symbols.tick += 1
    return value
