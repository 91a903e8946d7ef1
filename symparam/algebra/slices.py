"""How many positions of an axis a slice takes."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from ..errors import LayerError
from .arithmetic import cut, maximum, minimum, reduced
from .floor import ceil
from .symbols import Dim


def sliced(start: Any, stop: Any, step: Any, n: Dim) -> Dim:
    """The positions from ``start`` to ``stop`` of an axis of n; an end is counted from the back where it is negative.

    >>> sliced(1, -1, None, 10), sliced(None, None, 2, 7), sliced(5, 3, None, 10)
    (8, 4, 0)

    Raises LayerError for a slice that runs backwards from one formula to another.
    """
    step = 1 if step is None else step
    if start is None and stop is None:
        return n if step == 1 else ceil(n, abs(step))
    if all(e is None or isinstance(e, int) for e in (start, stop, step, n)):
        return len(range(*slice(start, stop, step).indices(n)))
    if isinstance(step, int) and step < 0:
        raise LayerError(f"a slice from {start} to {stop} that runs backwards has no formula")
    if stop is None and isinstance(start, int) and isinstance(step, int) and 0 <= start < step:
        return ceil(n - start, step)  # 0 where the axis ends before
    first = 0 if start is None else _first(start, n)
    last = n if stop is None else _within(stop, n)
    return ceil(reduced(last, first), step)


def from_the_back(end: Any) -> bool:
    """Whether a formula is no more than 0 whatever its symbols are, as -K."""
    return isinstance(end, Expr) and bool(end.is_nonpositive)


def _first(start: Any, n: Dim) -> Dim:
    """Where a slice begins; behind the axis it may, since it takes nothing there."""
    known = start >= 0 if isinstance(start, int) else start.is_nonnegative
    return start if known else _within(start, n)


def _within(end: Any, n: Dim) -> Dim:
    """An end of a slice as a place from 0 to n."""
    if isinstance(end, int):
        return reduced(n, -end) if end < 0 else cut(n, end) if end else 0
    if from_the_back(end):
        return reduced(n, -end)
    if end.is_nonnegative:
        return cut(n, end)
    return minimum(n, maximum(end + n * minimum(1, maximum(0, -end)), 0))  # n more where the end is negative
