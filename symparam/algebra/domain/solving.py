"""Which sizes of one symbol meet a condition: an exact union of progressions, or an honest ``Undecided``."""

from __future__ import annotations

from functools import lru_cache
from math import lcm
from typing import Literal

from ..evaluate import names_in
from ..need import Need, Relation
from ..symbols import Dim, size
from .cases import cases
from .periods import Periods, denominator, whole
from .progression import Progression
from .progressions import Progressions
from .reduce import coefficients, exponential, inverse, peeled, without_inverse
from .signs import nonnegative
from .threshold import threshold
from .undecided import Undecided

Comparison = Literal["==", "!=", "<", "<=", ">", ">="]


def solve_relation(left: Dim, op: Comparison, right: Dim, name: str, *, least: int = 1) -> Progressions:
    """The sizes n ≥ least of the symbol for which the comparison is true.

    >>> from symparam import sizes
    >>> from symparam.algebra import FloorDiv
    >>> H, = sizes("H")
    >>> print(solve_relation(FloorDiv(H - 20, 12), ">=", 1, "H").text("H"))
    H ≥ 32

    Raises Undecided where another symbol is in it, or no exact method here answers.
    """
    found = Progressions()
    for (a, b), where in cases((left, right), name, least, not_negative):
        found |= where & _compared(without_inverse(whole(a - b), name, least), op, name, least)
    return found


def _compared(d: Dim, op: Comparison, name: str, least: int) -> Progressions:
    """Where ``d op 0``; d is a whole number for every size."""
    minus = whole(-d)
    match op:
        case ">=":
            return not_negative(d, name, least)
        case ">":
            return not_negative(d - 1, name, least)
        case "<=":
            return not_negative(minus, name, least)
        case "<":
            return not_negative(minus - 1, name, least)
        case "==":
            return not_negative(d, name, least) & not_negative(minus, name, least)
        case "!=":
            return not_negative(d - 1, name, least) | not_negative(minus - 1, name, least)


def preimage(value: Dim, target: int, name: str, *, least: int = 1) -> Progressions:
    """The sizes n ≥ least for which the value is exactly the target.

    >>> from symparam import sizes
    >>> from symparam.algebra import FloorDiv
    >>> H, = sizes("H")
    >>> print(preimage(FloorDiv(H - 20, 12), 19, "H").text("H"))
    H in 248…259
    """
    return solve_relation(value, "==", target, name, least=least)


def solve(need: Need, name: str, *, least: int = 1) -> Progressions:
    """The sizes n ≥ least of the symbol that meet a condition.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> print(solve(Need(H, "broadcasts", 7, ""), "H").text("H"))
    H in {1, 7}

    Raises Undecided where another symbol is in it, or no exact method here answers.
    """
    return _solved(need.left, need.op, need.right, name, least)


@lru_cache(maxsize=4096)
def _solved(a: Dim, op: Relation, b: Dim, name: str, least: int) -> Progressions:
    if op == ">=" and isinstance(b, int) and names_in(a) == {name} and (n := threshold(a, b)) is not None:
        return Progressions.at_least(max(n, least))
    if strangers := (names_in(a) | names_in(b)) - {name}:
        raise Undecided(f"{min(strangers)} has no value")
    if op == "divides":
        return _dividing(a, b, name, least)
    if op == "broadcasts":
        equal, one, other = (solve_relation(x, "==", y, name, least=least) for x, y in ((a, b), (a, 1), (b, 1)))
        return equal | one | other
    return solve_relation(a, op, b, name, least=least)


def _dividing(a: Dim, b: Dim, name: str, least: int) -> Progressions:
    from .residue_classes import divides_by_classes  # rare: not loaded where every condition is a chain of windows

    found = Progressions()
    for (divisor, multiple), where in cases((a, b), name, least, not_negative):
        where &= _compared(without_inverse(whole(divisor - 1), name, least), ">=", name, least)
        if not where.is_empty:
            divisor, multiple = _whole_pair(divisor, multiple, name, least)
            found |= where & Progressions.of(divides_by_classes(divisor, multiple, name, least))
    return found


def _whole_pair(a: Dim, b: Dim, name: str, least: int) -> tuple[Dim, Dim]:
    """Both times the same positive factor, so that both have whole coefficients."""
    factor: Dim = lcm(denominator(a), denominator(b))
    if power := max(inverse(a, name), inverse(b, name)):
        factor = factor * size(name) ** power
    return whole(a * factor), whole(b * factor)


@lru_cache(maxsize=4096)
def not_negative(value: Dim, name: str, least: int) -> Progressions:
    """The sizes n ≥ least where a value with whole coefficients is at least 0, by the cheapest method that fits."""
    value, divisors = peeled(without_inverse(value, name, least))
    found = _not_negative(value, name, least)
    for b in divisors:
        found &= not_negative(whole(b - 1), name, least)
    return found


def _not_negative(value: Dim, name: str, least: int) -> Progressions:
    if isinstance(value, int):
        return Progressions.at_least(least) if value >= 0 else Progressions()
    polynomial = coefficients(value, name)
    if polynomial is not None:
        return Progressions.of(Progression(*span) for span in nonnegative(polynomial, least))
    from .residue_classes import sign_by_classes  # rare, too
    from .solve_floor import window

    parts = window(value, name, least)
    if parts is not None:
        return Progressions.of(parts)
    try:
        Periods.of(value)
    except Undecided:
        if found := exponential(value, name, least):
            return Progressions((found,))
        return Progressions()
    return Progressions.of(sign_by_classes(value, name, least))
