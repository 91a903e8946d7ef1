"""PyTorch's axes, counted from the front or from the back."""

from __future__ import annotations

from typing import Any

from ...algebra import Shape
from ...errors import LayerError
from ..fields import owner


def place(layer: Any, x: Shape, axis: int, name: str = "dim", more: int = 0) -> int:
    """Where an axis stands; a tensor without axes counts as one with one axis. ``more`` axes may come.

    Raises LayerError where the input has no such axis.
    """
    rank = max(len(x) + more, 1)
    if not -rank <= axis < rank:
        raise LayerError(f"{owner(layer)}: {name}={axis} is no axis of an input with {len(x)} axes: {x}")
    return axis + rank if axis < 0 else axis
