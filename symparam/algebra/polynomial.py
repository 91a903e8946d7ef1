"""Sizes as polynomials: the coefficient of each product of symbols and floors, in plain numbers.

Where many sums are compared term by term, SymPy would take most of its time for making each sum an expression again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from sympy import Expr

from ..budget import spend
from .expanding import expand
from .floor import is_power
from .symbols import Dim

Monomial: TypeAlias = frozenset[tuple[Expr, int]]  # each factor with its power
Polynomial: TypeAlias = Mapping[Monomial, int | Fraction]
ONE: Monomial = frozenset()


def polynomial(value: Dim) -> Polynomial:
    """The terms of a size, each product multiplied out; a floor, an extreme or a quotient is a factor as it is.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> polynomial((H - 2) * (H + 2)) == polynomial(H * H - 4), polynomial(W - W), polynomial(7)
    (True, {}, {frozenset(): 7})
    """
    if isinstance(value, int):
        return constant(value)
    if value.is_Rational:
        return constant(int(value) if value.is_Integer else Fraction(int(value.p), int(value.q)))
    if value.is_Add:
        return added(map(polynomial, value.args))
    if value.is_Mul:
        return multiplied(map(polynomial, value.args))
    if is_power(value):
        return multiplied([polynomial(value.base)] * int(value.exp))
    return {frozenset(((value if value.is_Symbol else expand(value), 1),)): 1}


def constant(n: int | Fraction) -> Polynomial:
    """A number."""
    return {ONE: n} if n else {}


def added(parts: Iterable[Polynomial]) -> Polynomial:
    """The sum of several."""
    found: dict[Monomial, int | Fraction] = {}
    for part in parts:
        spend(len(part))
        for monomial, c in part.items():
            found[monomial] = found.get(monomial, 0) + c
    return {monomial: c for monomial, c in found.items() if c}


def multiplied(parts: Iterable[Polynomial]) -> Polynomial:
    """The product of several."""
    found: Polynomial = {ONE: 1}
    for part in parts:
        found = _times(found, part)
    return found


def scaled(part: Polynomial, factor: int | Fraction) -> Polynomial:
    """A multiple of one."""
    return {monomial: c * factor for monomial, c in part.items()} if factor else {}


def _times(a: Polynomial, b: Polynomial) -> Polynomial:
    spend(len(a) * len(b))
    if len(b) == 1 and ONE in b:
        return scaled(a, b[ONE])
    found: dict[Monomial, int | Fraction] = {}
    for left, c in a.items():
        for right, d in b.items():
            monomial = _joined(left, right)
            found[monomial] = found.get(monomial, 0) + c * d
    return {monomial: c for monomial, c in found.items() if c}


def _joined(a: Monomial, b: Monomial) -> Monomial:
    if not a or not b:
        return a or b
    powers = dict(a)
    for factor, power in b:
        powers[factor] = powers.get(factor, 0) + power
    return frozenset(powers.items())
