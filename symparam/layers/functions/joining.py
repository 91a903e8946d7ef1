"""Functions that join tensors, and those that take them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from ...algebra import Dim, Shape, ceil, maximum, minimum, names_in, product, total
from ...algebra.batch import has_batch
from ...errors import NumberWanted
from .function import Ask, Function, ratio
from .table import Call, applied

ROWS = """
torch | cat concat concatenate | Tensor[] tensors, int dim=0 | Cat
torch | stack | Tensor[] tensors, int dim=0 | Stack
torch | hstack | Tensor[] tensors | hstack
torch | vstack row_stack | Tensor[] tensors | vstack
torch | dstack | Tensor[] tensors | dstack
torch | column_stack | Tensor[] tensors | ColumnStack
torch | block_diag | any *tensors | block_diag
torch | cartesian_prod | any *tensors | cartesian_prod
torch | broadcast_tensors | any *tensors | broadcast_tensors
torch | meshgrid | any *tensors, str? indexing=None | meshgrid
torch Tensor | chunk unsafe_chunk | Tensor input, int chunks, int dim=0 | Chunk
torch | split | Tensor tensor, size split_size_or_sections, int dim=0 | split
torch | split | Tensor tensor, size[] split_size_or_sections, int dim=0 | split
Tensor | split | Tensor input, size split_size, int dim=0 | split
Tensor | split | Tensor input, size[] split_size, int dim=0 | split
torch Tensor | unsafe_split | Tensor input, size split_size, int dim=0 | split
torch | split_copy | Tensor input, size split_size, int dim=0 | split
torch | split_with_sizes_copy | Tensor input, size[] split_sizes, int dim=0 | split
torch | unbind_copy | Tensor input, int dim=0 | Unbind
torch | trapezoid trapz | Tensor y, *, Scalar dx=1, int dim=-1 | Gone
torch | cumulative_trapezoid | Tensor y, *, Scalar dx=1, int dim=-1 | OneLess
Tensor torch | split_with_sizes unsafe_split_with_sizes | Tensor input, size[] split_sizes, int dim=0 | split
torch Tensor | tensor_split | Tensor input, int sections, int dim=0 | tensor_split
torch Tensor | tensor_split | Tensor input, size[] indices, int dim=0 | tensor_split
torch Tensor | hsplit | Tensor input, int sections | hsplit
torch Tensor | hsplit | Tensor input, size[] indices | hsplit
torch Tensor | vsplit | Tensor input, int sections | vsplit
torch Tensor | vsplit | Tensor input, size[] indices | vsplit
torch Tensor | dsplit | Tensor input, int sections | dsplit
torch Tensor | dsplit | Tensor input, size[] indices | dsplit
torch Tensor | unbind | Tensor input, int dim=0 | Unbind
Tensor | __iter__ | Tensor input | Unbind
Tensor torch | diff | Tensor input, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None | Diff
"""
MOST = 10_000  # outputs of one call


@dataclass(frozen=True)
class Cat(Function):
    """Tensors one after the other along an axis; on every other axis they agree."""

    dim: int = 0

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        whole = [x for x in xs if tuple(x) != (0,)] or [xs[0]]  # PyTorch skips empty vectors
        first = whole[0]
        if not all(map(len, whole)):
            raise self.refuse("a tensor without axes cannot be joined to others; stack makes an axis")
        i = self.place(first, self.dim)
        for x in whole[1:]:
            if len(x) != len(first):
                raise self.refuse(f"the tensors have equally many axes, not {tuple(first)} and {tuple(x)}")
            for k, (a, b) in enumerate(zip(first, x, strict=True)):
                if k != i:
                    ask.equal(a, b, f"the tensors must agree on axis {k}")
        return Shape((*first[:i], total(x[i] for x in whole), *first[i + 1 :]))


@dataclass(frozen=True)
class Stack(Function):
    """Tensors along a new axis."""

    dim: int = 0

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        first = xs[0]
        i = self.place(len(first) + 1, self.dim)
        for x in xs[1:]:
            if len(x) != len(first):
                raise self.refuse(f"the tensors have equally many axes, not {tuple(first)} and {tuple(x)}")
            for k, (a, b) in enumerate(zip(first, x, strict=True)):
                ask.equal(a, b, f"the tensors must agree on axis {k}")
        return Shape((*first[:i], len(xs), *first[i:]))


@dataclass(frozen=True)
class Lined(Cat):
    """Tensors one after the other, those of few axes with new ones of 1."""

    rank: int = 1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        from .rearrange import AtLeast

        grown = [AtLeast(rank=self.rank, path=self.path).rule(ask, x) for x in xs]
        return super().rule(ask, *grown)


class ColumnStack(Function):
    """Tensors side by side as columns; those of one axis are a column each."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        columns = [Shape((product(x), 1)) if len(x) < 2 else x for x in xs]
        return Cat(1, path=self.path).rule(ask, *columns)


class BlockDiag(Function):
    """Matrices along the diagonal of a larger one."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        for x in xs:
            self.ranked(x, 0, 1, 2)
        matrices = [(*(1,) * (2 - len(x)), *x) for x in xs]
        return Shape((total(rows for rows, _ in matrices), total(columns for _, columns in matrices)))


class CartesianProd(Function):
    """All choices of one element of each vector."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        for x in xs:
            self.ranked(x, 1)
        return Shape((product(x[0] for x in xs), len(xs))) if len(xs) > 1 else xs[0]


class BroadcastTensors(Function):
    """Each tensor repeated to the shape of all."""

    many: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        return (ask.joined(*xs),) * len(xs)


@dataclass(frozen=True)
class Meshgrid(Function):
    """The coordinates of all points of a grid, one tensor for each of its axes."""

    indexing: str | None = None

    many: ClassVar = True

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        for x in xs:
            self.ranked(x, 0, 1)
        if self.indexing not in (None, "ij", "xy"):
            raise self.refuse(f"indexing is 'ij' or 'xy', not {self.indexing!r}")
        sizes = [x[0] if len(x) else 1 for x in xs]
        if self.indexing == "xy" and len(sizes) > 1:
            sizes[:2] = sizes[1::-1]
        return (Shape(sizes),) * len(xs)


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
        if not len(x):
            raise self.refuse("input has at least 1 axis")
        i, k = self.place(x, self.dim), self.chunks
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
        if not len(x):
            raise self.refuse("input has at least 1 axis")
        i = self.place(x, self.dim)
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
        from .slicing import sliced

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


@dataclass(frozen=True)
class Diff(Function):
    """The differences of neighbours along an axis, n times over."""

    n: int = 1
    dim: int = -1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if not len(xs[0]):
            raise self.refuse("input has at least 1 axis")
        if self.n < 0:
            raise self.refuse(f"n is not negative, {self.n}")
        x = Cat(self.dim, path=self.path).rule(ask, *xs) if len(xs) > 1 else xs[0]
        i = self.place(x, self.dim)
        left = maximum(x[i] - self.n, 0)
        return Shape((*x[:i], left, *x[i + 1 :]))


@dataclass(frozen=True)
class Gone(Function):
    """An integral along an axis, which goes."""

    dim: int = -1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        i = self.place(x, self.dim)
        return Shape((*x[:i], *x[i + 1 :]))


@dataclass(frozen=True)
class OneLess(Function):
    """The integral along an axis up to each position but the first."""

    dim: int = -1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        if not len(x):
            raise self.refuse("input has at least 1 axis")
        i = self.place(x, self.dim)
        ask.at_least(x[i], 1, f"axis {i} may not be empty")
        return Shape((*x[:i], x[i] - 1, *x[i + 1 :]))


def hstack(path: str, tensors: Any) -> Call:
    """Tensors side by side: along the second axis, vectors along their only one."""
    ranks = {len(t.shape) for t in tensors}
    return applied(Lined, path, {"tensors": tensors}, rank=1, dim=0 if max(ranks, default=0) < 2 else 1)


def vstack(path: str, tensors: Any) -> Call:
    """Tensors below each other, vectors as rows."""
    return applied(Lined, path, {"tensors": tensors}, rank=2, dim=0)


def dstack(path: str, tensors: Any) -> Call:
    """Tensors behind each other."""
    return applied(Lined, path, {"tensors": tensors}, rank=3, dim=2)


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


def block_diag(path: str, tensors: Any) -> Call:
    """Matrices along the diagonal of a larger one."""
    return applied(BlockDiag, path, {"tensors": _all(path, tensors)})


def cartesian_prod(path: str, tensors: Any) -> Call:
    """All choices of one element of each vector."""
    return applied(CartesianProd, path, {"tensors": _all(path, tensors)})


def broadcast_tensors(path: str, tensors: Any) -> Call:
    """Each tensor repeated to the shape of all."""
    return applied(BroadcastTensors, path, {"tensors": _all(path, tensors)})


def meshgrid(path: str, tensors: Any, indexing: str | None) -> Call:
    """The coordinates of all points of a grid."""
    return applied(Meshgrid, path, {"tensors": _all(path, tensors), "indexing": indexing})


def _all(path: str, tensors: Any) -> Any:
    """Tensors that are given one by one, or in a list."""
    from .signature import is_tensor

    found = tuple(tensors[0]) if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)) else tuple(tensors)
    if not found or not all(map(is_tensor, found)):
        raise Function(path=path).refuse(f"it takes tensors, not {found!r}")
    return found
