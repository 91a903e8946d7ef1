"""Display nodes in numbers: the value of a formula, and the formula with numbers for its names and floors."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from ..errors import SizeError
from .nodes import Ceiling, Floor, Maximum, Minimum, Name, Negative, Node, Number, Power, Product, Quotient, Sum
from .text import text
from .walk import rebuilt

WHOLE = (Floor, Ceiling, Maximum, Minimum)  # what is written as its value once the sizes are known


def value(node: Node, sizes: Mapping[str, int]) -> int:
    """The value of a formula at given sizes.

    >>> value(Floor(Sum((Name("H"), Negative(Number(20)))), Number(12)), {"H": 256})
    19

    Raises SizeError where a name has no size, or a quotient is not whole.
    """
    match node:
        case Number():
            return node.value
        case Name():
            if node.name not in sizes:
                raise SizeError(f"{node.name} has no value; give one with {node.name}=…")
            return sizes[node.name]
        case Negative():
            return -value(node.of, sizes)
        case Sum():
            return sum(value(term, sizes) for term in node.terms)
        case Product():
            return _product(node.factors, sizes)
        case Quotient():
            return _exact(value(node.top, sizes), value(node.bottom, sizes))
        case Power():
            return int(value(node.base, sizes) ** value(node.exponent, sizes))
        case Floor():
            return value(node.top, sizes) // value(node.bottom, sizes)
        case Ceiling():
            return -(-value(node.top, sizes) // value(node.bottom, sizes))
        case Maximum():
            return max(value(v, sizes) for v in node.values)
        case Minimum():
            return min(value(v, sizes) for v in node.values)
    raise SizeError(f"{text(node)} has no value here")


def in_numbers(node: Node, sizes: Mapping[str, int]) -> Node:
    """The formula with sizes in the place of names, and values in the place of floors; sums and products stay.

    >>> from .display import product_of
    >>> floor = Floor(Sum((Name("H"), Negative(Number(20)))), Number(12))
    >>> text(in_numbers(product_of([Number(32), floor, floor]), {"H": 256}))
    '32·19·19'
    """
    if isinstance(node, (Name, *WHOLE)):
        n = value(node, sizes)
        return Number(n) if n >= 0 else Negative(Number(-n))
    return rebuilt(node, lambda part: in_numbers(part, sizes))


def _product(factors: tuple[Node, ...], sizes: Mapping[str, int]) -> int:
    """A product in which quotients need only be whole together, as in k·(C/g)."""
    tops = [f.top if isinstance(f, Quotient) else f for f in factors]
    bottoms = [f.bottom for f in factors if isinstance(f, Quotient)]
    return _exact(prod(value(f, sizes) for f in tops), prod(value(f, sizes) for f in bottoms))


def _exact(top: int, bottom: int) -> int:
    if bottom == 0 or top % bottom:
        raise SizeError(f"{bottom} does not divide {top}")
    return top // bottom
