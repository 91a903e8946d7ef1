"""Operations that join tensors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, product
from ...algebra.domain.broadcast import broadcast
from ...errors import LayerError
from ..axis import place
from ..fields import integers, owner
from ..merging import Concatenate as Side
from .protocol import Operation, alike


class Concatenate(Side):
    """The inputs side by side along one axis; on every other axis they agree.

    params:  0
    source:  keras.ops.concatenate
    """

    call = ("xs",)


@dataclass(frozen=True)
class Stack(Operation):
    """The inputs along a new axis.

    params:  0
    source:  keras.ops.stack
    """

    axis: int = integers(0, many=False)

    arity: ClassVar = (1, None)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        alike(self, *xs)

    def output(self, *xs: Shape) -> Shape:
        i = place(self, Shape((1, *xs[0])), self.axis)
        return Shape((*xs[0][:i], len(xs), *xs[0][i:]))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for x in xs[1:]:
            for i, (a, b) in enumerate(zip(xs[0], x, strict=True), 1):
                yield Need(a, "==", b, f"all inputs must agree on axis {i}")


@dataclass(frozen=True)
class Matmul(Operation):
    """Products of matrices, which stand in the last two axes.

    params:  0
    macs:    prod(batch)*n*d*m
    source:  keras.ops.matmul
    """

    arity: ClassVar = (2, 2)
    ranks: ClassVar = (2, None)
    call: ClassVar = ("x1", "x2")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        alike(self, *xs)

    def output(self, *xs: Shape) -> Shape:
        x, y = xs
        return Shape((*(broadcast(a, b) for a, b in zip(x[:-2], y[:-2], strict=True)), x[-2], y[-1]))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        x, y = xs
        yield Need(x[-1], "==", y[-2], "the columns of the first must be the rows of the second")
        for i, (a, b) in enumerate(zip(x[:-2], y[:-2], strict=True), 1):
            yield Need(a, "broadcasts", b, f"the inputs must agree on axis {i}, or be 1 there")

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.output(*xs), xs[0][-1]))


@dataclass(frozen=True)
class Einsum(Operation):
    """Sums of products, written with a letter for each axis: "bqd,bkd->bqk". The first letter is the batch.

    params:  0
    source:  keras.ops.einsum
    """

    subscripts: Any

    arity: ClassVar = (1, None)
    call: ClassVar = ()

    def _letters(self) -> tuple[list[str], str]:
        given, arrow, result = str(self.subscripts).replace(" ", "").partition("->")
        terms = given.split(",")
        if not arrow:
            count = Counter("".join(terms))
            result = "".join(sorted(c for c in count if count[c] == 1))
        batch = terms[0][:1]
        if not batch.isalpha() or "." in given or any(t[:1] != batch or batch in t[1:] for t in (*terms, result)):
            raise LayerError(f"{owner(self)}: the batch is the first letter of every term in {self.subscripts!r}")
        return [t[1:] for t in terms], result[1:]

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        terms, result = self._letters()
        if [len(t) for t in terms] != [len(x) for x in xs] or not set(result) <= set("".join(terms)):
            raise LayerError(f"{owner(self)}: {self.subscripts!r} does not name the axes of {', '.join(map(str, xs))}")

    def _sizes(self, *xs: Shape) -> dict[str, Dim]:
        sizes: dict[str, Dim] = {}
        for term, x in zip(self._letters()[0], xs, strict=True):
            for letter, n in zip(term, x, strict=True):
                sizes.setdefault(letter, n)
        return sizes

    def output(self, *xs: Shape) -> Shape:
        sizes = self._sizes(*xs)
        return Shape(sizes[letter] for letter in self._letters()[1])

    def needs(self, *xs: Shape) -> Iterator[Need]:
        sizes = self._sizes(*xs)
        for term, x in zip(self._letters()[0], xs, strict=True):
            for letter, n in zip(term, x, strict=True):
                yield Need(sizes[letter], "==", n, f"all axes {letter} must be equal")

    def macs(self, *xs: Shape) -> Dim:
        return product(self._sizes(*xs).values()) if len(xs) > 1 else 0


@dataclass(frozen=True)
class DotProductAttention(Operation):
    """Attention on (positions, heads, features), without weights.

    params:  0
    source:  keras.ops.dot_product_attention
    """

    arity: ClassVar = (3, 5)
    call: ClassVar = ("query", "key", "value", "bias", "mask")

    def output(self, *xs: Shape) -> Shape:
        return xs[0]
