"""Whole shapes that are repeated to a common one, aligned at the last axis."""

from __future__ import annotations

from collections.abc import Iterator

from ...algebra import Need, Shape
from ...algebra.domain.broadcast import broadcast


def aligned(*xs: Shape) -> list[Shape]:
    """The shapes with axes of 1 before them, so that all have equally many."""
    rank = max(map(len, xs))
    return [Shape((*(1,) * (rank - len(x)), *x)) for x in xs]


def joint(*xs: Shape) -> Shape:
    """The common shape.

    >>> joint(Shape((4, 1, 3)), Shape((5, 3)))
    Shape(4, 5, 3)
    """
    first, *rest = aligned(*xs)
    for other in rest:
        first = Shape(broadcast(a, b) for a, b in zip(first, other, strict=True))
    return first


def joined(why: str, *xs: Shape) -> Iterator[Need]:
    """The conditions under which shapes have a common one."""
    first, *rest = aligned(*xs)
    for other in rest:
        for a, b in zip(first, other, strict=True):
            yield Need(a, "broadcasts", b, why)
        first = Shape(broadcast(a, b) for a, b in zip(first, other, strict=True))


def equal(why: str, *xs: Shape) -> Iterator[Need]:
    """The conditions under which shapes of equally many axes are equal."""
    for other in xs[1:]:
        for a, b in zip(xs[0], other, strict=True):
            yield Need(a, "==", b, why)
