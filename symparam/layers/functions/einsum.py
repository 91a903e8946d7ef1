"""Sums of products over axes that are named by letters, or by their places."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ...algebra import Dim, Shape, product
from ...frozen import dataclass
from .function import Ask, Function
from .joining import given_tensors
from .table import Call, applied


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

    if not args or not isinstance(args[0], str):
        raise Function(path=path).refuse("the equation comes first, as in einsum('ij,jk->ik', x, y)")
    return applied(Einsum, path, {"operands": given_tensors(path, args[1:])}, equation=args[0])


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
