"""Walks over display nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from .nodes import Ceiling, Floor, Name, Node


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
