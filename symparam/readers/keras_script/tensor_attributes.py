"""Attributes of tensors and of their shapes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...graph import Tensor
from ...interpreter.faults import surely
from ...interpreter.values import Batch, Builtin, Module, ShapeTuple, Value
from .keras_state import Turned

if TYPE_CHECKING:
    from .session import Machine


def shape_of(m: Machine, value: Value) -> ShapeTuple:
    """The shape as a script sees it: None for the batch, then the sizes."""
    return _shape(m, value, None)


def dynamic_shape(m: Machine, value: Value) -> Value:
    """tf.shape(x): as the shape, with the batch as a value of its own."""
    return _shape(m, value, Batch())


def _shape(m: Machine, value: Value, batch: Value) -> ShapeTuple:
    at = value.at if isinstance(value, Turned) else 0 if isinstance(value, Tensor) else None
    own = value.tensor.shape if isinstance(value, Turned) else value.shape
    sizes = tuple(map(m.symbols.number, own))
    return ShapeTuple(sizes if at is None else (*sizes[:at], batch, *sizes[at:]))


def tensor_attribute(m: Machine, value: Value, name: str, node: ast.AST) -> Value:
    """x.shape, x.get_shape(), ….."""
    if name in ("shape", "_keras_shape", "_shape"):
        return shape_of(m, value)
    if name == "get_shape":
        return Builtin(name, lambda m, node, args, keywords: shape_of(m, value))
    if name in ("ndim", "ndims", "rank"):
        return len(shape_of(m, value))
    if name == "name":
        return value.node.layer.name if isinstance(value, Tensor) else value.name
    surely(name not in ("assign", "assign_add", "numpy", "set_shape", "dtype"))
    if name == "__class__":
        return Module("keras.KerasTensor")
    return m.unknown(node, f"{name} of a tensor is not followed")
