"""Tensors whose batch does not stand first, as transpose(x, (2, 0, 3, 1, 4)) gives them.

The graph knows the shape of one sample, so such a tensor is one of the graph, with the place of the batch beside it.
Whatever is done to it is done to the sample; the axes that the script counts are counted anew, with the batch first.
"""

from __future__ import annotations

from ...algebra import Dim
from ...graph import Tensor
from ...interpreter.numbers import is_whole
from ...interpreter.values import Value
from .keras_state import Constant, Turned

UNLIKE = "tensors whose batches stand at different axes are joined"


def standing(made: Value, at: int) -> Value:
    """What an operation made, with its batch at axis ``at``."""
    if isinstance(made, list):
        return [standing(part, at) for part in made]
    return Turned(made, at) if at and isinstance(made, Tensor) else made


def flattened(x: Turned, values: list[Value]) -> list[Value] | None:
    """The values as tensors with their batch first, or None where their batches do not stand alike."""
    result: list[Value] = []
    for value in values:
        if isinstance(value, Turned) and (value.at, value.rank) == (x.at, x.rank):
            result.append(value.tensor)
        elif isinstance(value, float) or is_whole(value):
            result.append(value)
        elif isinstance(value, Constant) and (shape := _without_batch(x, value.shape)) is not None:
            result.append(Constant(shape, value.name))
        else:
            return None
    return result


def _without_batch(x: Turned, shape: tuple[Dim, ...]) -> tuple[Dim, ...] | None:
    """The shape of a constant beside a turned tensor, without the axis that meets the batch."""
    place = len(shape) - (x.rank - x.at)
    if place < 0:
        return shape
    return (*shape[:place], *shape[place + 1 :]) if shape[place] == 1 else None
