"""A long formula in pieces between which a line may be broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from ..algebra.lowering import Lowering
from ..algebra.nodes import Maximum, Minimum, Negative, Node, Number, Product, Sum
from ..frozen import dataclass

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


def terms(
    lowering: Lowering[T],
    node: Node,
    marks: Marks[T],
    tall: Callable[[Node], bool],
    fine: bool = False,
) -> list[T]:
    """The terms of a sum with their signs, those of a sum within it too, by itself or times something; where ``fine``,
    also the factors of a term and the sizes in max(…).
    """
    found: list[T] = []
    whole: list[T] = []  # each term as one piece, made where one of them stays whole
    for i, term in enumerate(node.terms if isinstance(node, Sum) else (node,)):
        negative = isinstance(term, Negative)
        inside = term.of if isinstance(term, Negative) else term
        if isinstance(inside, Sum) and inside is not node:
            parts = _bracketed(terms(lowering, inside, marks, tall, fine), marks, tall(inside))
        elif fine and isinstance(inside, Product):
            parts = _factors(lowering, inside, marks, tall)
        elif isinstance(inside, Product) and isinstance(inside.factors[-1], Sum) and len(inside.factors[-1].terms) > 2:
            head = lowering(Product(inside.factors[:-1]))
            parts = _bracketed(terms(lowering, inside.factors[-1], marks, tall), marks, tall(inside))
            parts = [marks.before(head, parts[0]), *parts[1:]]
        elif fine and isinstance(inside, (Maximum, Minimum)):
            parts = _extreme(lowering, inside, marks, tall)
        else:
            whole = whole or lowering.pieces(node)
            found.append(whole[i])
            continue
        found += [lowering.signed(parts[0], negative, i == 0), *parts[1:]]
    return found


def _factors(lowering: Lowering[T], node: Product, marks: Marks[T], tall: Callable[[Node], bool]) -> list[T]:
    """A product: one factor after the other, sums in their terms; a number stays with the next."""
    kept = 2 if len(node.factors) > 2 and isinstance(node.factors[0], Number) and not _long(node.factors[1]) else 1
    found: list[T] = []
    for factor in (Product(node.factors[:kept]), *node.factors[kept:]):
        single = factor.factors[0] if isinstance(factor, Product) and len(factor.factors) == 1 else factor
        if isinstance(single, Sum):
            inner = _bracketed(terms(lowering, single, marks, tall, fine=True), marks, tall(single))
            found[-1:] = [marks.before(found[-1], inner[0])] if found else [inner[0]]
            found += inner[1:]
            continue
        parts = (
            _extreme(lowering, single, marks, tall)
            if isinstance(single, (Maximum, Minimum))
            else [lowering(single if isinstance(single, Product) else Product((single,)))]
        )
        found += [marks.times(parts[0]) if found else parts[0], *parts[1:]]
    return found


def _long(factor: Node) -> bool:
    return isinstance(factor, (Sum, Maximum, Minimum))


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
