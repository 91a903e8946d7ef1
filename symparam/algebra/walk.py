"""Walks over display nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields

from .nodes import Ceiling, Floor, Name, Node, Product, Sum


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside a node, in order."""
    for field in fields(node):
        part = getattr(node, field.name)
        if isinstance(part, Node):
            yield part
        elif isinstance(part, tuple):
            yield from part


def names_of(node: Node) -> frozenset[str]:
    """The names in a formula.

    >>> sorted(names_of(Floor(Name("H"), Name("s"))))
    ['H', 's']
    """
    return frozenset([node.name]) if isinstance(node, Name) else frozenset().union(*map(names_of, children(node)))


def nesting(node: Node) -> int:
    """How many floors stand inside one another.

    >>> nesting(Floor(Floor(Name("H"), Name("s")), Name("s")))
    2
    """
    return isinstance(node, (Floor, Ceiling)) + max(map(nesting, children(node)), default=0)


def sorted_form(node: Node) -> Node:
    """The formula with terms and factors in an order of their own, in which C·32 and 32·C are the same.

    >>> from .nodes import Number, Product
    >>> sorted_form(Product((Name("C"), Number(32)))) == sorted_form(Product((Number(32), Name("C"))))
    True
    """
    if isinstance(node, (Sum, Product)):
        return type(node)(tuple(sorted(map(sorted_form, children(node)), key=repr)))
    return rebuilt(node, sorted_form)


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """The node with each node directly inside it changed.

    >>> from symparam.algebra.text import text
    >>> text(rebuilt(Product((Name("H"), Name("W"))), lambda n: Name("C")))
    'C·C'
    """
    parts = (getattr(node, field.name) for field in fields(node))
    return type(node)(
        *(
            tuple(map(change, part)) if isinstance(part, tuple) else change(part) if isinstance(part, Node) else part
            for part in parts
        )
    )
