"""The batch as a size: N, which stands in whole shapes, and which no report asks a value of.

A condition must hold for every N of at least 1, so it is decided by the coefficients of N, never by putting N = 1:
``(1, 1, d)`` joined with ``(N, T, d)`` is legal at N = 1 alone.
"""

from __future__ import annotations

from .evaluate import names_in
from .shape import Shape
from .symbols import Dim, size

NAME = "ℕ"  # an identifier that no source can write: Python reads it as N
BATCH = size(NAME)


def has_batch(value: Dim | Shape) -> bool:
    """Whether the batch is in a size, or in a size of a shape.

    >>> has_batch(64 * BATCH), has_batch(Shape((64, 3)))
    (True, False)
    """
    return any(NAME in names_in(n) for n in (value if isinstance(value, Shape) else (value,)))
