"""Products of matrices and tensors, with their multiply–accumulates."""

from __future__ import annotations

from typing import Any

from ...algebra import Dim, Shape, product
from ...frozen import dataclass
from .function import Ask, Function, ratio
from .joining import given_tensors
from .table import Call, applied

ROWS_AND_COLUMNS = "the columns of the first must be the rows of the second"


class Matmul(Function):
    """Products of matrices in the last two axes; a vector is a row before and a column behind the point."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, y = xs
        if not len(x) or not len(y):
            raise self.refuse("both tensors have at least 1 axis")
        ask.equal(x[-1], y[-2] if len(y) > 1 else y[0], ROWS_AND_COLUMNS)
        lead = ask.joined(Shape(x[:-2]), Shape(y[:-2]))
        return Shape((*lead, *x[-2:-1], *(y[-1:] if len(y) > 1 else ())))

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.output(*xs), xs[0][-1]))


@dataclass(frozen=True)
class Ranks(Matmul):
    """A product of tensors with given numbers of axes."""

    ranks_of: tuple[int, int] = (2, 2)

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        for x, rank, name in zip(xs, self.ranks_of, self.given, strict=True):
            self.ranked(x, rank, name=name)
        return super().rule(ask, *xs)


class Mm(Ranks):
    """The product of two matrices."""


@dataclass(frozen=True)
class Bmm(Ranks):
    """The products of as many pairs of matrices."""

    ranks_of: tuple[int, int] = (3, 3)

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        made = super().rule(Ask(), *xs)
        ask.equal(xs[0][0], xs[1][0], "there must be as many matrices of each kind")
        ask.equal(xs[0][2], xs[1][1], ROWS_AND_COLUMNS)
        return Shape((xs[0][0], *made[1:]))


@dataclass(frozen=True)
class Mv(Ranks):
    """The product of a matrix and a vector."""

    ranks_of: tuple[int, int] = (2, 1)


@dataclass(frozen=True)
class Dot(Ranks):
    """The sum of the products of two vectors."""

    ranks_of: tuple[int, int] = (1, 1)


class Inner(Function):
    """Sums of products along the last axis of both."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, y = xs
        if not len(x) or not len(y):
            return Shape((*x, *y))
        ask.equal(x[-1], y[-1], "the last axes must agree")
        return Shape((*x[:-1], *y[:-1]))

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.output(*xs), *xs[0][-1:]))


class Outer(Function):
    """The product of each element of a vector with each of another."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        for x, name in zip(xs, self.given, strict=True):
            self.ranked(x, 1, name=name)
        return Shape((xs[0][0], xs[1][0]))

    def macs(self, *xs: Shape) -> Dim:
        return product(self.output(*xs))


class Kron(Function):
    """Each element of the first times the whole second."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        many = max(map(len, xs))
        x, y = ((*(1,) * (many - len(s)), *s) for s in xs)
        return Shape(product((a, b)) for a, b in zip(x, y, strict=True))


class Chain(Function):
    """The product of several matrices, from left to right; the first and the last may be vectors."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if len(xs) < 2:
            raise self.refuse("it takes at least 2 tensors")
        for k, x in enumerate(xs):
            vector = k in (0, len(xs) - 1) and self.path.endswith("multi_dot")
            self.ranked(x, *((1, 2) if vector else (2,)), name=f"tensor {k}")
        made = xs[0]
        for x in xs[1:]:
            made = Matmul(path=self.path).rule(ask, made, x)
        return made


@dataclass(frozen=True)
class Cross(Function):
    """Products of vectors in space, along an axis of 3."""

    dim: int | None = None

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if len(xs[0]) != len(xs[1]) or not len(xs[0]):
            raise self.refuse(f"both tensors have equally many axes, not {tuple(xs[0])} and {tuple(xs[1])}")
        joined = ask.joined(*xs)
        if self.dim is None:
            if 3 not in xs[0]:
                raise self.refuse(f"no axis of {tuple(xs[0])} is 3; give dim")
            return joined
        i = self.place(joined, self.dim)
        for x in xs:
            ask.equal(x[i], 3, f"axis {i} must be 3")
        return joined


@dataclass(frozen=True)
class VecDot(Function):
    """Sums of products along an axis."""

    dim: int = -1

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        joined = ask.joined(*xs)
        if not len(joined):
            return joined
        i = self.place(joined, self.dim)
        return Shape((*joined[:i], *joined[i + 1 :]))


class CDist(Function):
    """The distance of each row of one matrix from each of another."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, y = xs
        if len(x) < 2 or len(y) < 2:
            raise self.refuse("both tensors have at least 2 axes")
        ask.equal(x[-1], y[-1], "the rows must be of equal length")
        return Shape((*ask.joined(Shape(x[:-2]), Shape(y[:-2])), x[-2], y[-2]))


class PDist(Function):
    """The distance of each pair of rows."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.ranked(xs[0], 2)
        n = xs[0][0]
        return Shape((ratio(n * n - n, 2),))


class Square(Function):
    """A function of square matrices."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if len(xs[0]) < 2:
            raise self.refuse(f"input is a matrix, or several; not {tuple(xs[0])}")
        ask.equal(xs[0][-1], xs[0][-2], "a matrix must be square")
        return xs[0]


class Determinant(Square):
    """One number for each square matrix; slogdet gives its sign too."""

    def rule(self, ask: Ask, *xs: Shape) -> Any:
        one = Shape(super().rule(ask, *xs)[:-2])
        return (one, one) if self.path.endswith("slogdet") else one


class Linear(Function):
    """Every output is a weighted sum of the last axis, by weights that are given."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        given = self.named(xs)
        x, weight = given["input"], given["weight"]
        self.ranked(weight, 1, 2, name="weight")
        if not len(x):
            raise self.refuse("input has at least 1 axis")
        ask.equal(x[-1], weight[-1], "the last axis of weight must be that of the input")
        made = Shape((*x[:-1], *weight[:-1]))
        if "bias" in given:
            bias = given["bias"]
            if len(bias) > len(made):
                raise self.refuse(f"bias of shape {tuple(bias)} has more axes than the output {tuple(made)}")
            for a, b in zip(reversed(tuple(bias)), reversed(tuple(made)), strict=False):
                if a != 1:
                    ask.equal(a, b, "bias must have one number for each output")
        return made

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[0], *xs[1][:-1]))


class Bilinear(Function):
    """Every output is a weighted sum of the products of two inputs."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        given = self.named(xs)
        x, y, weight = given["input1"], given["input2"], given["weight"]
        self.ranked(weight, 3, name="weight")
        if len(x) != len(y) or not len(x):
            raise self.refuse(f"both inputs have equally many axes, not {tuple(x)} and {tuple(y)}")
        for k, (a, b) in enumerate(zip(x[:-1], y[:-1], strict=True)):
            ask.equal(a, b, f"the inputs must agree on axis {k}")
        ask.equal(x[-1], weight[1], "the second axis of weight must be the last of input1")
        ask.equal(y[-1], weight[2], "the last axis of weight must be the last of input2")
        if "bias" in given:
            self.ranked(given["bias"], 1, name="bias")
            ask.equal(given["bias"][0], weight[0], "bias must have one number for each output")
        return Shape((*x[:-1], weight[0]))

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[0][:-1], *xs[2]))


def chain(path: str, matrices: Any) -> Call:
    """The product of several matrices."""

    return applied(Chain, path, {"matrices": given_tensors(path, matrices)})


def swapped(path: str, input: Any, other: Any) -> Call:
    """The product in the other order."""
    return applied(Matmul, path, {"other": other, "input": input})
