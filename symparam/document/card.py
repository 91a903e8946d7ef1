"""What a card of a picture says, in spans; every way of drawing lowers these."""

from __future__ import annotations

from ..algebra.display import product_of
from ..algebra.nodes import Negative, Number, Product, Sum
from ..algebra.number_format import percent
from .figure import Card, Size
from .tree import Axes, Code, Count, Math, Spans
from .words import bracketed, listed


def title(card: Card) -> Spans:
    """Its name, and how many blocks of it there are."""
    times: Spans = () if card.times is None else (*bracketed(card.times), " × ")
    return (*times, Code(card.title))


def contents(card: Card) -> tuple[Spans, ...]:
    """What is in it, one phrase after the other."""
    return (*card.contents, *([("…",)] if card.omitted else []))


def shapes(card: Card) -> Spans:
    """What comes out, in numbers where they are known: 56 × 56 × 64."""
    return listed([shape(size) for size in card.outputs], ", ")


def shape(size: Size) -> Spans:
    """One shape, in numbers where they are known."""
    if isinstance(size.value, tuple):
        return listed([(Math(Number(n)),) for n in size.value or (1,)], " × ")
    sizes = size.formula.sizes if isinstance(size.formula, Axes) else ()
    return listed([(Math(node),) for node in sizes], " × ")


def shape_formulas(card: Card) -> Spans:
    """What comes out as formulas; nothing where these are the numbers."""
    if all(size.is_number or size.value is None for size in card.outputs):
        return ()
    return listed([(size.formula,) for size in card.outputs], ", ")


def count(card: Card) -> Spans:
    """How many parameters it has, in numbers where they are known."""
    return number(card.params)


def number(size: Size) -> Spans:
    """A count, in numbers where they are known."""
    return (Count(size.value),) if isinstance(size.value, int) else (size.formula,)


def count_formula(card: Card) -> Spans:
    """How many parameters it has as a formula; nothing where that is the number."""
    return () if card.params.is_number or not isinstance(card.params.value, int) else (card.params.formula,)


def share(card: Card) -> str:
    """Its share of the parameters of the model."""
    return "" if card.share is None else percent(card.share)


def terms(formula: Spans) -> list[Spans]:
    """The terms of a sum, each with its sign, between which a line may be broken."""
    found: list[Spans] = []
    for span in formula:
        sum_ = span.node.terms if isinstance(span, Math) and isinstance(span.node, Sum) else ()
        for i, term in enumerate(sum_):
            sign, of = ("− ", term.of) if i and isinstance(term, Negative) else ("+ " if i else "", term)
            found.append((sign, Math(of)) if sign else (Math(of),))
        if not sum_:
            found.append((span,))
    return found


def opened(term: Spans) -> list[Spans]:
    """The terms in the brackets of a product as pieces of their own, what stands before the brackets with the first."""
    *sign, last = term
    factors = last.node.factors if isinstance(last, Math) and isinstance(last.node, Product) else ()
    if len(factors) < 2 or not isinstance(factors[-1], Sum):
        return [term]
    dot = "" if isinstance(factors[-2], Sum) else "·"
    before = (*sign, Math(product_of(factors[:-1]))) if len(factors) > 2 else (*sign, *bracketed(factors[0]))
    first, *others = terms((Math(factors[-1]),))
    return [(*before, f"{dot}(", *first), *others[:-1], *((*piece, ")") for piece in others[-1:])]
