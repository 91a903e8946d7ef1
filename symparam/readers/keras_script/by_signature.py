"""Functions of tensors that have no row of their own: called by the signature of keras.ops."""

from __future__ import annotations

import ast
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from ...errors import LayerError
from ...graph import Tensor
from ...interpreter.faults import surely
from ...interpreter.numbers import is_whole, plain
from ...interpreter.symbols import formula
from ...interpreter.values import Array, Number, Unknown, Value, came_from
from ...layers.layer import Layer
from ...layers.ops import Operation, applied, spelling
from .keras_state import Constant, flat
from .tensor_math import placed

if TYPE_CHECKING:
    from .session import Machine

AXES = ("axis", "axes", "axis1", "axis2", "source", "destination", "shift")  # plain numbers, never sizes


def by_signature(m: Machine, cls: type[Layer], args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """The call of an operation; unknown, with the reason, where an argument is not known or it does not fit."""
    unknown = next((v for v in flat([*args, *keywords.values()]) if isinstance(v, Unknown)), None)
    if unknown is not None:
        return m.unknown(node, f"an argument of it {came_from(unknown)}")
    own = [f.name for f in fields(cls)]
    keywords = {spelling(cls, key): value for key, value in keywords.items() if key != "name"}
    strange = next((key for key in keywords if key not in (*own, *cls.call) and not _tensors(keywords[key])), None)
    surely(strange is None, f"its argument {strange} is not followed")
    names = [*cls.call, *(name for name in own if name not in (*Operation.__dataclass_fields__, *cls.call))]
    values = [_setting(m, names[i] if i < len(names) else "", v, node) for i, v in enumerate(args)]
    try:
        layer, inputs = applied(cls, {}, values, {k: _setting(m, k, v, node) for k, v in keywords.items()}, _is_tensor)
        shapes = [x.shape for x in inputs]
        layer.accept(*shapes)
        layer.output(*shapes)
    except LayerError as error:
        return m.unknown(node, str(error))
    return placed(m, replace(layer, name=m.keras.operation_name(cls.__name__)), inputs, node)


def _is_tensor(value: Any) -> bool:
    return isinstance(value, Tensor)


def _tensors(value: Value) -> bool:
    return any(map(_is_tensor, flat([value])))


def _setting(m: Machine, name: str, value: Value, node: ast.AST) -> Any:
    """An argument as the operation takes it: sizes as formulas, axes as plain numbers, arrays by their shape."""
    if isinstance(value, (list, tuple)):
        return type(value)(_setting(m, name, v, node) for v in value)
    if isinstance(value, Number):
        return plain(m, value, node) if name in AXES else formula(value)
    if isinstance(value, Array):
        return Constant(tuple(formula(n) if is_whole(n) else 1 for n in value.shape))
    return value
