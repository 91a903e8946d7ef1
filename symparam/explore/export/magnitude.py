"""Upper bounds of all that a formula computes on the way, so that a language knows whether its numbers suffice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from ...algebra.nodes import (
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
)
from ...algebra.valuation import value
from ...budget import spend
from ...several import several
from .program import Program, Result

PART = 2  # cells for a part of a formula that is made anew


def magnitude(node: Node) -> Node:
    """A formula without minus signs, never below the absolute value for sizes from 1 on; it rises with each size.

    A size of 0 makes a product 0, but not what is computed on the way to it; 1 bounds that too.

    >>> from symparam.algebra.display import display
    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> from symparam.algebra.text import text
    >>> text(magnitude(display(H * H - 9 * H - 20)))
    'H² + 9·H + 20'
    """
    match node:
        case Negative(inside):
            return magnitude(inside)
        case Sum(terms):
            return Sum(tuple(magnitude(t) for t in terms))
        case Product(factors):
            return Product(tuple(magnitude(f) for f in factors))
        case Quotient(top, _):
            return magnitude(top)
        case Power(base, exponent):
            return Power(magnitude(base), magnitude(exponent))
        case Floor(top, bottom) | Ceiling(top, bottom):
            inside = magnitude(top)
            return Sum((Floor(inside, bottom) if isinstance(bottom, Number) else inside, Number(1)))
        case Maximum(values) | Minimum(values):
            return Maximum(tuple(magnitude(v) for v in values))
    return node


def known(node: Node, sizes: Mapping[str, int]) -> Node:
    """A magnitude with some sizes put in: what is known of a sum or a product is one number.

    >>> from symparam.algebra.text import text
    >>> text(known(Sum((Product((Name("H"), Name("C"))), Name("C"), Number(2))), {"C": 3}))
    'H·3 + 5'
    """
    spend(PART)
    if isinstance(node, Name):
        return Number(sizes[node.name]) if node.name in sizes else node
    if isinstance(node, Power | Floor):
        a, b = (known(getattr(node, field.name), sizes) for field in fields(node))
        return _number(type(node)(a, b), (a, b))
    if isinstance(node, Sum | Product | Maximum):
        (field,) = fields(node)
        found = [known(part, sizes) for part in getattr(node, field.name)]
        numbers = tuple(part for part in found if isinstance(part, Number))
        if not numbers:
            return type(node)(tuple(found))
        one = _number(type(node)(numbers), numbers)
        rest = tuple(part for part in found if not isinstance(part, Number))
        return type(node)((*rest, one)) if rest else one
    return node


def _number(node: Node, parts: tuple[Node, ...]) -> Node:
    """The node as a number, where all its parts are."""
    return Number(value(node, {})) if all(isinstance(part, Number) for part in parts) else node


def numerators(node: Node) -> Iterator[Node]:
    """What is divided inside a formula; it may be larger than the formula. A ceiling adds the divisor."""
    if isinstance(node, (Floor, Ceiling, Quotient)):
        yield Sum((node.top, node.bottom))
    for field in fields(node):
        part = getattr(node, field.name)
        for inside in several(part):
            if isinstance(inside, Node):
                yield from numerators(inside)


def bounds(program: Program) -> tuple[Node, ...]:
    """What bounds everything that the program computes; every number on the way is at most the largest of these."""
    results: list[Result] = [r for _, r in program.totals]
    results += [r for layer in program.layers for r in layer.results]
    results += [r for relation in program.relations for r in (relation.left, relation.right)]
    found: dict[Node, None] = {}
    for r in results:
        for node in (r.top, r.bottom, *numerators(r.top), *numerators(r.bottom)):
            found[magnitude(node)] = None
    return tuple(node for node in found if not isinstance(node, (Name, Number)))
