"""Operations that repeat a tensor along its axes, surround it, or give it one more axis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...algebra import Dim, Need, Shape, total
from ...errors import LayerError
from ...frozen import dataclass
from ...several import for_each, several
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
        many = list(several(self.repeats))
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
        many = list(several(self.repeats))
        size = xs[0][i] * many[0] if len(many) == 1 else total(many)
        return Shape((*xs[0][:i], size, *xs[0][i + 1 :]))


@dataclass(frozen=True)
class Pad(Operation):
    """Something before and after each axis; the first pair is that of the batch.

    params:  0
    source:  keras.ops.pad
    """

    pad_width: Any

    def output(self, *xs: Shape) -> Shape:
        pairs = [for_each(p, 2) for p in self.pad_width]
        if len(pairs) != len(xs[0]) + 1 or pairs[0] != (0, 0):
            raise LayerError(
                f"{owner(self)}: pad_width takes a pair for each axis, (0, 0) for the batch, not {self.pad_width}"
            )
        return Shape(n + a + b for n, (a, b) in zip(xs[0], pairs[1:], strict=True))


@dataclass(frozen=True)
class BroadcastTo(Operation):
    """Axes of 1 repeated up to a shape, whose first size is the batch.

    params:  0
    source:  keras.ops.broadcast_to
    """

    shape: Any

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if not isinstance(self.shape, (list, tuple, Shape)) or len(self.shape) != len(xs[0]) + 1:
            raise LayerError(
                f"{owner(self)}: shape takes a size for each axis of the input {xs[0]} and one for the "
                f"batch, not {self.shape}; expand_dims puts new axes behind the batch"
            )

    def output(self, *xs: Shape) -> Shape:
        return Shape(self.shape[1:])

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for axis, (n, m) in enumerate(zip(xs[0], self.shape[1:], strict=True), 1):
            if m != 1:
                yield Need(n, "broadcasts", m, f"axis {axis} must be {m}, or 1 to be repeated")
            if not isinstance(m, int) or m == 1:
                yield Need(m, ">=", n, f"axis {axis} cannot become smaller")


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
