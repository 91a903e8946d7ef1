"""A long formula in pieces between which a line may be broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..algebra.lowering import Lowering
from ..algebra.nodes import Maximum, Minimum, Negative, Node, Number, Product, Sum

T = TypeVar("T")


@dataclass(frozen=True)
class Marks(Generic[T]):
    """What is written around pieces: the brackets of a sum within the sum, and a factor at the start of a line."""

    opened: Callable[[T, bool], T]  # the first piece in brackets; whether fractions are in it
    closed: Callable[[T, bool], T]
    times: Callable[[T], T]
    before: Callable[[T, T], T]  # a factor, and the bracket behind it
    comma: Callable[[T], T]
    named: Callable[[str, T], T]  # max or min, and the bracket behind it


def terms(lowering: Lowering[T], node: Node, marks: Marks[T], tall: Callable[[Node], bool], fine: bool = False,
          ) -> list[T]:
    """The terms of a sum with their signs, those of a sum within it too; where ``fine``, also the factors of a term and
    the sizes in max(…).
    """
    found: list[T] = []
    for i, term in enumerate(node.terms if isinstance(node, Sum) else (node,)):
        negative = isinstance(term, Negative)
        inside = term.of if isinstance(term, Negative) else term
        if isinstance(inside, Sum) and inside is not node:
            parts = _bracketed(terms(lowering, inside, marks, tall, fine), marks, tall(inside))
        elif fine and isinstance(inside, Product):
            parts = _factors(lowering, inside, marks, tall)
        elif fine and isinstance(inside, (Maximum, Minimum)):
            parts = _extreme(lowering, inside, marks, tall)
        else:
            found.append(lowering.pieces(node)[i])
            continue
        found += [lowering.signed(parts[0], negative, i == 0), *parts[1:]]
    return found


def _factors(lowering: Lowering[T], node: Product, marks: Marks[T], tall: Callable[[Node], bool]) -> list[T]:
    """A product: a sum at its end in its terms, else one factor after the other; a number stays with the next."""
    last = node.factors[-1]
    if isinstance(last, (Maximum, Minimum)):
        inner = _extreme(lowering, last, marks, tall)
        return [lowering(Product(node.factors[:-1])), marks.times(inner[0]), *inner[1:]]
    if isinstance(last, Sum):
        inner = _bracketed(terms(lowering, last, marks, tall, fine=True), marks, tall(last))
        return [marks.before(lowering(Product(node.factors[:-1])), inner[0]), *inner[1:]]
    kept = 2 if len(node.factors) > 2 and isinstance(node.factors[0], Number) else 1
    rest: list[T] = [marks.times(lowering(Product((factor,)))) for factor in node.factors[kept:]]
    return [lowering(Product(node.factors[:kept])), *rest]


def _extreme(lowering: Lowering[T], node: Maximum | Minimum, marks: Marks[T], tall: Callable[[Node], bool]) -> list[T]:
    """Each of the sizes of which the largest or smallest is taken."""
    values = [terms(lowering, value, marks, tall, fine=True) for value in node.values]
    listed = [[*parts[:-1], marks.comma(parts[-1])] for parts in values[:-1]]
    parts = _bracketed([part for value in (*listed, values[-1]) for part in value], marks, tall(node))
    return [marks.named("max" if isinstance(node, Maximum) else "min", parts[0]), *parts[1:]]


def _bracketed(parts: list[T], marks: Marks[T], tall: bool) -> list[T]:
    opened = [marks.opened(parts[0], tall), *parts[1:]]
    return [*opened[:-1], marks.closed(opened[-1], tall)]


def spaced(parts: list[str]) -> list[str]:
    """The pieces with a space before all but the first."""
    return [parts[0], *(f" {part}" for part in parts[1:])]
