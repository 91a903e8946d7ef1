"""The arguments of a call, stars included, and one of them by name and place."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .iteration import items_of
from .scope import Scope
from .values import Value

if TYPE_CHECKING:
    from .machine import Machine

STARS = "**"  # the keyword under which unknown keywords travel


def arguments(m: Machine, node: ast.Call, scope: Scope) -> tuple[list[Value], dict[str, Value]]:
    """Positional values and keywords. ``*`` of an unknown list gives that unknown value in its place."""
    args: list[Value] = []
    for part in node.args:
        if isinstance(part, ast.Starred):
            value = m.evaluate(part.value, scope)
            items = items_of(m, value, part)
            args += [m.unknown_as(value, part)] if items is None else items
        else:
            args.append(m.evaluate(part, scope))
    keywords: dict[str, Value] = {}
    for keyword in node.keywords:
        value = m.evaluate(keyword.value, scope)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, dict):
            keywords.update({str(k): v for k, v in value.items()})
        else:
            keywords[STARS] = m.unknown_as(value, keyword.value)
    return args, keywords


def argument(
    args: Sequence[Value], keywords: Mapping[str, Value], place: int, *names: str, default: Value = None
) -> Value:
    """The argument of the first of these names that is given, else the one in that place, else the default.

    >>> argument([7], {"axis": 1}, 0, "x"), argument([7], {"axis": 1}, 1, "axis"), argument([7], {}, 1, default=-1)
    (7, 1, -1)
    """
    for name in names:
        if name in keywords:
            return keywords[name]
    return args[place] if place < len(args) else default
