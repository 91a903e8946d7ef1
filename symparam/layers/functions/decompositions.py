"""Decompositions of matrices and Fourier transforms."""

from __future__ import annotations

from typing import Any, ClassVar

from ...algebra import Dim, Shape, div, minimum
from ...frozen import dataclass
from .function import Ask, Function
from .table import Call, applied


class OfMatrices(Function):
    """A function of the matrices in the last two axes."""

    square: ClassVar[bool] = False

    def matrix(self, ask: Ask, x: Shape) -> tuple[tuple[Dim, ...], Dim, Dim]:
        """What stands before the matrices, their rows and their columns."""
        if len(x) < 2:
            raise self.refuse(f"it takes a matrix, or several; not {tuple(x)}")
        if self.square:
            ask.equal(x[-2], x[-1], "a matrix must be square")
        return x[:-2], x[-2], x[-1]


@dataclass(frozen=True)
class Svd(OfMatrices):
    """Singular vectors on both sides of singular values."""

    full_matrices: bool = True

    results: ClassVar = ("U", "S", "Vh")

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        lead, m, n = self.matrix(ask, xs[0])
        k = m if m == n else minimum(m, n)
        rows, columns = (m, n) if self.full_matrices else (k, k)
        return Shape((*lead, m, rows)), Shape((*lead, k)), Shape((*lead, columns, n))


class OldSvd(Svd):
    """The same, as torch.svd has them: the right vectors are columns."""

    results: ClassVar = ("U", "S", "V")

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        u, s, v = super().rule(ask, *xs)
        return u, s, Shape((*v[:-2], v[-1], v[-2]))


class SingularValues(OfMatrices):
    """The singular values of each matrix."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        lead, m, n = self.matrix(ask, xs[0])
        return Shape((*lead, m if m == n else minimum(m, n)))


@dataclass(frozen=True)
class Qr(OfMatrices):
    """Orthogonal columns, and a triangle."""

    mode: str = "reduced"

    results: ClassVar = ("Q", "R")

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        lead, m, n = self.matrix(ask, xs[0])
        if self.mode not in ("reduced", "complete", "r"):
            raise self.refuse(f"mode is 'reduced', 'complete' or 'r', not {self.mode!r}")
        k = m if self.mode == "complete" or m == n else minimum(m, n)
        return (Shape((0,)) if self.mode == "r" else Shape((*lead, m, k))), Shape((*lead, k, n))


class Eigen(OfMatrices):
    """Eigenvalues and eigenvectors."""

    square = True
    results: ClassVar = ("eigenvalues", "eigenvectors")

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        self.matrix(ask, xs[0])
        return Shape(xs[0][:-1]), xs[0]


class EigenValues(OfMatrices):
    """Eigenvalues."""

    square = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.matrix(ask, xs[0])
        return Shape(xs[0][:-1])


class Pinv(OfMatrices):
    """What is nearest to an inverse."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        lead, m, n = self.matrix(ask, xs[0])
        return Shape((*lead, n, m))


@dataclass(frozen=True)
class Solve(OfMatrices):
    """The solutions of linear equations."""

    left: bool = True

    square = True

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        lead, n, _ = self.matrix(ask, xs[0])
        b = xs[1]
        if len(b) == 1 or (len(b) == len(lead) + 1 and b == Shape((*lead, n))):  # vectors
            ask.equal(b[-1], n, "there must be a number for each equation")
            return Shape((*ask.joined(Shape(lead), Shape(b[:-1])), n)) if len(b) > 1 else Shape((*lead, n))
        before, rows, columns = self.matrix(Ask(), b)
        ask.equal(rows if self.left else columns, n, "there must be a row for each equation")
        return Shape((*ask.joined(Shape(lead), Shape(before)), rows, columns))


@dataclass(frozen=True)
class MatrixNorm(OfMatrices):
    """A norm of each matrix."""

    dim: tuple[int, ...] = (-2, -1)
    keepdim: bool = False
    ord: Any = "fro"

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        if not (self.ord in ("fro", "nuc") if isinstance(self.ord, str) else isinstance(self.ord, (int, float))):
            raise self.refuse(f"ord is a number, 'fro' or 'nuc', not {self.ord!r}")
        if len(self.dim) != 2 or len(xs[0]) < 2:
            raise self.refuse(f"dim={self.dim} are the two axes of matrices in {tuple(xs[0])}")
        gone = self.places(xs[0], self.dim)
        return Shape(1 if i in gone else n for i, n in enumerate(xs[0]) if self.keepdim or i not in gone)


@dataclass(frozen=True)
class Fourier(Function):
    """A Fourier transform along axes, of so many values as are given; of real values half the last axis is enough."""

    dim: tuple[int, ...] | None = None
    s: tuple[Dim, ...] | None = None
    norm: str | None = None

    def axes(self, x: Shape) -> tuple[int, ...]:
        """The places of the axes."""
        if self.dim is None:
            many = len(x) if self.s is None else len(self.s)
            if many > len(x):
                raise self.refuse(f"s={self.s} has more sizes than {tuple(x)}")
            return tuple(range(len(x) - many, len(x)))
        if self.s is not None and len(self.s) != len(self.dim):
            raise self.refuse(f"s={self.s} and dim={self.dim} are as many numbers each")
        return self.places(x, self.dim)

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        (x,) = xs
        kind = self.path.rpartition(".")[2].rstrip("2n")
        axes = self.axes(x)
        if self.norm not in (None, "forward", "backward", "ortho"):
            raise self.refuse(f"norm is 'forward', 'backward' or 'ortho', not {self.norm!r}")
        if not len(x) or not axes:
            raise self.refuse("it runs along at least 1 axis")
        sizes = list(x)
        for k, i in enumerate(axes):
            given = None if self.s is None or self.s[k] == -1 else self.s[k]
            last = i == axes[-1]
            n = given if given is not None else 2 * (x[i] - 1) if last and kind in ("irfft", "hfft") else x[i]
            ask.at_least(n, 1, f"there must be a value at least along axis {i}")
            sizes[i] = div(n, 2) + 1 if last and kind in ("rfft", "ihfft") else n
        return Shape(sizes)


@dataclass(frozen=True)
class Shift(Function):
    """The parts of a spectrum in another order."""

    dim: tuple[int, ...] | None = None

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        self.places(xs[0], self.dim or ())
        return xs[0]


def fourier(path: str, input: Any, n: Any, dim: int, norm: Any) -> Call:
    """A Fourier transform along one axis."""
    return applied(Fourier, path, {"input": input}, s=None if n is None else (n,), dim=(dim,), norm=norm)


def svd(path: str, input: Any, some: bool, compute_uv: bool) -> Call:
    """Singular vectors on both sides of singular values."""
    return applied(OldSvd, path, {"input": input}, full_matrices=not some)


def qr(path: str, input: Any, some: bool) -> Call:
    """Orthogonal columns, and a triangle."""
    return applied(Qr, path, {"input": input}, mode="reduced" if some else "complete")
