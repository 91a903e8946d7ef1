"""Operations that join tensors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, product
from ...algebra.domain.broadcast import broadcast
from ...errors import LayerError
from ...frozen import dataclass
from ..axis import place
from ..fields import array, flag, integers, owner
from ..merging import Concatenate as Side
from ..merging import aligned
from .protocol import Operation, alike


@dataclass(frozen=True)
class Concatenate(Side):
    """The inputs side by side along one axis; on every other axis they agree.

    params:  0
    source:  keras.ops.concatenate
    """

    axis: int = integers(0, many=False)

    call = ("xs",)
    in_list = False


@dataclass(frozen=True)
class Hstack(Side, Operation):
    """The inputs side by side along the first axis behind the batch; on every other axis they agree.

    params:  0
    source:  keras.ops.hstack
    """

    axis: int = field(default=1, init=False)

    call = ("xs",)
    in_list = False


class Vstack(Operation):
    """The batches of the inputs one after the other, which no model can do.

    source:  keras.ops.vstack
    """

    arity: ClassVar = (1, None)

    def accept(self, *xs: Shape) -> None:
        raise LayerError(f"{owner(self)} joins the batches of its inputs; hstack or concatenate join other axes")


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
    """Products of matrices, which stand in the last two axes. One factor may be an array, the same for every sample.

    params:  0
    macs:    prod(batch)*n*d*m
    source:  keras.ops.matmul, tf.linalg.matmul
    """

    x1: Shape | None = array()
    x2: Shape | None = array()
    transpose_a: bool = flag(kw_only=True)  # tf.linalg.matmul
    transpose_b: bool = flag(kw_only=True)

    arity: ClassVar = (1, 2)
    call: ClassVar = ("x1", "x2")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs) + (self.x1 is not None) + (self.x2 is not None) != 2:
            raise LayerError(f"{owner(self)} takes two factors")
        if len(xs) == 2:
            alike(self, *xs)
        x, y = self._given(*xs)
        fewest = (1 if self.x2 is not None and not self.transpose_a else 2, 1 if y is self.x2 else 2)
        if len(x) < fewest[0] or len(y) < fewest[1] or (self.transpose_b and len(y) < 2):
            raise LayerError(f"{owner(self)}: {x} and {y} are no matrices beside the batch")
        constant = self.x1 if self.x2 is None else self.x2
        if constant is not None and len(constant) > max(2, len(xs[0]) + 1):
            raise LayerError(f"{owner(self)}: an array of shape {constant} has more axes than the input {xs[0]}")

    def _given(self, *xs: Shape) -> tuple[Shape, Shape]:
        """Both factors; an array's axis beside the batch is left to ``needs``."""
        x = self.x1 if self.x1 is not None else xs[0]
        return x, self.x2 if self.x2 is not None else xs[-1]

    def _factors(self, *xs: Shape) -> tuple[Shape, Shape]:
        """Both factors as they are multiplied: transposed, and without the batch."""
        x, y = (Shape(z[1:]) if len(z) > max(2, len(xs[0])) else z for z in self._given(*xs))
        return (_transposed(x) if self.transpose_a else x), (_transposed(y) if self.transpose_b else y)

    def output(self, *xs: Shape) -> Shape:
        x, y = self._factors(*xs)
        lead = (broadcast(a, b) for a, b in aligned(Shape(x[:-2]), Shape(y[:-2])))
        return Shape((*lead, *x[-2:-1], *(y[-1:] if len(y) > 1 else ())))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        x, y = self._factors(*xs)
        yield Need(x[-1], "==", y[-2] if len(y) > 1 else y[-1], "the columns of the first are the rows of the second")
        for i, (a, b) in enumerate(aligned(Shape(x[:-2]), Shape(y[:-2])), 1):
            yield Need(a, "broadcasts", b, f"the inputs must agree on axis {i}, or be 1 there")
        for z in self._given(*xs):
            if len(z) > max(2, len(xs[0])):
                yield Need(z[0], "==", 1, "an array is the same for every sample, so its axis at the batch must be 1")

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.output(*xs), self._factors(*xs)[0][-1]))


class Dot(Matmul):
    """Products of matrices, as Matmul has them; with more axes than those each row would meet each other's samples.

    params:  0
    macs:    prod(batch)*n*d*m
    source:  keras.ops.dot
    """

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.x2 is None or len(self.x2) > 2:
            raise LayerError(
                f"{owner(self)} is followed for a tensor and a matrix that is the same for every sample; "
                "others join the samples of a batch, and matmul does not"
            )


def _transposed(x: Shape) -> Shape:
    return Shape((*x[:-2], x[-1], x[-2]))


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
