"""How many positions of an axis a slice takes."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from ...algebra import Dim, ceil, maximum, minimum
from ...algebra.arithmetic import cut


def sliced(start: Any, stop: Any, step: Any, n: Dim) -> Dim:
    """The positions from ``start`` to ``stop``, each of which is counted from the back where it is negative.

    >>> sliced(1, -1, None, 10), sliced(None, None, 2, 7), sliced(5, 3, None, 10)
    (8, 4, 0)
    """
    step = 1 if step is None else step
    if start is None and stop is None:
        return ceil(n, step) if step != 1 else n
    if all(e is None or isinstance(e, int) for e in (start, stop, step, n)):
        return len(range(*slice(start, stop, step).indices(n)))
    first = 0 if start is None else _within(start, n)
    last = n if stop is None else _within(stop, n)
    return ceil(maximum(last - first, 0), step)


def _within(end: Any, n: Dim) -> Dim:
    """An end of a slice as a place from 0 to n."""
    if isinstance(end, int):
        return maximum(n + end, 0) if end < 0 else cut(n, end) if end else 0
    if isinstance(end, Expr) and end.is_nonpositive:
        return maximum(n + end, 0)
    if end.is_nonnegative:
        return cut(n, end)
    return minimum(n, maximum(end + n * minimum(1, maximum(0, -end)), 0))  # n more where the end is negative
