"""Where an integer polynomial is not negative, exactly and without real numbers.

Between two neighbouring sign changes of its difference p(q + 1) − p(q), which has one degree less, p is monotone
on the integers, so that bisection finds its own sign changes.
"""

from __future__ import annotations

from collections.abc import Sequence

Interval = tuple[int, int | None]  # both ends belong to it; None has no end


def nonnegative(p: Sequence[int], start: int = 0) -> list[Interval]:
    """The intervals of q ≥ start with p(q) ≥ 0; p has its coefficients from the constant up.

    >>> nonnegative([-4, 0, 1])  # q² ≥ 4
    [(2, None)]
    >>> nonnegative([6, -5, 1])  # (q − 2)(q − 3), never negative on the integers
    [(0, None)]
    """
    p = trimmed(p)
    if len(p) <= 1:
        return [(start, None)] if not p or p[0] >= 0 else []
    if len(p) == 2:
        return _linear(p[0], p[1], start)
    pieces: list[Interval] = []
    for first, last, rising in _monotone(p, start):
        piece = _piece(p, first, last, rising)
        if piece is None:
            continue
        if pieces and (end := pieces[-1][1]) is not None and piece[0] <= end + 1:
            pieces[-1] = pieces[-1][0], piece[1]
        else:
            pieces.append(piece)
    return pieces


def trimmed(p: Sequence[int]) -> list[int]:
    """The coefficients without leading zeros."""
    p = list(p)
    while p and p[-1] == 0:
        p.pop()
    return p


def at(p: Sequence[int], q: int) -> int:
    """The value of a polynomial.

    >>> at([1, 2, 3], 10)
    321
    """
    value = 0
    for c in reversed(p):
        value = value * q + c
    return value


def _linear(a: int, b: int, start: int) -> list[Interval]:
    if b > 0:
        return [(max(start, -(a // b)), None)]
    last = a // -b
    return [(start, last)] if last >= start else []


def _monotone(p: Sequence[int], start: int) -> list[tuple[int, int | None, bool]]:
    """Intervals that overlap in their ends, and whether p rises or falls there."""
    rising = nonnegative(_difference(p), start)  # where p(q + 1) ≥ p(q)
    found: list[tuple[int, int | None, bool]] = []
    here = start
    for first, last in rising:
        if first > here:
            found.append((here, first, False))
        here = first if last is None else last + 1
        found.append((first, None if last is None else here, True))
    if not rising or rising[-1][1] is not None:
        found.append((here, None, False))
    return found


def _difference(p: Sequence[int]) -> list[int]:
    """p(q + 1) − p(q)."""
    shifted = [0] * len(p)
    for k, c in enumerate(p):
        binomial = 1
        for j in range(k + 1):
            shifted[j] += c * binomial
            binomial = binomial * (k - j) // (j + 1)
    return [s - c for s, c in zip(shifted, p, strict=True)][:-1]


def _piece(p: Sequence[int], first: int, last: int | None, rising: bool) -> Interval | None:
    """The part of a monotone interval where p is not negative."""
    endless = last is None
    if last is None:  # far enough out, p has the sign of its leading coefficient
        last, step = first + 1, 1
        while (at(p, last) >= 0) != rising:
            step *= 2
            last += step
    low, high = at(p, first) >= 0, at(p, last) >= 0
    if low and high:
        return first, None if endless and rising else last
    if not low and not high:
        return None
    a, b = first, last
    while b - a > 1:
        middle = (a + b) // 2
        if (at(p, middle) >= 0) == low:
            a = middle
        else:
            b = middle
    return (first, a) if low else (b, None if endless else last)
