"""A formula in one symbol on each residue class of its period, as a polynomial found from its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import factorial, lcm

from ...budget import spend
from ..compiled import compile_function
from ..symbols import Dim
from .divide import divides
from .periods import Periods
from .progression import Progression
from .signs import Interval, nonnegative
from .undecided import Undecided

POINTS = 1 << 16  # values that one condition may cost; a larger period leaves it a relation


def sign_by_classes(value: Dim, name: str, least: int) -> Iterator[Progression]:
    """The n ≥ least with value ≥ 0, class by class.

    >>> from symparam import sizes
    >>> from symparam.algebra import FloorDiv
    >>> H, = sizes("H")
    >>> sorted(p.first for p in sign_by_classes(FloorDiv(H, 2) * FloorDiv(H, 3) - 4, "H", 1))
    [6, 7, 8, 9, 10, 11]
    """
    for first, period, (p,) in _classes([value], name, least):
        yield from _members(nonnegative(p), first, period)


def divides_by_classes(a: Dim, b: Dim, name: str, least: int) -> Iterator[Progression]:
    """The n ≥ least with a(n) ≥ 1 that divides b(n), class by class."""
    for first, period, (p, q) in _classes([a, b], name, least, integral=True):
        for part in divides(p, q):
            last = None if part.last is None else first + period * part.last
            yield Progression(first + period * part.first, last, period * part.step)


def _members(intervals: Iterable[Interval], first: int, period: int) -> Iterator[Progression]:
    for low, high in intervals:
        part = Progression.of(first + period * low, None if high is None else first + period * high, period)
        if part:
            yield part


def _classes(
    values: Sequence[Dim], name: str, least: int, *, integral: bool = False
) -> Iterator[tuple[int, int, list[list[int]]]]:
    """First member, period and the polynomials in q (up to a positive factor, unless integral) of every class."""
    periods = [Periods.of(v) for v in values]
    if stranger := next((s for p in periods for s in p.period if s != name), None):
        raise Undecided(f"{stranger} has no value")
    period = lcm(*(p.period.get(name, 1) for p in periods))
    degree = max(p.degree.get(name, 0) for p in periods)
    if period * (degree + 1) > POINTS:
        raise Undecided(f"its period {period} is too long")
    f = compile_function(values, [name])
    for first in range(least, least + period):
        spend()
        columns = zip(*(f(first + period * q) for q in range(degree + 1)), strict=True)
        yield first, period, [interpolated(column, integral=integral) for column in columns]


def interpolated(values: Sequence[int], *, integral: bool = False) -> list[int]:
    """The coefficients of the polynomial through values at 0, 1, …, times degree! unless they are known to be whole.

    >>> interpolated([1, 2, 5], integral=True)  # q² + 1
    [1, 0, 1]
    """
    if len(values) <= 2:
        return [values[0], values[1] - values[0]] if len(values) == 2 else list(values)
    degree = len(values) - 1
    scale = factorial(degree)
    coefficients = [0] * len(values)
    row, falling = list(values), [1]  # differences, and q(q − 1)…(q − k + 1)
    for k in range(len(values)):
        weight = row[0] * (scale // factorial(k))
        for i, c in enumerate(falling):
            coefficients[i] += weight * c
        row = [b - a for a, b in pairwise(row)]
        falling = [up - k * down for up, down in zip([0, *falling], [*falling, 0], strict=True)]
    return [c // scale for c in coefficients] if integral else coefficients
