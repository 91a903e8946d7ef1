"""Period and degree: how a formula in floors becomes a polynomial.

With n = L·q + r, where L is the product of the nested divisors, every floor is a polynomial in q with integer
coefficients, by induction: sums and products keep that, and in ⌊p/b⌋ one more factor b in L makes all coefficients
of p but the constant multiples of b.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from math import lcm

from sympy import Add, Expr

from ..expanding import expand
from ..floor import FloorDiv, is_power, number
from ..symbols import Dim
from .undecided import Undecided


class Periods:
    """The period and the degree of each symbol in a formula.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> p = Periods.of(W * W * FloorDiv(H - 20, 12))
    >>> p.period, p.degree
    ({'W': 1, 'H': 12}, {'W': 2, 'H': 1})
    """

    __slots__ = ("degree", "period")

    def __init__(self, period: Mapping[str, int], degree: Mapping[str, int]) -> None:
        self.period = period
        self.degree = degree

    @staticmethod
    def of(value: Dim) -> Periods:
        """Raises Undecided where the formula is no polynomial on residue classes."""
        return Periods({}, {}) if isinstance(value, int) else _measured(value)


@lru_cache(maxsize=4096)
def _measured(e: Expr) -> Periods:
    if e.is_Integer:
        return Periods({}, {})
    if e.is_Symbol:
        return Periods({e.name: 1}, {e.name: 1})
    if e.is_Add or e.is_Mul:
        parts = [_measured(a) for a in e.args]
        return Periods(_together(parts), _added(parts, max if e.is_Add else operator.add))
    if is_power(e):
        base = _measured(e.base)
        return Periods(base.period, {name: d * int(e.exp) for name, d in base.degree.items()})
    if isinstance(e, FloorDiv) and e.args[1].is_Integer:
        inner, b = _measured(e.args[0]), int(e.args[1])
        return Periods({name: n * b for name, n in inner.period.items()}, inner.degree)
    if isinstance(e, FloorDiv):
        raise Undecided(f"the divisor {e.args[1]} is not a number")
    raise Undecided(f"{e} is no polynomial on residue classes")


def _together(parts: list[Periods]) -> dict[str, int]:
    period: dict[str, int] = {}
    for part in parts:
        for name, n in part.period.items():
            period[name] = lcm(period.get(name, 1), n)
    return period


def _added(parts: list[Periods], join: Callable[[int, int], int]) -> dict[str, int]:
    degree: dict[str, int] = {}
    for part in parts:
        for name, d in part.degree.items():
            degree[name] = join(degree.get(name, 0), d)
    return degree


def denominator(value: Dim) -> int:
    """The least positive number whose product with the value has whole coefficients.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> denominator(H / 2 - H * H / 3)
    6
    """
    if isinstance(value, int):
        return 1
    return lcm(*(t.as_coeff_Mul(rational=True)[0].q for t in Add.make_args(expand(value))))


def whole(value: Dim) -> Dim:
    """The value times its denominator, expanded.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> whole(H / 2 - 3)
    H - 6
    """
    if isinstance(value, int):
        return value
    scale = denominator(value)
    return number(expand(value * scale if scale > 1 else value))
