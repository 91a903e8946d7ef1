"""Functions that take a tensor apart along an axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, ClassVar

from ...algebra import Dim, Shape, ceil, maximum, minimum, names_in, total
from ...algebra.batch import has_batch
from ...algebra.slices import sliced
from ...errors import NumberWanted
from ...frozen import dataclass
from .function import Ask, Function, ratio
from .table import Call, applied

MOST = 10_000  # outputs of one call


def pieces(x: Shape, i: int, sizes: Sequence[Dim]) -> tuple[Shape, ...]:
    """The shapes of the parts of an axis."""
    return tuple(Shape((*x[:i], n, *x[i + 1 :])) for n in sizes)


def wanted(layer: Function, n: Dim, what: str) -> int:
    """A size that says how many tensors come out, and so must be a number, and a moderate one."""
    if has_batch(n):
        raise layer.refuse(f"{what} is {n}: how many tensors come out depends on the batch size N")
    if not isinstance(n, int):
        raise NumberWanted(
            f"{layer.path}: {what} is {n}, which must be a number: so many tensors come out", names_in(n)
        )
    if n > MOST:
        raise layer.refuse(f"{n:,} tensors are more than can be written out one by one; the most are {MOST:,}")
    return n


@dataclass(frozen=True)
class Chunk(Function):
    """An axis in so many equal parts, the last of which may be shorter."""

    chunks: int
    dim: int = 0

    many: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        (x,) = xs
        i, k = self.axis(x, self.dim), self.chunks
        if k < 1:
            raise self.refuse(f"chunks is at least 1, not {k}")
        n = x[i]
        each = ceil(n, k)
        if isinstance(n, int):
            if n == 0:
                return (x,) * k
            return pieces(x, i, _equal(n, each, wanted(self, ceil(n, each), "the number of parts")))
        whole = ratio(n, k)
        if isinstance(whole, int) or whole.as_numer_denom()[1] == 1:
            return pieces(x, i, (whole,) * k)
        last = n - (k - 1) * each
        ask.at_least(last, 1, f"axis {i} must have enough positions for {k} parts")
        return pieces(x, i, (*(each,) * (k - 1), last))


@dataclass(frozen=True)
class Split(Function):
    """An axis in parts of one size, the last of which may be shorter, or in parts of given sizes."""

    sizes: Any
    dim: int = 0

    many: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        (x,) = xs
        i = self.axis(x, self.dim)
        n = x[i]
        if isinstance(self.sizes, tuple):
            for size in self.sizes:
                ask.at_least(size, 0, "no part has a negative size")
            ask.equal(total(self.sizes), n, f"the parts must be the whole of axis {i}")
            return pieces(x, i, self.sizes)
        ask.at_least(self.sizes, 0 if n == 0 else 1, "the size of the parts is at least 1")
        if isinstance(self.sizes, int) and self.sizes < 1:
            return (x,)
        many = ratio(n, self.sizes)
        if isinstance(many, int):
            return pieces(x, i, (self.sizes,) * max(wanted(self, many, "the number of parts"), 1)) if n != 0 else (x,)
        if isinstance(n, int) and isinstance(self.sizes, int):
            return pieces(x, i, _equal(n, self.sizes, wanted(self, ceil(n, self.sizes), "the number of parts")))
        return pieces(x, i, (n,) * wanted(self, ceil(n, self.sizes), f"the number of parts of axis {i}"))


def _equal(n: int, each: Dim, many: int) -> list[Dim]:
    return [minimum(each, n - k * each) for k in range(many)]


@dataclass(frozen=True)
class TensorSplit(Function):
    """An axis in so many parts that differ by 1 at most, or cut at positions."""

    at: Any
    dim: int = 0
    fewest: int = 1

    many: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:

        (x,) = xs
        if len(x) < self.fewest:
            raise self.refuse(f"input has at least {self.fewest} axes, not {len(x)}: {tuple(x)}")
        i = self.place(x, self.dim)
        n = x[i]
        if isinstance(self.at, tuple):
            ends = (None, *self.at, None)
            return pieces(x, i, [sliced(a, b, None, n) for a, b in pairwise(ends)])
        if self.at < 1:
            raise self.refuse(f"the number of parts is at least 1, not {self.at}")
        if self.fewest > 1 or self.path.endswith("hsplit"):
            ask.divides(self.at, n, f"axis {i} must divide into equal parts")
        return pieces(x, i, [ceil(maximum(n - k, 0), self.at) for k in range(self.at)])


@dataclass(frozen=True)
class Unbind(Function):
    """The positions of an axis, each a tensor of its own."""

    dim: int = 0

    many: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        (x,) = xs
        if not len(x):
            raise self.refuse("a tensor without axes has no positions")
        i = self.place(x, self.dim)
        return (Shape((*x[:i], *x[i + 1 :])),) * wanted(self, x[i], f"axis {i}")


def split(path: str, dim: int, **values: Any) -> Call:
    """An axis in parts."""
    tensor, sizes = values.values()
    return applied(Split, path, {"input": tensor}, sizes=sizes, dim=dim)


def _cut(path: str, values: dict[str, Any], dim: int, fewest: int) -> Call:
    tensor, at = values.values()
    return applied(TensorSplit, path, {"input": tensor}, at=at, dim=dim, fewest=fewest)


def tensor_split(path: str, dim: int, **values: Any) -> Call:
    """An axis in parts."""
    return _cut(path, values, dim, 1)


def hsplit(path: str, **values: Any) -> Call:
    """The second axis in parts, of a vector its only one."""
    return _cut(path, values, 1 if len(values["input"].shape) > 1 else 0, 1)


def vsplit(path: str, **values: Any) -> Call:
    """The first axis in parts."""
    return _cut(path, values, 0, 2)


def dsplit(path: str, **values: Any) -> Call:
    """The third axis in parts."""
    return _cut(path, values, 2, 3)
