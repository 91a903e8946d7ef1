"""Functions that give the same elements another shape or another order of axes."""

from __future__ import annotations

from typing import Any, ClassVar

from ...algebra import Dim, Shape, product
from ...algebra.batch import factor
from ...frozen import dataclass
from .function import Ask, Function, ratio
from .table import Call, applied


@dataclass(frozen=True)
class Reshape(Function):
    """The same elements in another shape, of which one size may be -1: whatever remains."""

    shape: tuple[Dim, ...] = ()

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        return filled(self, ask, self.shape, xs[0].volume, "the sizes must hold the input")


def filled(layer: Function, ask: Ask, shape: tuple[Dim, ...], volume: Dim, why: str) -> Shape:
    """A shape for so many elements, whose -1 is what remains."""
    if shape.count(-1) > 1:
        raise layer.refuse(f"only one size can be -1, not {shape.count(-1)}: {shape}")
    for n in shape:
        if isinstance(n, int) and n < -1:
            raise layer.refuse(f"{n} is no size, in {shape}")
    known = product(n for n in shape if n != -1)
    if -1 not in shape:
        ask.equal(known, volume, why)
        return Shape(shape)
    if known == 0:
        raise layer.refuse(f"what -1 stands for in {shape} is not determined, since another size is 0")
    ask.divides(known, volume, why)
    rest = ratio(volume, known)
    return Shape(rest if n == -1 else n for n in shape)


@dataclass(frozen=True)
class Flatten(Function):
    """Neighbouring axes as one."""

    start_dim: int = 0
    end_dim: int = -1

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        start, end = self.place(x, self.start_dim, "start_dim"), self.place(x, self.end_dim, "end_dim")
        if start > end:
            raise self.refuse(f"start_dim={self.start_dim} lies behind end_dim={self.end_dim}")
        return Shape((*x[:start], product(x[start : end + 1]), *x[end + 1 :]))


@dataclass(frozen=True)
class Unflatten(Function):
    """One axis as several."""

    dim: int
    sizes: tuple[Dim, ...]

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        if not self.sizes:
            raise self.refuse("sizes must not be empty")
        i = self.axis(x, self.dim)
        inner = filled(self, ask, self.sizes, x[i], f"the sizes must hold axis {i}")
        return Shape((*x[:i], *inner, *x[i + 1 :]))


@dataclass(frozen=True)
class Permute(Function):
    """The axes in another order."""

    dims: tuple[int, ...] = ()

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        if len(self.dims) != len(x):
            raise self.refuse(f"dims={self.dims} is an order of the {len(x)} axes of {tuple(x)}")
        return Shape(x[i] for i in self.places(x, self.dims, "dims")) if len(x) else x


@dataclass(frozen=True)
class Transpose(Function):
    """Two axes in each other's place."""

    dim0: int
    dim1: int

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        i, j = self.place(xs[0], self.dim0, "dim0"), self.place(xs[0], self.dim1, "dim1")
        sizes = list(xs[0])
        if sizes:
            sizes[i], sizes[j] = sizes[j], sizes[i]
        return Shape(sizes)


@dataclass(frozen=True)
class MoveDim(Function):
    """Axes moved to other places."""

    source: tuple[int, ...]
    destination: tuple[int, ...]

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        if len(self.source) != len(self.destination):
            raise self.refuse(f"source={self.source} and destination={self.destination} are as many axes")
        source, destination = self.places(x, self.source, "source"), self.places(x, self.destination, "destination")
        moved = dict(zip(destination, source, strict=True))
        rest = iter(i for i in range(len(x)) if i not in source)
        return Shape(x[moved[k] if k in moved else next(rest)] for k in range(len(x)))


@dataclass(frozen=True)
class Squeeze(Function):
    """Axes of 1 taken away: those that are given, or all; of the batch nothing is asked, it stays."""

    dim: tuple[int, ...] | None = None

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        chosen = tuple(range(len(x))) if self.dim is None else self.places(x, self.dim)
        for i in chosen:
            if i < len(x) and not isinstance(x[i], int) and factor(x[i]) is None:
                ask.at_least(x[i], 2, f"an axis of 1 goes, and axis {i} stays")
        return Shape(n for i, n in enumerate(x) if i not in chosen or n != 1)


@dataclass(frozen=True)
class Unsqueeze(Function):
    """A new axis of 1."""

    dim: int

    rearranges: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        i = self.place(len(x) + 1, self.dim)
        return Shape((*x[:i], 1, *x[i:]))


@dataclass(frozen=True)
class Rot90(Function):
    """A turn by k right angles in the plane of two axes."""

    k: int = 1
    dims: tuple[int, ...] = (0, 1)

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if len(self.dims) != 2 or len(xs[0]) < 2:
            raise self.refuse(f"it turns in the plane of 2 axes, not {self.dims} of {tuple(xs[0])}")
        i, j = self.places(xs[0], self.dims, "dims")
        sizes = list(xs[0])
        if self.k & 1:
            sizes[i], sizes[j] = sizes[j], sizes[i]
        return Shape(sizes)


class ViewAsComplex(Function):
    """Pairs of the last axis as complex numbers."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if not len(xs[0]):
            raise self.refuse("input has at least 1 axis")
        ask.equal(xs[0][-1], 2, "the last axis must be a pair")
        return Shape(xs[0][:-1])


def view(path: str, input: Any, size: Any) -> Call:
    """The same elements in another shape."""
    return applied(Reshape, path, {"input": input}, shape=size)


def same_bits(path: str, input: Any, dtype: Any) -> Any:
    """The tensor under another dtype; only one of the same width keeps the shape, which is not known here."""
    raise Reshape(path=path).refuse(f"view({dtype!r}) is not followed: sizes are taken, one by one or in a list")


def like_other(path: str, input: Any, other: Any) -> Call:
    """The same elements in the shape of another tensor."""
    return applied(Reshape, path, {"input": input}, shape=tuple(other.shape))


def move(path: str, input: Any, source: int, destination: int) -> Call:
    """An axis moved to another place."""
    return applied(MoveDim, path, {"input": input}, source=(source,), destination=(destination,))


def swapaxes(path: str, input: Any, axis0: int, axis1: int) -> Call:
    """Two axes in each other's place."""
    return applied(Transpose, path, {"input": input}, dim0=axis0, dim1=axis1)


def transposed(path: str, input: Any) -> Call:
    """The transpose of a matrix; of fewer axes the tensor itself."""
    rank = len(input.shape)
    if rank > 2:
        raise Permute(path=path).refuse(f"input has at most 2 axes, not {rank}: {tuple(input.shape)}")
    return reversed_axes(path, input)


def reversed_axes(path: str, input: Any) -> Call:
    """The axes in reverse order."""
    return applied(Permute, path, {"input": input}, dims=tuple(reversed(range(len(input.shape)))))


def last_two(path: str, input: Any) -> Call:
    """The last two axes in each other's place."""
    rank = len(input.shape)
    short = path.rpartition(".")[2]
    if (rank < 2 and not (rank == 0 and short in ("adjoint", "H", "mT", "mH"))) or (short == "H" and rank > 2):
        raise Permute(path=path).refuse(f"input is a matrix, or several; not {tuple(input.shape)}")
    return applied(Transpose, path, {"input": input}, dim0=-2 if rank else -1, dim1=-1)


def view_as_real(path: str, input: Any) -> Call:
    """Complex numbers as pairs in a new last axis."""
    return applied(Reals, path, {"input": input})


class Reals(Function):
    """Complex numbers as pairs in a new last axis."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        return Shape((*xs[0], 2))


@dataclass(frozen=True)
class AtLeast(Function):
    """A tensor with so many axes or more; the missing ones are 1."""

    rank: int = 1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        sizes = tuple(x)
        if len(sizes) >= self.rank:
            return x
        if self.rank == 3 and len(sizes) == 2:
            return Shape((*sizes, 1))
        if self.rank == 3 and len(sizes) == 1:
            return Shape((1, *sizes, 1))
        return Shape((*(1,) * (self.rank - len(sizes)), *sizes))


def at_least_1(path: str, input: Any) -> Call:
    """A tensor with at least one axis."""
    return applied(AtLeast, path, {"input": input}, rank=1)


def at_least_2(path: str, input: Any) -> Call:
    """A tensor with at least two axes."""
    return applied(AtLeast, path, {"input": input}, rank=2)


def at_least_3(path: str, input: Any) -> Call:
    """A tensor with at least three axes."""
    return applied(AtLeast, path, {"input": input}, rank=3)
