"""Diagonals of matrices, and matrices of diagonals."""

from __future__ import annotations

from ...algebra import Dim, Shape, maximum, minimum
from ...frozen import dataclass
from .function import Ask, Function


@dataclass(frozen=True)
class Diagonal(Function):
    """The diagonal of two axes, as the last axis."""

    offset: int = 0
    dim1: int = 0
    dim2: int = 1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        i, j = self.places(x, (self.dim1, self.dim2), "dim1, dim2")
        return Shape((*(n for k, n in enumerate(x) if k not in (i, j)), diagonal(x[i], x[j], self.offset)))


def diagonal(rows: Dim, columns: Dim, offset: int) -> Dim:
    """How long a diagonal is that begins so far from the corner."""

    if offset >= 0:
        columns = columns - offset
    else:
        rows = rows + offset
    shorter = rows if rows == columns else minimum(rows, columns)
    return maximum(shorter, 0) if offset else shorter


@dataclass(frozen=True)
class Diag(Function):
    """The diagonal of a matrix, or a matrix with such a diagonal."""

    diagonal: int = 0

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        self.ranked(x, 1, 2)
        if len(x) == 1:
            return Shape((x[0] + abs(self.diagonal),) * 2)
        return Shape((diagonal(x[0], x[1], self.diagonal),))


@dataclass(frozen=True)
class DiagFlat(Function):
    """A matrix whose diagonal are all elements."""

    offset: int = 0

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        return Shape((xs[0].volume + abs(self.offset),) * 2)


@dataclass(frozen=True)
class DiagEmbed(Function):
    """Matrices whose diagonals are the last axis."""

    offset: int = 0
    dim1: int = -2
    dim2: int = -1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        if not len(x):
            raise self.refuse("input has at least 1 axis")
        new = {self.place(len(x) + 1, self.dim1, "dim1"), self.place(len(x) + 1, self.dim2, "dim2")}
        if len(new) != 2:
            raise self.refuse(f"dim1={self.dim1} and dim2={self.dim2} are one axis")
        rest = iter(x[:-1])
        return Shape(x[-1] + abs(self.offset) if i in new else next(rest) for i in range(len(x) + 1))
