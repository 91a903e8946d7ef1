"""Whole shapes as a report shows them: without the batch where it leads, and how often it stands there."""

from __future__ import annotations

from ..algebra import Dim, Shape
from ..algebra.batch import factor, has_batch


def sample(whole: Shape) -> tuple[Shape, Dim | None]:
    """The shape for one sample and how many of it each sample has; a shape that N does not lead is whole, and None.

    >>> from symparam.algebra.batch import BATCH
    >>> sample(Shape((BATCH, 3, 8)))
    (Shape(3, 8), 1)
    >>> sample(Shape((64 * BATCH, 49, 96)))
    (Shape(49, 96), 64)
    >>> sample(Shape((3, 4)))
    (Shape(3, 4), None)
    """
    if not len(whole) or has_batch(Shape(whole[1:])):
        return whole, None
    times = factor(whole[0])
    return (whole, None) if times is None else (Shape(whole[1:]), times)
