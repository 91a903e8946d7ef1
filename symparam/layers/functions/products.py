"""Products of matrices and tensors, with their multiply–accumulates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ...algebra import Dim, Shape, product
from .function import Ask, Function
from .table import Call, applied

ROWS = """
torch Tensor linalg | matmul | Tensor input, Tensor other | Matmul
Tensor | __matmul__ | Tensor input, Tensor other | Matmul
Tensor | __rmatmul__ | Tensor input, Tensor other | swapped
torch Tensor | mm | Tensor input, Tensor mat2 | Mm
torch Tensor | bmm | Tensor input, Tensor mat2 | Bmm
torch Tensor | mv | Tensor input, Tensor vec | Mv
torch Tensor | dot vdot | Tensor input, Tensor other | Dot
torch Tensor | inner | Tensor input, Tensor other | Inner
torch Tensor | outer ger | Tensor input, Tensor vec2 | Outer
torch Tensor | kron | Tensor input, Tensor other | Kron
torch Tensor | addmm | Tensor input, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1 | AddMm
torch Tensor | addmv | Tensor input, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1 | AddMv
torch Tensor | addr | Tensor input, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1 | Addr
torch Tensor | addbmm | Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1 | AddBmm
torch Tensor | baddbmm | Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1 | BaddBmm
torch | einsum | any *args | einsum
torch | tensordot | Tensor a, Tensor b, any dims=2, any out=None | tensordot
torch | chain_matmul | any *matrices | chain
linalg | multi_dot | Tensor[] tensors | Chain
torch Tensor | cross | Tensor input, Tensor other, int? dim=None | Cross
linalg | cross | Tensor input, Tensor other, *, int dim=-1 | Cross
linalg | vecdot | Tensor x, Tensor y, *, int dim=-1 | VecDot
torch | cdist | Tensor x1, Tensor x2, Scalar p=2.0, any compute_mode='use_mm_for_euclid_dist_if_necessary' | CDist
F | pdist | Tensor input, Scalar p=2 | PDist
torch | pdist | Tensor input, Scalar p=2 | PDist
torch Tensor linalg | matrix_power | Tensor input, int n | Square
torch Tensor | inverse | Tensor input | Square
linalg | inv | Tensor A | Square
torch Tensor linalg | matrix_exp | Tensor input | Square
torch Tensor linalg | det slogdet | Tensor input | Determinant
torch Tensor | logdet | Tensor input | Determinant
linalg | cholesky | Tensor input, *, bool upper=False | Square
F | linear | Tensor input, Tensor weight, Tensor? bias=None | Linear
F torch | bilinear | Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None | Bilinear
F | scaled_dot_product_attention | Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, Scalar dropout_p=0.0, bool is_causal=False, Scalar? scale=None, bool enable_gqa=False | Attention
"""  # noqa: E501
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


class Added(Function):
    """A product, and a tensor that is repeated to its shape."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        """The shape of the product."""
        raise NotImplementedError

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        made = self.product(ask, *xs[1:])
        if len(xs[0]) > len(made):
            raise self.refuse(f"input of shape {tuple(xs[0])} cannot be repeated to {tuple(made)}")
        for a, b in zip(reversed(tuple(xs[0])), reversed(tuple(made)), strict=False):
            if a != 1:
                ask.equal(a, b, "input must be of the shape of the product, or 1 there")
        return made

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.product(Ask(), *xs[1:]), xs[1][-1]))


class AddMm(Added):
    """A matrix and the product of two."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        return Mm(path=self.path, given=self.given[1:]).rule(ask, *xs)


class AddMv(Added):
    """A vector and the product of a matrix with another."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        return Mv(path=self.path, given=self.given[1:]).rule(ask, *xs)


class Addr(Added):
    """A matrix and the products of the elements of two vectors."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        return Outer(path=self.path, given=self.given[1:]).rule(ask, *xs)

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[1], *xs[2]))


class BaddBmm(Added):
    """Matrices and the products of as many pairs of them."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        return Bmm(path=self.path, given=self.given[1:]).rule(ask, *xs)


class AddBmm(Added):
    """A matrix and the sum of the products of pairs of them."""

    def product(self, ask: Ask, *xs: Shape) -> Shape:
        return Shape(Bmm(path=self.path, given=self.given[1:]).rule(ask, *xs)[1:])

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[1], xs[2][2]))


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
        from .function import ratio

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


@dataclass(frozen=True)
class Attention(Function):
    """Each query takes its share of all values."""

    enable_gqa: bool = False

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        q, k, v = xs[:3]
        for x, name in zip(xs[:3], self.given[:3], strict=True):
            if len(x) < 2:
                raise self.refuse(f"{name} has at least 2 axes, not {tuple(x)}")
        ask.equal(q[-1], k[-1], "query and key must have equally many features")
        ask.equal(k[-2], v[-2], "there must be as many keys as values")
        lead = self.heads(ask, q, k, v)
        if len(xs) > 3:
            scores = Shape((*lead, q[-2], k[-2]))
            if len(xs[3]) > len(scores):
                raise self.refuse(f"attn_mask of shape {tuple(xs[3])} has more axes than the scores {tuple(scores)}")
            for a, b in zip(reversed(tuple(xs[3])), reversed(tuple(scores)), strict=False):
                if a != 1:
                    ask.equal(a, b, "attn_mask must be of the shape of the scores, or 1 there")
        return Shape((*lead, q[-2], v[-1]))

    def heads(self, ask: Ask, q: Shape, k: Shape, v: Shape) -> Shape:
        """The axes before the positions; grouped queries share the heads of keys and values."""
        if not self.enable_gqa:
            return ask.joined(*(Shape(x[:-2]) for x in (q, k, v)))
        if len(q) < 3:
            raise self.refuse("with enable_gqa the third axis from the end is that of the heads")
        for x in (k, v):
            ask.divides(x[-3], q[-3], "each head of keys and values must serve equally many queries")
        lead = ask.joined(*(Shape(x[:-3]) for x in (q, k, v)))
        return Shape((*lead, q[-3]))

    def macs(self, *xs: Shape) -> Dim:
        q, k, v = xs[:3]
        lead = self.output(*xs)[:-2]
        return product((*lead, q[-2], k[-2], q[-1] + v[-1]))


@dataclass(frozen=True)
class Einsum(Function):
    """Sums of products, written with a letter for each axis."""

    equation: str

    def terms(self, *xs: Shape) -> tuple[list[list[str]], list[str]]:
        """The letters of each input and of the output; those of an ellipsis are numbers, counted from the last."""
        given, arrow, result = self.equation.replace(" ", "").partition("->")
        parts = given.split(",")
        if len(parts) != len(xs):
            raise self.refuse(f"{self.equation!r} has {len(parts)} terms for {len(xs)} tensors")
        found = [self.axes(part, len(x)) for part, x in zip(parts, xs, strict=True)]
        hidden = max((sum(c.isdecimal() for c in term) for term in found), default=0)
        ellipsis = [str(k) for k in reversed(range(hidden))]
        if not arrow:
            count = Counter(c for part in parts for c in part.replace("...", ""))
            return found, [*ellipsis, *sorted(c for c in count if count[c] == 1)]
        if result.count(".") not in (0, 3) or ("." in result and "..." not in result):
            raise self.refuse(f"an ellipsis has three points, in {self.equation!r}")
        before, dots, after = result.partition("...")
        out = [*before, *(ellipsis if dots else ()), *after]
        known = {c for term in found for c in term}
        for c in out:
            if not (c.isalpha() or c.isdecimal()) or c not in known:
                raise self.refuse(f"{c!r} in the output of {self.equation!r} stands in no term")
        if len(set(out)) != len(out):
            raise self.refuse(f"a letter stands twice in the output of {self.equation!r}")
        return found, out

    def axes(self, part: str, rank: int) -> list[str]:
        """The letters of one term."""
        before, dots, after = part.partition("...")
        hidden = rank - len(before) - len(after)
        if not (before + after).isalpha() and before + after:
            raise self.refuse(f"{part!r} is no term of letters, in {self.equation!r}")
        if hidden < 0 or (hidden and not dots):
            raise self.refuse(f"{part!r} names {len(before + after)} axes of a tensor with {rank}")
        return [*before, *(str(k) for k in reversed(range(hidden))), *after]

    def sizes(self, ask: Ask, *xs: Shape) -> dict[str, Dim]:
        """The size of each letter; PyTorch repeats an axis of 1."""
        found: dict[str, Dim] = {}
        for term, x in zip(self.terms(*xs)[0], xs, strict=True):
            own: dict[str, Dim] = {}
            for letter, n in zip(term, x, strict=True):
                if letter in own:
                    ask.equal(own[letter], n, f"the axes {letter} of one tensor must be equal")
                own.setdefault(letter, n)
            for letter, n in own.items():
                why = f"all axes {letter} must be equal, or 1" if letter.isalpha() else "the tensors must fit"
                found[letter] = ask.fits(found.get(letter, 1), n, why)
        return found

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        sizes = self.sizes(ask, *xs)
        return Shape(sizes[letter] for letter in self.terms(*xs)[1])

    def macs(self, *xs: Shape) -> Dim:
        return product(self.sizes(Ask(), *xs).values()) if len(xs) > 1 else 0


@dataclass(frozen=True)
class Tensordot(Function):
    """Sums of products over pairs of axes."""

    dims: Any

    def pairs(self, x: Shape, y: Shape) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The places of the axes over which is summed."""
        if isinstance(self.dims, int):
            if not 0 <= self.dims <= min(len(x), len(y)):
                raise self.refuse(f"dims={self.dims} is no number of axes of {tuple(x)} and {tuple(y)}")
            return tuple(range(len(x) - self.dims, len(x))), tuple(range(self.dims))
        first, second = self.dims
        if len(first) != len(second):
            raise self.refuse(f"dims={self.dims} are as many axes of each tensor")
        return self.places(x, first, "dims"), self.places(y, second, "dims")

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        x, y = xs
        first, second = self.pairs(x, y)
        for i, j in zip(first, second, strict=True):
            if x[i] != 1 and y[j] != 1:
                ask.equal(x[i], y[j], f"axis {i} of the first is summed with axis {j} of the second")
        return Shape(
            (*(n for i, n in enumerate(x) if i not in first), *(n for i, n in enumerate(y) if i not in second))
        )

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.output(*xs), *(xs[0][i] for i in self.pairs(*xs)[0])))


def einsum(path: str, args: Any) -> Call:
    """Sums of products, written with a letter for each axis; the tensors one by one or in a list."""
    from .joining import _all

    if not args or not isinstance(args[0], str):
        raise Function(path=path).refuse("the equation comes first, as in einsum('ij,jk->ik', x, y)")
    return applied(Einsum, path, {"operands": _all(path, args[1:])}, equation=args[0])


def chain(path: str, matrices: Any) -> Call:
    """The product of several matrices."""
    from .joining import _all

    return applied(Chain, path, {"matrices": _all(path, matrices)})


def tensordot(path: str, a: Any, b: Any, dims: Any, out: Any) -> Call:
    """Sums of products over so many axes, or over given ones."""
    if isinstance(dims, (list, tuple)):
        if len(dims) != 2:
            raise Function(path=path).refuse(f"dims are the axes of each of the two tensors, not {dims!r}")
        dims = tuple((d,) if isinstance(d, int) else d for d in dims)
        if not all(isinstance(d, (list, tuple)) and all(isinstance(i, int) for i in d) for d in dims):
            raise Function(path=path).refuse(f"dims are whole numbers, not {dims!r}")
        dims = tuple(map(tuple, dims))
    elif not isinstance(dims, int) or isinstance(dims, bool):
        raise Function(path=path).refuse(f"dims is a number of axes, or the axes of each tensor, not {dims!r}")
    return applied(Tensordot, path, {"a": a, "b": b}, dims=dims)


def swapped(path: str, input: Any, other: Any) -> Call:
    """The product in the other order."""
    return applied(Matmul, path, {"other": other, "input": input})
