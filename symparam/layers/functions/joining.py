"""Functions that join tensors, and those that take them apart."""

from __future__ import annotations

from typing import Any, ClassVar

from ...algebra import Shape, product, total
from ...algebra.arithmetic import reduced
from ...frozen import dataclass
from .function import Ask, Function
from .rearrange import AtLeast
from .signature import is_tensor
from .table import Call, applied


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
        left = reduced(x[i], self.n)
        return Shape((*x[:i], left, *x[i + 1 :]))


@dataclass(frozen=True)
class Gone(Function):
    """An integral along an axis, which goes."""

    dim: int = -1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        i = self.axis(x, self.dim)
        return Shape((*x[:i], *x[i + 1 :]))


@dataclass(frozen=True)
class OneLess(Function):
    """The integral along an axis up to each position but the first."""

    dim: int = -1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        i = self.axis(x, self.dim)
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


def block_diag(path: str, tensors: Any) -> Call:
    """Matrices along the diagonal of a larger one."""
    return applied(BlockDiag, path, {"tensors": given_tensors(path, tensors)})


def cartesian_prod(path: str, tensors: Any) -> Call:
    """All choices of one element of each vector."""
    return applied(CartesianProd, path, {"tensors": given_tensors(path, tensors)})


def broadcast_tensors(path: str, tensors: Any) -> Call:
    """Each tensor repeated to the shape of all."""
    return applied(BroadcastTensors, path, {"tensors": given_tensors(path, tensors)})


def meshgrid(path: str, tensors: Any, indexing: str | None) -> Call:
    """The coordinates of all points of a grid."""
    return applied(Meshgrid, path, {"tensors": given_tensors(path, tensors), "indexing": indexing})


def given_tensors(path: str, tensors: Any) -> Any:
    """Tensors that are given one by one, or in a list."""
    found = tuple(tensors[0]) if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)) else tuple(tensors)
    if not found or not all(map(is_tensor, found)):
        raise Function(path=path).refuse(f"it takes tensors, not {found!r}")
    return found
