"""Functions that look elements up, or take the largest."""

from __future__ import annotations

from typing import Any, ClassVar

from ...algebra import Dim, Shape
from ...frozen import dataclass
from .elementwise import Unary
from .function import Ask, Function
from .signature import is_tensor
from .table import Call, applied


@dataclass(frozen=True)
class TopK(Function):
    """The k largest along an axis, and their places."""

    k: Dim
    dim: int = -1

    results: ClassVar = ("values", "indices")

    def rule(self, ask: Ask, *xs: Shape) -> tuple[Shape, ...]:
        (x,) = xs
        i = self.place(x, self.dim)
        ask.at_least(self.k, 0, "k is not negative")
        ask.at_least(x[i] if len(x) else 1, self.k, f"axis {i} must have k positions")
        return (Shape((*x[:i], self.k, *x[i + 1 :])) if len(x) else x,) * 2


class Searched(Function):
    """Where elements would stand in a sorted sequence."""

    def rule(self, ask: Ask, *xs: Shape) -> Shape:
        sequence = xs[0]
        if not len(sequence):
            raise self.refuse("sorted_sequence has at least 1 axis")
        if len(xs) == 1:
            if len(sequence) > 1:
                raise self.refuse("a number is looked up in a sequence of 1 axis")
            return Shape()
        if len(sequence) > 1:
            if len(sequence) != len(xs[1]):
                raise self.refuse("sorted_sequence and input have equally many axes")
            for a, b in zip(sequence[:-1], xs[1][:-1], strict=True):
                ask.equal(a, b, "sorted_sequence and input must agree on all axes but the last")
        return xs[1]


def bucketize(path: str, input: Any, boundaries: Any, **rest: Any) -> Call:
    """Between which boundaries each element lies."""
    if len(boundaries.shape) != 1:
        raise Searched(path=path).refuse(f"boundaries has 1 axis, not {tuple(boundaries.shape)}")
    return applied(Searched, path, {"sorted_sequence": boundaries, "input": input})


def isin(path: str, elements: Any, test_elements: Any, **rest: Any) -> Call:
    """Whether each element is among others."""
    if not is_tensor(elements):
        raise Unary(path=path).refuse("elements is a tensor")
    return applied(Unary, path, {"elements": elements})
