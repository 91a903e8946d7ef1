"""Functions that put elements at the places that an index names."""

from __future__ import annotations

from typing import Any

from ...algebra import Shape
from ...frozen import dataclass
from .function import Ask, Function
from .indexing import Select, alike
from .table import Call, applied


@dataclass(frozen=True)
class SelectScatter(Select):
    """The tensor with other values at one position of an axis."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, source = xs
        left = super().rule(ask, x)
        if len(left) != len(source):
            raise self.refuse(f"src has the shape {tuple(left)}, not {tuple(source)}")
        for a, b in zip(left, source, strict=True):
            ask.equal(a, b, "src must have the shape of the position")
        return x


@dataclass(frozen=True)
class Scatter(Function):
    """The tensor with other elements at the places that an index names along an axis."""

    dim: int
    reduce: str | None = None

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, indices = xs[:2]
        ways = ("sum", "prod", "mean", "amax", "amin") if self.path.endswith("scatter_reduce") else ("add", "multiply")
        if self.reduce is not None and self.reduce not in ways:
            raise self.refuse(f"reduce is one of {', '.join(ways)}, not {self.reduce!r}")
        i = self.place(x, self.dim)
        alike(self, ask, x, indices, i, "index")
        if len(xs) > 2 and (len(xs[2]) or "src" in self.given):
            alike(self, ask, xs[2], indices, -1, "index")
        return x


@dataclass(frozen=True)
class IndexAdd(Function):
    """The tensor with the slices of another at the positions of an axis that an index names."""

    dim: int

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, indices, source = xs
        self.ranked(indices, 0, 1, name="index")
        i = self.place(x, self.dim)
        if len(source) != len(x):
            raise self.refuse(f"source has as many axes as the input, not {tuple(source)} for {tuple(x)}")
        for k, (n, m) in enumerate(zip(x, source, strict=True)):
            ask.equal(m, n if k != i else indices[0] if len(indices) else 1, f"source must fit on axis {k}")
        return x


@dataclass(frozen=True)
class IndexFill(Function):
    """The tensor with one value at the positions of an axis that an index names."""

    dim: int

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.ranked(xs[1], 0, 1, name="index")
        self.place(xs[0], self.dim)
        if len(xs) > 2 and len(xs[2]):
            raise self.refuse(f"value is a number, or a tensor without axes, not {tuple(xs[2])}")
        return xs[0]


class Put(Function):
    """The tensor with other elements at the places that an index names, all axes counted as one."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        ask.equal(xs[1].volume, xs[2].volume, "source must have an element for each index")
        return xs[0]


class MaskedScatter(Function):
    """The tensor with other elements at the places of a mask."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        return ask.joined(*xs[:2])


def index_reduce(path: str, reduce: str, include_self: bool, **values: Any) -> Call:
    """The tensor joined with the slices of another at the positions that an index names."""
    if reduce not in ("prod", "mean", "amax", "amin"):
        raise IndexAdd(0, path=path).refuse(f"reduce is 'prod', 'mean', 'amax' or 'amin', not {reduce!r}")
    return applied(IndexAdd, path, values)
