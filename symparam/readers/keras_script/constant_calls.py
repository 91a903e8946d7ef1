"""Layers called on constants alone: outside any layer Keras computes them at once, and no graph holds the call."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from ...algebra import Dim, Shape
from ...algebra.domain.broadcast import broadcast
from ...errors import LayerError, ReadError
from ...graph import Input, Tensor
from ...interpreter.arrays import as_array
from ...interpreter.values import Grid, Unknown, Value
from .custom import CustomValue, swapped_for
from .keras_state import Constant, LayerValue, Turned, fixed, flat

if TYPE_CHECKING:
    from .session import Machine

Call: TypeAlias = tuple[list[Value], dict[str, Value]]


def on_constants(args: list[Value], keywords: dict[str, Value]) -> Call | None:
    """The arguments with data of known shapes as constants, if they hold constants and nothing of a graph."""
    args, keywords = [_fixed(a) for a in args], {k: _fixed(v) for k, v in keywords.items()}
    leaves = flat([*args, *keywords.values()])
    if any(isinstance(x, (Tensor, Turned, Unknown)) for x in leaves):
        return None
    constants = [x for x in leaves if isinstance(x, Constant)]
    return (args, keywords) if constants and all(x.shape and not x.batched for x in constants) else None


def at_once(m: Machine, value: Value, call: Call, node: ast.AST) -> Value:
    """What a layer gives for constants: a constant, of which the first axis counts samples."""
    args, keywords = call
    constants = [x for x in flat([*args, *keywords.values()]) if isinstance(x, Constant)]
    inputs = {id(x): Input(x.shape[1:]) for x in constants}
    samples: Dim = constants[0].shape[0]
    for x in constants[1:]:
        samples = broadcast(samples, x.shape[0])
    try:
        made = m.library.apply(m, value, swapped_for(args, inputs), swapped_for(keywords, inputs), node)
    except ReadError as error:
        if isinstance(value, CustomValue):  # told where something is made of it
            return m.unknown(node, f"it is not followed: {error}")
        raise
    return _with_samples(made, samples)


def check_samples(m: Machine, value: LayerValue, constant: Constant, node: ast.AST) -> None:
    """Refuse a constant whose first axis a layer does not treat as samples, where a graph takes it for one sample."""
    layer, (samples, *rest) = value.layer, constant.shape
    whole, one = Shape(constant.shape), Shape(rest)
    try:
        alike = Shape((samples, *layer.output(one))) == layer.output(whole) and [
            w.shape for w in layer.weights(one)
        ] == [w.shape for w in layer.weights(whole)]
    except LayerError:
        alike = True  # refused where it is called
    if not alike:
        raise m.error(
            node,
            f"{value.name} is called on a constant of shape {tuple(whole)}, of which the "
            "first axis is the batch; inside a layer this is not followed",
        )


def _fixed(value: Value) -> Value:
    return fixed(as_array(list(value))) if isinstance(value, (Grid, range)) else fixed(value)


def _with_samples(made: Value, samples: Dim) -> Value:
    if isinstance(made, (list, tuple)):
        return [_with_samples(part, samples) for part in made]
    return Constant((samples, *made.shape.sizes)) if isinstance(made, Tensor) else made
