"""copy.copy and copy.deepcopy."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .values import Filling, Instance, Value

if TYPE_CHECKING:
    from .machine import Machine


def copied(m: Machine, value: Value, deep: bool, node: ast.AST) -> Value:
    """A copy of a value; where it is ``deep``, with copies of all that it holds, each made once."""
    return _copy(m, value, deep, node, {})


def _copy(m: Machine, value: Value, deep: bool, node: ast.AST, made: dict[int, Value]) -> Value:
    if id(value) in made:
        return made[id(value)]
    if isinstance(value, m.library.objects) or (isinstance(value, Instance) and value.adopted is not None):
        return m.unknown(node, "a copy of a layer or a model is not followed")

    def part(inner: Value) -> Value:
        m.budget.step()
        return _copy(m, inner, deep, node, made) if deep else inner

    if isinstance(value, list):
        new: Value = type(value)() if type(value).__init__ is list.__init__ else []
        made[id(value)] = new
        new.extend(map(part, value))
    elif isinstance(value, dict):
        made[id(value)] = new = Filling({}, value.factory) if isinstance(value, Filling) else {}
        new.update({key: part(inner) for key, inner in value.items()})
    elif isinstance(value, set):
        new = set(value)
    elif type(value) is tuple:
        new = tuple(map(part, value))
    elif isinstance(value, Instance):
        made[id(value)] = new = Instance(value.cls)
        new.attributes = {key: part(inner) for key, inner in value.attributes.items()}
    else:
        return value
    made[id(value)] = new
    return new
