"""Operations that give the same elements another shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, exact, product
from ...errors import LayerError
from ...frozen import dataclass
from ...several import several
from ..axis import place, places
from ..fields import integers, owner
from .protocol import Operation


@dataclass(frozen=True)
class Reshape(Operation):
    """The same elements in another shape. Its first size is the batch, which may be written -1.

    Where it is, and all other sizes are numbers, whole samples may be taken apart, and put together again: windows of
    an image, or the heads of attention, that join the batch.

    params:  0
    source:  keras.ops.reshape
    """

    newshape: Any

    def _target(self) -> tuple[Any, ...]:
        shape = self.newshape
        if not isinstance(shape, (list, tuple, Shape)) or not len(shape):
            raise LayerError(f"{owner(self)}: newshape is a tuple of sizes whose first is the batch, not {shape!r}")
        rest = tuple(-1 if n is None else n for n in shape)[1:]
        if rest.count(-1) > 1 or (rest.count(-1) == 1 and shape[0] == -1):
            raise LayerError(f"{owner(self)}: newshape may hold one -1, not {shape}")
        return rest

    def _known(self) -> Dim:
        return product(n for n in self._target() if n != -1)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self._target()

    def output(self, *xs: Shape) -> Shape:
        return Shape(exact(xs[0].volume, self._known()) if n == -1 else n for n in self._target())

    def joins_batch(self, *xs: Shape) -> bool:
        new, old = self._known(), xs[0].volume
        return self.newshape[0] == -1 and isinstance(new, int) and isinstance(old, int) and new != old

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.joins_batch(*xs):
            small, large = sorted((self._known(), xs[0].volume))
            yield Need(small, "divides", large, "whole samples are taken apart, and put together again")
        elif -1 in self._target():
            yield Need(self._known(), "divides", xs[0].volume, "the known sizes of newshape must divide the input")
        else:
            yield Need(xs[0].volume, "==", self._known(), "the sizes of newshape after the batch must hold the input")


@dataclass(frozen=True)
class Transpose(Operation):
    """The axes in another order; the batch stays first.

    params:  0
    source:  keras.ops.transpose
    """

    axes: Any = None

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        rank = len(xs[0]) + 1
        axes = [] if self.axes is None else [i + rank if i < 0 else i for i in self.axes]
        if axes[:1] != [0] or sorted(axes) != list(range(rank)):
            raise LayerError(
                f"{owner(self)}: axes is an order of 0 to {rank - 1} that begins with 0, the batch; not {self.axes}"
            )

    def output(self, *xs: Shape) -> Shape:
        return Shape(xs[0][place(self, xs[0], i, "axes")] for i in self.axes[1:])


@dataclass(frozen=True)
class Swapaxes(Operation):
    """Two axes in each other's place.

    params:  0
    source:  keras.ops.swapaxes
    """

    axis1: int = integers(many=False)
    axis2: int = integers(many=False)

    def output(self, *xs: Shape) -> Shape:
        i, j = place(self, xs[0], self.axis1, "axis1"), place(self, xs[0], self.axis2, "axis2")
        sizes = list(xs[0])
        sizes[i], sizes[j] = sizes[j], sizes[i]
        return Shape(sizes)


@dataclass(frozen=True)
class Rot90(Operation):
    """A turn by k right angles in the plane of two axes, which change places.

    Keras tells the shape so for every k; it is true of an even one where both axes are equal.

    params:  0
    source:  keras.ops.rot90
    """

    k: int = integers(1, many=False)
    axes: tuple[int, ...] = integers((0, 1))

    call: ClassVar = ("array",)

    def _pair(self, x: Shape) -> tuple[int, int]:
        found = [place(self, x, axis, "axes") for axis in self.axes]
        if len(set(found)) != 2 or len(found) != 2:
            raise LayerError(f"{owner(self)}: axes are two different axes of the input, not {self.axes}")
        return found[0], found[1]

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self._pair(xs[0])

    def output(self, *xs: Shape) -> Shape:
        sizes = list(xs[0])
        i, j = self._pair(xs[0])
        sizes[i], sizes[j] = sizes[j], sizes[i]
        return Shape(sizes)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if not self.k & 1:
            i, j = self._pair(xs[0])
            yield Need(xs[0][i], "==", xs[0][j], f"Keras lets the axes change places, which k={self.k} does not")


@dataclass(frozen=True)
class Moveaxis(Operation):
    """Axes moved to other places.

    params:  0
    source:  keras.ops.moveaxis
    """

    source: int | tuple[int, ...] = integers()
    destination: int | tuple[int, ...] = integers()

    def output(self, *xs: Shape) -> Shape:
        x = xs[0]
        pairs = (
            [(self.source, self.destination)]
            if isinstance(self.source, int)
            else zip(self.source, self.destination, strict=True)  # type: ignore[arg-type]
        )
        moved = {place(self, x, j, "destination"): place(self, x, i, "source") for i, j in pairs}  # type: ignore[arg-type]
        rest = iter(i for i in range(len(x)) if i not in moved.values())
        return Shape(x[moved[k] if k in moved else next(rest)] for k in range(len(x)))


@dataclass(frozen=True)
class ExpandDims(Operation):
    """A new axis of 1.

    params:  0
    source:  keras.ops.expand_dims
    """

    axis: int | tuple[int, ...] = integers()

    def output(self, *xs: Shape) -> Shape:
        axes = several(self.axis)
        longer = Shape((1,) * (len(xs[0]) + len(axes)))
        new = places(self, longer, axes)
        old = iter(xs[0])
        return Shape(1 if i in new else next(old) for i in range(len(longer)))


@dataclass(frozen=True)
class Squeeze(Operation):
    """Axes of 1 taken away.

    params:  0
    source:  keras.ops.squeeze
    """

    axis: int | tuple[int, ...] | None = integers(None, optional=True)

    def _places(self, x: Shape) -> set[int]:
        if self.axis is None:
            return {i for i, n in enumerate(x) if n == 1}
        return places(self, x, self.axis)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self._places(xs[0])

    def output(self, *xs: Shape) -> Shape:
        gone = self._places(xs[0])
        return Shape(n for i, n in enumerate(xs[0]) if i not in gone)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for i in sorted(self._places(xs[0])):
            yield Need(xs[0][i], "==", 1, f"axis {i + 1} must be 1 to be taken away")
        for i, n in enumerate(xs[0]):
            if self.axis is None and not isinstance(n, int):
                yield Need(n, ">=", 2, f"axis=None takes every axis of 1 away, and axis {i + 1} stays")


@dataclass(frozen=True)
class Ravel(Operation):
    """Everything in one axis, the batch included, which no model can do.

    source:  keras.ops.ravel
    """

    def accept(self, *xs: Shape) -> None:
        raise LayerError(f"{owner(self)} joins the batch with the other axes; use Flatten")
