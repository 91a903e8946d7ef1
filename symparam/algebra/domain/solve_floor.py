"""Solving ``k·⌊p/b⌋ + q ≥ 0`` for p and q linear in n, whatever the period b: no residue class is visited in vain.

With p = b·⌊p/b⌋ + m, where m is the remainder, the condition is R ≥ k·m for R = k·p + b·q. Where R does not depend
on n, it allows some remainders; otherwise it is true or false but for the n with 0 ≤ R < |k|·b, where few values of
the floor remain.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Expr

from ..floor import FloorDiv
from ..symbols import Dim
from .progression import Progression
from .reduce import coefficients
from .signs import Interval, nonnegative

TRIED = 1 << 14  # remainders or values of the floor that are written out


def window(value: Dim, name: str, least: int) -> list[Progression] | None:
    """The n ≥ least with value ≥ 0; None where it has another form, or too many parts.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> window(1000003 * FloorDiv(H, 1000003) - H, "H", 1)
    [Progression(first=1000003, last=None, step=1000003)]
    """
    form = _form(value, name)
    if form is None:
        return None
    k, b, (p0, p1), (q0, q1) = form
    r0, r1 = k * p0 + b * q0, k * p1 + b * q1
    if r1:
        return _sloped(form, r0, r1, least)
    low, high = (0, min(r0 // k, b - 1)) if k > 0 else (max(-(r0 // -k), 0), b - 1)
    if low == 0 and high == b - 1:
        return [Progression(least, None)]
    if high - low >= TRIED:
        return None
    return list(_with_remainder(p0, p1, b, low, high, least))


Form = tuple[int, int, tuple[int, int], tuple[int, int]]


def _form(value: Dim, name: str) -> Form | None:
    if isinstance(value, int):
        return None
    floors = [t for t in Add.make_args(value) if t.has(FloorDiv)]
    if len(floors) != 1:
        return None
    k, floor = floors[0].as_coeff_Mul(rational=True)
    if not isinstance(floor, FloorDiv) or not k.is_Integer or not floor.args[1].is_Integer:
        return None
    p, q = _linear(floor.args[0], name), _linear(value - floors[0], name)
    if p is None or q is None or p[1] < 1:
        return None
    return int(k), int(floor.args[1]), p, q


def _linear(value: Expr, name: str) -> tuple[int, int] | None:
    found = coefficients(value, name)
    return None if found is None or len(found) > 2 else (found[0], found[1] if len(found) == 2 else 0)


def _with_remainder(p0: int, p1: int, b: int, low: int, high: int, least: int) -> Iterator[Progression]:
    """The n ≥ least with low ≤ (p1·n + p0) mod b ≤ high."""
    from .divide import divides

    for m in range(low, high + 1):
        for part in divides([b], [p0 + p1 * least - m, p1]):
            yield Progression(least + part.first, None, part.step)


def _sloped(form: Form, r0: int, r1: int, least: int) -> list[Progression] | None:
    k, b, (p0, p1), (q0, q1) = form
    reach = abs(k) * (b - 1)
    sure, possible = (reach, 0) if k > 0 else (0, -reach)
    found = [Progression(*span) for span in nonnegative([r0 - sure, r1], least)]
    for low, high in _without(nonnegative([r0 - possible, r1], least), found):
        if high is None:
            return None
        first, last = (p1 * low + p0) // b, (p1 * high + p0) // b
        if last - first > TRIED:
            return None
        for v in range(first, last + 1):
            start, end = max(low, -((p0 - v * b) // p1)), min(high, ((v + 1) * b - 1 - p0) // p1)
            for a, z in nonnegative([k * v + q0, q1], start):
                if part := Progression.of(a, end if z is None else min(z, end)):
                    found.append(part)
    return found


def _without(spans: list[Interval], sure: list[Progression]) -> Iterator[Interval]:
    """The possible n that are not sure; both are one ray that points the same way."""
    for low, high in spans:
        if not sure:
            yield low, high
        elif sure[0].first > low:
            yield low, sure[0].first - 1
        elif sure[0].last is not None and (high is None or high > sure[0].last):
            yield sure[0].last + 1, high
