"""Tensors that are repeated along their axes."""

from __future__ import annotations

from typing import Any, ClassVar

from ...algebra import Dim, Shape, product
from ...frozen import dataclass
from .function import Ask, Function
from .table import Call, applied


@dataclass(frozen=True)
class Expand(Function):
    """Axes of 1 repeated, and new ones in front; -1 leaves an axis as it is."""

    size: tuple[Dim, ...] = ()

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        new = len(self.size) - len(x)
        if new < 0:
            raise self.refuse(f"{self.size} has fewer sizes than the tensor {tuple(x)} has axes")
        found: list[Dim] = []
        for i, n in enumerate(self.size):
            old = x[i - new] if i >= new else None
            if n == -1 and old is None:
                raise self.refuse(f"-1 stands for a new axis {i}, whose size is not known")
            if isinstance(n, int) and n < -1:
                raise self.refuse(f"{n} is no size, in {self.size}")
            if n != -1 and old is not None and old != 1:
                ask.equal(old, n, f"only axes of 1 are repeated, and axis {i} is not 1")
            found.append(old if n == -1 and old is not None else n)
        return Shape(found)


@dataclass(frozen=True)
class Repeat(Function):
    """A tensor laid so many times along each axis; further axes stand in front."""

    repeats: tuple[Dim, ...]

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        new = len(self.repeats) - len(x)
        if new < 0:
            raise self.refuse(f"{self.repeats} are fewer numbers than the tensor {tuple(x)} has axes")
        for i, n in enumerate(self.repeats):
            ask.at_least(n, 0, f"axis {i} is repeated no fewer than 0 times")
        return Shape(product((n, k)) for n, k in zip((*(1,) * new, *x), self.repeats, strict=True))


@dataclass(frozen=True)
class RepeatInterleave(Function):
    """Each position of an axis so many times, one after the other; of all elements where no axis is given."""

    repeats: Dim
    dim: int | None = None

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        ask.at_least(self.repeats, 0, "repeats is not negative")
        if self.dim is None:
            return Shape((product((x.volume, self.repeats)),))
        if not len(x):
            raise self.refuse(f"a tensor without axes has no axis dim={self.dim}")
        i = self.place(x, self.dim)
        return Shape((*x[:i], product((x[i], self.repeats)), *x[i + 1 :]))


def expand_as(path: str, input: Any, other: Any) -> Call:
    """Axes of 1 repeated as in another tensor."""
    return applied(Expand, path, {"input": input}, size=tuple(other.shape))


def tile(path: str, input: Any, dims: Any) -> Call:
    """A tensor laid so many times along its last axes."""
    missing = len(input.shape) - len(dims)
    return applied(Repeat, path, {"input": input}, repeats=(*(1,) * missing, *dims))
