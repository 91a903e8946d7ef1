"""Period and degree of a formula whose symbols stand for formulas themselves, without putting the ones into the other.

So the box of a layer is measured from its own rule on fresh axes and from what goes in, and no rule that joins floors
has a say in how large it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import lcm

from sympy import Expr

from ..arithmetic import Max
from ..domain.periods import Periods
from ..domain.undecided import Undecided
from ..floor import FloorDiv, is_power
from ..symbols import Dim

NONE = Periods({}, {})


def composed(value: Dim, inside: Mapping[str, Periods]) -> Periods:
    """The period and degree of a value, where some symbols have periods and degrees of their own.

    >>> from symparam import sizes
    >>> n, C = sizes("n C")
    >>> found = composed(C * n * FloorDiv(n - 1, 2), {"n": Periods({"H": 12}, {"H": 1})})
    >>> sorted(found.period.items()), sorted(found.degree.items())
    ([('C', 1), ('H', 24)], [('C', 1), ('H', 2)])

    A maximum of bare symbols is that of a broadcast: for legal sizes they are equal or 1, and so it is one of them on
    all of a residue class. Raises Undecided where the value is no polynomial on residue classes.
    """
    if isinstance(value, int) or value.is_Rational:
        return NONE
    return _measured(value, inside)


def _measured(e: Expr, inside: Mapping[str, Periods]) -> Periods:
    if e.is_Symbol:
        return inside.get(e.name) or Periods({e.name: 1}, {e.name: 1})
    if e.is_Add or (isinstance(e, Max) and all(a.is_Symbol and a.name in inside for a in e.args)):
        return largest(composed(a, inside) for a in e.args)
    if e.is_Mul:
        return multiplied(composed(a, inside) for a in e.args)
    if is_power(e):
        base = composed(e.base, inside)
        return Periods(base.period, {name: d * int(e.exp) for name, d in base.degree.items()})
    if isinstance(e, FloorDiv) and e.args[1].is_Integer:
        inner, b = composed(e.args[0], inside), int(e.args[1])
        return Periods({name: n * b for name, n in inner.period.items()}, inner.degree)
    if isinstance(e, FloorDiv):
        raise Undecided(f"the divisor {e.args[1]} is a symbol")
    raise Undecided(f"{e} is no polynomial on residue classes")


def largest(parts: Iterable[Periods]) -> Periods:
    """That of a sum: common periods, and the largest degrees."""
    period: dict[str, int] = {}
    degree: dict[str, int] = {}
    for part in parts:
        for name, n in part.period.items():
            period[name] = lcm(period.get(name, 1), n)
            degree[name] = max(degree.get(name, 0), part.degree[name])
    return Periods(period, degree)


def multiplied(parts: Iterable[Periods]) -> Periods:
    """That of a product: common periods, and the degrees added."""
    period: dict[str, int] = {}
    degree: dict[str, int] = {}
    for part in parts:
        for name, n in part.period.items():
            period[name] = lcm(period.get(name, 1), n)
            degree[name] = degree.get(name, 0) + part.degree[name]
    return Periods(period, degree)
