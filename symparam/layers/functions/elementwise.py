"""Functions of each element: of one tensor, of several that are repeated to fit, and along an axis."""

from __future__ import annotations

from typing import Any, ClassVar

from ...algebra import Shape
from ...frozen import dataclass
from .function import Ask, Function, ratio
from .table import Call, applied


class Unary(Function):
    """A function of each element."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        return xs[0]


class Binary(Function):
    """A function of the elements of its inputs; an axis of 1 is repeated to fit the others."""

    family: ClassVar = "merge"

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        return ask.joined(*xs)


class MaskedFill(Function):
    """A tensor in which the places that a mask marks have one value."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if len(xs) > 2 and len(xs[2]):
            raise self.refuse(f"value is a number, or a tensor without axes, not {xs[2]}")
        return ask.joined(*xs[:2])


class PRelu(Function):
    """A line on each side of 0, with one slope, or one for each channel."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, weight = xs
        self.ranked(weight, 0, 1, name="weight")
        if len(weight) and weight[0] != 1:
            channels = x[1] if len(x) > 1 else 1
            ask.equal(weight[0], channels, "weight must be one number, or one for each channel")
        return x


@dataclass(frozen=True)
class Glu(Function):
    """One half of an axis gates the other."""

    dim: int = -1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        i = self.axis(x, self.dim)
        ask.divides(2, x[i], "the axis must have two halves")
        return Shape((*x[:i], ratio(x[i], 2), *x[i + 1 :]))


@dataclass(frozen=True)
class AlongAxis(Function):
    """A function along an axis, which keeps the shape."""

    dim: int | None = None

    def rule(self, ask: Ask, *xs: Shape) -> Any:
        if self.dim is not None:
            self.place(xs[0], self.dim)
        return xs[0]


class AlongAxisWithPlaces(AlongAxis):
    """A function along an axis, and from which place each value came."""

    results: ClassVar = ("values", "indices")

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        return (super().rule(ask, *xs),) * 2


@dataclass(frozen=True)
class AlongAxes(Function):
    """A function along several axes, which keeps the shape."""

    dims: tuple[int, ...] = ()

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.places(xs[0], self.dims, "dims")
        return xs[0]


@dataclass(frozen=True)
class Ranked(Function):
    """A function that keeps the shape of a tensor with so many axes or more."""

    fewest: int = 1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if len(xs[0]) < self.fewest:
            raise self.refuse(f"input has at least {self.fewest} axes, not {len(xs[0])}: {tuple(xs[0])}")
        return xs[0]


@dataclass(frozen=True)
class Roll(Function):
    """Elements moved along axes, those that leave at one end coming in at the other."""

    shifts: tuple[Any, ...]
    dims: tuple[int, ...] = ()

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if not self.shifts or (len(self.dims) != len(self.shifts) and (self.dims or len(self.shifts) != 1)):
            raise self.refuse(f"shifts={self.shifts} and dims={self.dims} are as many numbers each")
        if self.dims and not len(xs[0]):
            raise self.refuse("a tensor without axes is rolled along none")
        for dim in self.dims:
            self.place(xs[0], dim, "dims")
        return xs[0]


class Covariance(Function):
    """How the rows of a matrix vary together."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.ranked(xs[0], 0, 1, 2)
        return Shape((xs[0][0],) * 2) if len(xs[0]) == 2 else Shape()


def dropout(path: str, input: Any, p: Any, **rest: Any) -> Any:
    """The tensor itself: a model is read as it is evaluated."""
    layer = Unary(path=path)
    if not 0 <= p <= 1:
        raise layer.refuse(f"p={p} is no probability from 0 to 1")
    name = path.rpartition(".")[2]
    if name == "dropout1d":
        layer.ranked(input.shape, 2, 3)
    elif name.startswith(("dropout2", "dropout3", "feature")) and len(input.shape) < 2:
        raise layer.refuse(f"input has at least 2 axes, not {len(input.shape)}")
    return input


def clamp(path: str, input: Any, min: Any, max: Any) -> Call:
    """A tensor kept between two bounds, of which there is at least one."""
    if min is None and max is None:
        raise Binary(path=path).refuse("needs min or max")
    return applied(Binary, path, {"input": input, "min": min, "max": max})


def divided(path: str, rounding_mode: str | None, **values: Any) -> Call:
    """A quotient, rounded where that is asked for."""
    if rounding_mode not in (None, "floor", "trunc"):
        raise Binary(path=path).refuse(f"rounding_mode is None, 'floor' or 'trunc', not {rounding_mode!r}")
    return applied(Binary, path, values)


def gelu(path: str, input: Any, approximate: str) -> Call:
    """A smooth ramp."""
    if approximate not in ("none", "tanh"):
        raise Unary(path=path).refuse(f"approximate is 'none' or 'tanh', not {approximate!r}")
    return applied(Unary, path, {"input": input})


def ordered(path: str, input: Any, n: int = 0, p: int = 1) -> Call:
    """A function of an order, which is no negative number."""
    if n < 0 or p < 1:
        raise Unary(path=path).refuse(f"there is none of the order {min(n, p)}")
    return applied(Unary, path, {"input": input})


def renorm(path: str, input: Any, p: Any, dim: int, maxnorm: Any) -> Call:
    """The slices along an axis, none of them longer than a norm."""
    if not p > 0 or len(input.shape) < 2:
        raise AlongAxis(path=path).refuse("p is above 0, and input has at least 2 axes")
    return applied(AlongAxis, path, {"input": input, "dim": dim})


def onto(path: str, **values: Any) -> Call:
    """What a tensor is after ``x += y``: it keeps its shape."""
    return applied(Binary, path, values, in_place=True)


def normalize(path: str, input: Any, p: Any, dim: Any, **rest: Any) -> Call:
    """Each vector along an axis divided by its norm."""
    return applied(AlongAxes, path, {"input": input}, dims=(dim,) if isinstance(dim, int) else dim or ())


def fliplr(path: str, input: Any) -> Call:
    """The second axis the other way round."""
    return applied(Ranked, path, {"input": input}, fewest=2)


def triangle(path: str, input: Any, diagonal: int) -> Call:
    """The lower or upper triangle of matrices."""
    return applied(Ranked, path, {"input": input}, fewest=2)


def roll(path: str, input: Any, shifts: Any, dims: Any) -> Call:
    """Elements moved along axes."""
    return applied(Roll, path, {"input": input}, shifts=shifts, dims=tuple(dims or ()))
