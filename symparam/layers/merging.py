"""Layers that join several inputs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, product, total
from ..algebra.domain.broadcast import broadcast
from ..errors import LayerError
from ..frozen import dataclass
from ..several import for_each
from .axis import place
from .fields import integers, owner
from .layer import Layer


@dataclass(frozen=True)
class Merge(Layer):
    """A function of the elements of all inputs; an axis of 1, or a missing leading one, is repeated to fit the others.

    shape:   (*n), (*m) -> (*max(n, m)) where n = m or n = 1 or m = 1
    params:  0
    source:  keras.layers.Add, Multiply, Average, Maximum, Minimum
    """

    family: ClassVar = "merge"

    arity: ClassVar[tuple[int, int | None]] = (1, None)
    in_list: ClassVar = True

    def output(self, *xs: Shape) -> Shape:
        joined = xs[0]
        for x in xs[1:]:
            joined = Shape(broadcast(a, b) for a, b in aligned(joined, x))
        return joined

    def needs(self, *xs: Shape) -> Iterator[Need]:
        joined = xs[0]
        for x in xs[1:]:
            pairs = aligned(joined, x)
            for axis, (a, b) in enumerate(pairs, 1):
                yield Need(a, "broadcasts", b, f"the inputs must agree on axis {axis}, or be 1 there")
            joined = Shape(broadcast(a, b) for a, b in pairs)


def aligned(x: Shape, y: Shape) -> list[tuple[Dim, Dim]]:
    """The axes of two shapes in pairs, the last with the last; a missing axis is 1."""
    return list(zip_longest(reversed(x.sizes), reversed(y.sizes), fillvalue=1))[::-1]


class Add(Merge):
    """The sum of all inputs, element by element; an axis of 1, or a missing one, is repeated to fit."""


class Multiply(Merge):
    """The product of all inputs, element by element; an axis of 1, or a missing one, is repeated to fit."""


class Average(Merge):
    """The mean of all inputs, element by element; an axis of 1, or a missing one, is repeated to fit."""


class Maximum(Merge):
    """The maximum of all inputs, element by element; an axis of 1, or a missing one, is repeated to fit."""


class Minimum(Merge):
    """The minimum of all inputs, element by element; an axis of 1, or a missing one, is repeated to fit."""


class Subtract(Merge):
    """The first input minus the second, each axis of 1 repeated to fit the other's.

    shape:   (*n), (*m) -> (*max(n, m)) where n = m or n = 1 or m = 1
    params:  0
    source:  keras.layers.Subtract
    """

    arity = (2, 2)


@dataclass(frozen=True)
class Concatenate(Layer):
    """The inputs side by side along one axis; on every other axis they agree.

    shape:   (*n, C), (*n, D) -> (*n, C + D)
    params:  0
    source:  keras.layers.Concatenate
    """

    family: ClassVar = "concatenation"
    phrase: ClassVar = "concatenate"

    axis: int = integers(-1, many=False)

    arity: ClassVar = (1, None)
    in_list: ClassVar = True
    ranks: ClassVar = (1, None)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        for x in xs:
            place(self, x, self.axis)
            if len(x) != len(xs[0]):
                raise LayerError(f"{owner(self)}: the inputs must have equally many axes, not {xs[0]} and {x}")

    def output(self, *xs: Shape) -> Shape:
        i = place(self, xs[0], self.axis)
        return Shape((*xs[0][:i], total(x[i] for x in xs), *xs[0][i + 1 :]))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        joined = place(self, xs[0], self.axis)
        for x in xs[1:]:
            for i, (a, b) in enumerate(zip(xs[0], x, strict=True)):
                if i != joined:
                    yield Need(a, "==", b, f"all inputs must agree on axis {i + 1}")


@dataclass(frozen=True)
class Dot(Layer):
    """Dot products along one axis of each of two inputs; the other axes stay, the first input's before the second's.

    shape:   (n, d), (m, d) -> (n, m) where axes in (-1, 2)
    params:  0
    macs:    n*m*d
    source:  keras.layers.Dot
    """

    family: ClassVar = "merge"
    phrase: ClassVar = "dot"

    axes: int | tuple[int, ...] = integers()
    normalize: Any = False

    arity: ClassVar = (2, 2)
    ranks: ClassVar = (1, None)

    def _places(self, *xs: Shape) -> tuple[int, int]:
        axes = for_each(self.axes, 2)
        if len(axes) != 2:
            raise LayerError(f"{owner(self)}: axes takes one axis, or one of each of the two inputs, not {axes}")
        return place(self, xs[0], axes[0], "axes"), place(self, xs[1], axes[1], "axes")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self._places(*xs)

    def output(self, *xs: Shape) -> Shape:
        i, j = self._places(*xs)
        return Shape((*xs[0][:i], *xs[0][i + 1 :], *xs[1][:j], *xs[1][j + 1 :]) or (1,))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        i, j = self._places(*xs)
        yield Need(xs[0][i], "==", xs[1][j], f"axis {i + 1} of the first input must equal axis {j + 1} of the second")

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.output(*xs), xs[0][self._places(*xs)[0]]))
