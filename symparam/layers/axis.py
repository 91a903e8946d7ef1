"""Keras's axes, which count the batch as axis 0, in shapes without it."""

from __future__ import annotations

from typing import Any

from ..algebra import Shape
from ..errors import LayerError
from ..several import several
from .fields import owner


def place(layer: Any, x: Shape, axis: int, name: str = "axis") -> int:
    """Where an axis of Keras stands in a Shape.

    Raises LayerError for the batch axis and for an axis that the input does not have.
    """
    rank = len(x) + 1
    i = axis + rank if axis < 0 else axis
    if i == 0:
        raise LayerError(f"{owner(layer)}: {name}={axis} is the batch axis; axes of the input are 1 to {rank - 1}")
    if not 1 <= i < rank:
        raise LayerError(f"{owner(layer)}: {name}={axis} is no axis of an input with {rank} axes, the batch included")
    return i - 1


def places(layer: Any, x: Shape, axis: int | tuple[int, ...]) -> set[int]:
    """Where one axis of Keras, or each of several, stands in a Shape. Raises LayerError as ``place`` does."""
    return {place(layer, x, one) for one in several(axis)}
