"""Operations that repeat a tensor along its axes, surround it, or give it one more axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...algebra import Dim, Shape, total
from ...errors import LayerError
from ..axis import place
from ..fields import dim, integers, owner
from .protocol import Operation


@dataclass(frozen=True)
class Tile(Operation):
    """The whole repeated along each axis; the first number is that of the batch.

    params:  0
    source:  keras.ops.tile
    """

    repeats: Any

    def output(self, *xs: Shape) -> Shape:
        many = list(self.repeats) if isinstance(self.repeats, (list, tuple)) else [self.repeats]
        many = [1] * (len(xs[0]) + 1 - len(many)) + many
        if len(many) > len(xs[0]) + 1 or many[0] != 1:
            raise LayerError(f"{owner(self)}: repeats={self.repeats} must leave the batch alone")
        return Shape(n * m for n, m in zip(xs[0], many[1:], strict=True))


@dataclass(frozen=True)
class Repeat(Operation):
    """Each position of an axis repeated.

    params:  0
    source:  keras.ops.repeat
    """

    repeats: Any
    axis: int | None = integers(None, many=False, optional=True)

    def output(self, *xs: Shape) -> Shape:
        if self.axis is None:
            raise LayerError(f"{owner(self)}: axis=None joins all axes, the batch included; give an axis")
        i = place(self, xs[0], self.axis)
        many = list(self.repeats) if isinstance(self.repeats, (list, tuple)) else [self.repeats]
        size = xs[0][i] * many[0] if len(many) == 1 else total(many)
        return Shape((*xs[0][:i], size, *xs[0][i + 1:]))


@dataclass(frozen=True)
class Pad(Operation):
    """Something before and after each axis; the first pair is that of the batch.

    params:  0
    source:  keras.ops.pad
    """

    pad_width: Any

    def output(self, *xs: Shape) -> Shape:
        pairs = [tuple(p) if isinstance(p, (list, tuple)) else (p, p) for p in self.pad_width]
        if len(pairs) != len(xs[0]) + 1 or pairs[0] != (0, 0):
            raise LayerError(f"{owner(self)}: pad_width takes a pair for each axis, (0, 0) for the batch, "
                             f"not {self.pad_width}")
        return Shape(n + a + b for n, (a, b) in zip(xs[0], pairs[1:], strict=True))


@dataclass(frozen=True)
class OneHot(Operation):
    """A new axis with a place for each class.

    params:  0
    source:  keras.ops.one_hot
    """

    num_classes: Dim = dim("n_cat")
    axis: int = integers(-1, many=False)

    def output(self, *xs: Shape) -> Shape:
        longer = Shape((*xs[0], self.num_classes))
        i = place(self, longer, self.axis)
        return Shape((*xs[0][:i], self.num_classes, *xs[0][i:]))
