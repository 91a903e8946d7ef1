"""Functions that run over axes, which go, or stay as 1."""

from __future__ import annotations

from typing import Any, ClassVar

from ...algebra import Dim, Shape
from ...frozen import dataclass
from ...several import several
from .function import Ask, Function
from .signature import is_tensor
from .table import Call, applied


@dataclass(frozen=True)
class Reduce(Function):
    """One value for all positions along the given axes, or along all where none is given."""

    dim: Any = None
    keepdim: bool = False

    def over(self, x: Shape) -> tuple[int, ...]:
        """The places of the axes."""
        if self.dim is None or self.dim == ():
            return tuple(range(len(x)))
        return self.places(x, several(self.dim))

    def reduced(self, x: Shape) -> Shape:
        """What is left of a shape."""
        gone = self.over(x)
        kept: list[Dim] = [1 if i in gone else n for i, n in enumerate(x) if self.keepdim or i not in gone]
        return Shape(kept)

    def rule(self, ask: Ask, *xs: Shape) -> Any:
        return self.reduced(xs[0])


class Truth(Reduce):
    """Whether all or any are true along the given axes; along none where the list of them is empty."""

    def over(self, x: Shape) -> tuple[int, ...]:
        return () if self.dim == () else super().over(x)


class Some(Reduce):
    """One value for all positions along the given axes, of which there is at least one."""

    def over(self, x: Shape) -> tuple[int, ...]:
        if self.dim == ():
            raise self.refuse("dim names at least one axis")
        return super().over(x)


class Extreme(Reduce):
    """A value among those along the given axes, which may not be empty."""

    def rule(self, ask: Ask, *xs: Shape) -> Any:
        for i in self.over(xs[0]):
            if i < len(xs[0]):
                ask.at_least(xs[0][i], 1, f"axis {i} may not be empty")
        return self.reduced(xs[0])


class WithPlaces(Extreme):
    """A value among those along an axis, and its place."""

    results: ClassVar = ("values", "indices")

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        return (super().rule(ask, *xs),) * 2


class MinAndMax(Extreme):
    """The least and the largest along an axis."""

    results: ClassVar = ("min", "max")

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        return (super().rule(ask, *xs),) * 2


class Both(Reduce):
    """The deviation or variance, and the mean."""

    many: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        return (self.reduced(xs[0]),) * 2


@dataclass(frozen=True)
class KthValue(Reduce):
    """The k-th smallest along an axis, and its place."""

    k: Any = 1

    results: ClassVar = ("values", "indices")

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        (i,) = self.over(xs[0])
        ask.at_least(self.k, 1, "k is at least 1")
        ask.at_least(xs[0][i] if xs[0] else 1, self.k, "the axis must have k positions")
        return (self.reduced(xs[0]),) * 2


@dataclass(frozen=True)
class Quantile(Reduce):
    """Values below which given shares of the elements along an axis lie."""

    q: Any = None

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        left = self.reduced(xs[0])
        if len(xs) < 2:
            if not 0 <= self.q <= 1:
                raise self.refuse(f"q={self.q} is no share from 0 to 1")
            return left
        self.ranked(xs[1], 0, 1, name="q")
        return Shape((*xs[1], *left))


class Similarity(Reduce):
    """The cosine of the angle between vectors along an axis."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        return self.reduced(ask.joined(*xs))


class Distance(Function):
    """The distance between two tensors, one number."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        ask.joined(*xs)
        return Shape()


class Trace(Function):
    """The sum of the diagonal of a matrix."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.ranked(xs[0], 2)
        return Shape()


def norm(path: str, dim: Any, **values: Any) -> Call:
    """A norm along the given axes; of a matrix along two of them."""
    (kind,) = (values[name] for name in ("p", "ord") if name in values)
    if not (kind is None or kind in ("fro", "nuc") or (isinstance(kind, (int, float)) and not is_tensor(kind))):
        raise Reduce(path=path).refuse(f"{kind!r} is no order of a norm")
    if kind == "nuc" and (dim is None or len(dim) != 2) and len(values["input"].shape) != 2:
        raise Reduce(path=path).refuse(f"{kind!r} is a norm of matrices: it runs along 2 axes")
    return applied(Reduce, path, {"input": values["input"], "dim": dim, "keepdim": values["keepdim"]})


def distance(path: str, x1: Any, x2: Any, keepdim: bool, **rest: Any) -> Call:
    """The distances between vectors along the last axis."""
    return applied(Similarity, path, {"x1": x1, "x2": x2}, dim=-1, keepdim=keepdim)
