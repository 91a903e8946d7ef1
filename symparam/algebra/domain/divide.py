"""Where one integer polynomial divides another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import gcd, isqrt

from .progression import Progression
from .signs import Interval, at, nonnegative, trimmed
from .undecided import Undecided

TRIED = 1 << 16  # values or residues that are tried one by one


def divides(a: Sequence[int], b: Sequence[int]) -> list[Progression]:
    """The q ≥ 0 with a(q) ≥ 1 that divides b(q).

    >>> divides([12], [0, 8])  # 12 divides 8q
    [Progression(first=0, last=None, step=3)]
    >>> divides([0, 1], [12, 1])  # q divides q + 12
    [Progression(first=1, last=1, step=1), Progression(first=2, last=2, step=1), \
Progression(first=3, last=3, step=1), Progression(first=4, last=4, step=1), \
Progression(first=6, last=6, step=1), Progression(first=12, last=12, step=1)]
    """
    a, b = trimmed(a), trimmed(b)
    if not a:
        return []
    if len(a) == 1:
        return list(_by_number(a[0], b)) if a[0] >= 1 else []
    positive = nonnegative([a[0] - 1, *a[1:]])
    scale, quotient, rest = _divided(b, a)
    if rest:
        return [Progression(q, q) for q in _candidates(a, rest, positive) if at(b, q) % at(a, q) == 0]
    whole = _by_number(abs(scale), quotient)  # scale·b = quotient·a
    return [c for low, high in positive for p in whole if (c := p & Progression(low, high))]


def _by_number(k: int, b: Sequence[int]) -> list[Progression]:
    """The q ≥ 0 where k divides b(q)."""
    b = [c % k for c in b]
    g = gcd(k, *b[1:])
    if len(b) == 0 or g == k:
        return [Progression(0, None)] if not b or b[0] == 0 else []
    if b[0] % g:
        return []
    k, b = k // g, [c // g for c in b]
    if len(trimmed(b)) == 2:
        start = -b[0] * pow(b[1], -1, k) % k
        return [Progression(start, None, k)]
    if k > TRIED:
        raise Undecided(f"its period {k} is too long")
    return [Progression(r, None, k) for r in range(k) if at(b, r) % k == 0]


def _divided(b: Sequence[int], a: Sequence[int]) -> tuple[int, list[int], list[int]]:
    """(s, q, r) with s·b = q·a + r, s a number that is not 0 and r of lower degree than a."""
    lead, scale = a[-1], 1
    rest, quotient = list(b), [0] * max(len(b) - len(a) + 1, 0)
    while len(rest) >= len(a):
        c, shift = rest[-1], len(rest) - len(a)
        g = gcd(lead, c)
        times, c = lead // g, c // g
        scale *= times
        quotient = [times * x for x in quotient]
        quotient[shift] += c
        rest = [times * x for x in rest]
        for i, x in enumerate(a):
            rest[shift + i] -= c * x
        rest = trimmed(rest)
    return scale, quotient, rest


def _candidates(a: Sequence[int], rest: Sequence[int], positive: Sequence[Interval]) -> Iterator[int]:
    """The few q where a(q) ≥ 1 can divide rest(q), which has the lower degree: rest = 0, or |rest| ≥ a."""
    if len(rest) == 1:
        spans = [s for d in _divisors(abs(rest[0])) for s in _zeros([a[0] - d, *a[1:]])]
    else:
        padded = [*rest, *[0] * (len(a) - len(rest))]
        spans = list(_zeros(rest))
        for sign in (1, -1):
            spans += nonnegative([sign * r - x for r, x in zip(padded, a, strict=True)])
    tried: set[int] = set()
    for low, high in _common(spans, positive):
        if high is None or high - low > TRIED:
            raise Undecided("too many sizes would have to be tried")
        tried.update(range(low, high + 1))
    return iter(sorted(tried))


def _divisors(n: int) -> Iterator[int]:
    if n > TRIED * TRIED:
        raise Undecided(f"{n} is too large to be divided")
    for d in range(1, isqrt(n) + 1):
        if n % d == 0:
            yield d
            yield n // d


def _zeros(p: Sequence[int]) -> Iterator[Interval]:
    """The q ≥ 0 where p is 0."""
    return _common(nonnegative(p), nonnegative([-c for c in p]))


def _common(a: Sequence[Interval], b: Sequence[Interval]) -> Iterator[Interval]:
    for low, high in a:
        for start, end in b:
            ends = [e for e in (high, end) if e is not None]
            first, last = max(low, start), min(ends) if ends else None
            if last is None or first <= last:
                yield first, last
