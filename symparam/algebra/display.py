"""From expressions to display nodes: which term comes first, and how floors and fractions are written."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any, NamedTuple

from sympy import Add, Expr, Integer, Mul, Pow

from ..budget import spend
from ..errors import SizeError
from .arithmetic import Max, Min
from .evaluate import names_in
from .floor import FloorDiv
from .nodes import (
    Ceiling,
    Floor,
    Maximum,
    Minimum,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    multiply,
    replace,
    sum_of,
)
from .symbols import Dim
from .text import text

__all__ = [
    "Ceiling", "Floor", "Maximum", "Minimum", "Name", "Negative", "Node", "Number", "Power", "Product", "Quotient",
    "Sum", "display", "product_of", "replace", "sum_of",
]  # fmt: skip

SHOWN = 5  # cells for a node that is written
EXPONENTIAL = 1000  # the degree of 2**L, above every polynomial


class Term(NamedTuple):
    """One term of a sum: sign, numerator and denominator, and its place among the others."""

    negative: bool
    top: Node
    bottom: Node
    place: tuple[Any, ...]

    @property
    def node(self) -> Node:
        inside = self.top if self.bottom == Number(1) else Quotient(self.top, self.bottom)
        return Negative(inside) if self.negative else inside


def display(value: Dim | Node) -> Node:
    """The value as people write it: highest degree first, the constant last; a single size as one floor.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> [text(display(n)) for n in (FloorDiv(H - 20, 12), FloorDiv(H + 31, 32), 1 - H)]
    ['⌊(H − 20)/12⌋', '⌈H/32⌉', '1 − H']

    Raises SizeError where something else than integer arithmetic is in the expression.
    """
    if isinstance(value, Node):
        return value
    return _display(Integer(value) if isinstance(value, int) else value)


def product_of(factors: Iterable[Dim | Node]) -> Node:
    """The product in the order given, for the axes of a weight; a factor 1 is dropped, except alone.

    >>> from symparam import sizes
    >>> C, F = sizes("C F")
    >>> text(product_of((3, 3, C, F)))
    '3·3·C·F'
    """
    return multiply(display(factor) for factor in factors)


@lru_cache(maxsize=65536)
def _display(e: Expr) -> Node:
    spend(SHOWN)
    if e.is_Symbol:
        return Name(e.name)
    if e.is_Add:
        return _single_size(e) or _sum(e)
    if e.is_Rational or e.is_Mul or (e.is_Pow and e.exp.could_extract_minus_sign()):
        return _term(e).node
    if e.is_Pow:
        return Power(_display(e.base), _display(e.exp))
    if isinstance(e, FloorDiv):
        return _ceiling(*e.args) or Floor(*map(_display, e.args))
    if isinstance(e, Max | Min):
        return (Maximum if isinstance(e, Max) else Minimum)(tuple(map(_display, e.args)))
    raise SizeError(f"{e} is no formula in sizes: {type(e).__name__} cannot be written")


# --- sums -----------------------------------------------------------------------------------------------------


def _sum(e: Expr) -> Node:
    terms = _arranged(_joined([_term(term) for term in Add.make_args(e)]))
    return terms[0].node if len(terms) == 1 else Sum(tuple(term.node for term in terms))


def _arranged(terms: list[Term]) -> list[Term]:
    """In order, but with a positive term in front where there is one: y − x, 1 − x."""
    terms = sorted(terms, key=lambda term: term.place)
    if terms[0].negative:
        positive = next((i for i, term in enumerate(terms) if not term.negative), 0)
        terms.insert(0, terms.pop(positive))
    return terms


def _joined(terms: list[Term]) -> list[Term]:
    """Fractions joined to one, (C + 1)/2, because no single one of them need be whole."""
    fractions: dict[Node, list[Term]] = {}
    for term in terms:
        if term.bottom != Number(1):
            fractions.setdefault(Number(0) if isinstance(term.bottom, Number) else term.bottom, []).append(term)
    if not fractions:
        return terms
    return [term for term in terms if term.bottom == Number(1)] + [_over(group) for group in fractions.values()]


def _over(terms: list[Term]) -> Term:
    """The terms over one denominator: the same one, or the least common multiple of numbers."""
    if len(terms) == 1:
        return terms[0]
    numbers = [term.bottom.value for term in terms if isinstance(term.bottom, Number)]
    common = lcm(*numbers)
    scales = [common // n for n in numbers] or [1] * len(terms)
    scaled = [term._replace(top=_scaled(n, term.top), bottom=Number(1)) for n, term in zip(scales, terms, strict=True)]
    top = Sum(tuple(term.node for term in _arranged(scaled)))
    return Term(False, top, Number(common) if numbers else terms[0].bottom, min(term.place for term in terms))


def _scaled(n: int, top: Node) -> Node:
    if isinstance(top, Number):
        return Number(n * top.value)
    if isinstance(top, Product) and isinstance(top.factors[0], Number):
        return Product((Number(n * top.factors[0].value), *top.factors[1:]))
    return multiply((Number(n), top))


# --- terms ----------------------------------------------------------------------------------------------------


def _term(e: Expr) -> Term:
    coefficient, rest = e.as_coeff_Mul(rational=True)
    above: list[tuple[Any, Node]] = []
    below: list[tuple[Any, Node]] = []
    for factor in Mul.make_args(rest):
        if factor.is_Integer:
            continue  # the 1 of a constant
        inverse = factor.is_Pow and factor.exp.could_extract_minus_sign()
        whole = Pow(factor.base, -factor.exp) if inverse else factor
        node = _display(whole)
        (below if inverse else above).append((_place(whole, node), node))
    above.sort(key=lambda pair: pair[0])
    below.sort(key=lambda pair: pair[0])
    top = multiply((Number(abs(coefficient.p)), *(node for _, node in above)))
    bottom = multiply((Number(coefficient.q), *(node for _, node in below)))
    degree = _degree(rest)
    place = (-degree, *(part for part, _ in above), (2,), -abs(Fraction(coefficient.p, coefficient.q)))
    return Term(coefficient < 0, top, bottom, place)


def _place(factor: Expr, node: Node) -> tuple[Any, ...]:
    """Numbers, floors, symbols, sums, of those the ones of few terms; then by name."""
    base = factor.base if factor.is_Pow else factor
    kind = 0 if base.is_Integer else 2 if base.is_Symbol else 3 if base.is_Add else 1
    if factor.is_Symbol:
        return (kind, [factor.name], "")
    terms = [f"{len(base.args):03}"] if base.is_Add else []
    return (kind, [*terms, *sorted(names_in(factor))], text(node))


def _degree(e: Expr) -> int:
    if e.is_Symbol:
        return 1
    if e.is_Mul:
        return sum(map(_degree, e.args))
    if e.is_Pow:
        if not e.exp.is_Integer:
            return EXPONENTIAL
        return _degree(e.base) * int(e.exp) if e.exp > 0 else 0
    if isinstance(e, FloorDiv):
        return _degree(e.args[0])
    return max(map(_degree, e.args), default=0)


# --- floors ---------------------------------------------------------------------------------------------------


def _single_size(e: Expr) -> Node | None:
    """⌊p/b⌋ + c as ⌊(p + c·b)/b⌋ for a number b, and ⌊(p − 1)/s⌋ + c as ⌈p/s⌉ + c − 1 for a symbol s."""
    if len(e.args) != 2:
        return None
    constant, floor = e.args
    if not constant.is_Integer or not isinstance(floor, FloorDiv):
        return None
    p, b = floor.args
    if b.is_Integer:
        moved = p + constant * b
        return _ceiling(moved, b) or Floor(_display(moved), _display(b))
    if constant < 1 or (p + 1).is_Add or (p + 1).is_Integer:
        return None
    up = Ceiling(_display(p + 1), _display(b))
    return up if constant == 1 else Sum((up, Number(int(constant) - 1)))


def _ceiling(p: Expr, b: Expr) -> Node | None:
    """⌊(q + b − 1)/b⌋ as ⌈q/b⌉, where that leaves fewer terms."""
    if p.as_coeff_Add()[0] != (b - 1 if b.is_Integer else -1):
        return None
    q = p - b + 1
    if not b.is_Integer and len(Add.make_args(q)) != len(Add.make_args(p)) - 2:
        return None
    return Ceiling(_display(q), _display(b))
