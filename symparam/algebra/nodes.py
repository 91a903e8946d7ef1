"""Display nodes: a formula as people write it, every part in the order in which it stands.

SymPy orders, joins and multiplies out as soon as an expression is built, so "3·3·C·32" cannot be held in it. These
nodes hold it. They compute nothing; brackets are no part of them, the lowerings (text, LaTeX, …) add what is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields

from ..frozen import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a formula; `text` writes it, as do the other lowerings."""


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A whole number from 0 on."""

    value: int


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A symbol."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """−x."""

    of: Node


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """a + b + …; a Negative term is written with a minus."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    """a·b·…."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Quotient(Node):
    """top/bottom, without remainder."""

    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    """base^exponent."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Floor(Node):
    """⌊top/bottom⌋."""

    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Ceiling(Node):
    """⌈top/bottom⌉."""

    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Maximum(Node):
    """max(a, b, …)."""

    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Minimum(Node):
    """min(a, b, …)."""

    values: tuple[Node, ...]


def replace(node: Node, values: Mapping[str, Node]) -> Node:
    """The formula with nodes in the place of names; nothing is evaluated.

    >>> from symparam.algebra.text import text
    >>> text(replace(Product((Name("k"), Name("k"), Name("C"))), {"k": Number(3)}))
    '3·3·C'
    """
    if isinstance(node, Name):
        return values.get(node.name, node)
    if isinstance(node, Sum):
        return Sum(_flat(Sum, (replace(term, values) for term in node.terms)))
    if isinstance(node, Product):
        return Product(_flat(Product, (replace(factor, values) for factor in node.factors)))
    parts = (getattr(node, field.name) for field in fields(node))
    return type(node)(*(_replaced(part, values) for part in parts))


def multiply(factors: Iterable[Node]) -> Node:
    """The product in the order given; a factor 1 is dropped, except alone.

    >>> from symparam.algebra.text import text
    >>> text(multiply([Number(1), Name("C"), Number(32)]))
    'C·32'
    """
    kept = tuple(factor for factor in _flat(Product, factors) if factor != Number(1))
    return kept[0] if len(kept) == 1 else Product(kept) if kept else Number(1)


def sum_of(terms: Iterable[Node]) -> Node:
    """The sum in the order given; what repeats is counted: C + C is 2·C, and a + b + a + b is 2·(a + b).

    >>> from symparam.algebra.text import text
    >>> text(sum_of([Name("C")] * 4))
    '4·C'
    """
    flat = _flat(Sum, terms)
    if not flat:
        return Number(0)
    period = next(n for n in range(1, len(flat) + 1) if len(flat) % n == 0 and flat == flat[:n] * (len(flat) // n))
    counted = tuple(_times(n, term) for term, n in Counter(flat[:period]).items())
    return _times(len(flat) // period, counted[0] if len(counted) == 1 else Sum(counted))


def _times(n: int, node: Node) -> Node:
    if n > 1 and isinstance(node, Negative):
        return Negative(_times(n, node.of))
    return multiply((Number(n), node))


def _flat(kind: type[Sum] | type[Product], nodes: Iterable[Node]) -> tuple[Node, ...]:
    flat: list[Node] = []
    for node in nodes:
        if isinstance(node, kind):
            flat += node.terms if isinstance(node, Sum) else node.factors
        else:
            flat.append(node)
    return tuple(flat)


def _replaced(part: object, values: Mapping[str, Node]) -> object:
    if isinstance(part, Node):
        return replace(part, values)
    return tuple(replace(p, values) for p in part) if isinstance(part, tuple) else part
