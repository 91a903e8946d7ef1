"""How large the intermediate values of a formula can get, so that 64-bit arithmetic is used only where it is exact."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from sympy import Expr

from .symbols import Dim

LIMIT = 2**63


def magnitude(value: Dim, largest: Mapping[str, int]) -> int:
    """A bound on the absolute value of every intermediate result; LIMIT where it is not below, or fractions occur.

    ``largest`` bounds the absolute value of each symbol.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> magnitude(3 * H**2 - 1, {"H": 100})
    30001
    """
    return _magnitude(value, largest, {})


def _magnitude(value: Dim, largest: Mapping[str, int], known: dict[Expr, int]) -> int:
    """A bound on the absolute value of every intermediate result; LIMIT where there is none, or fractions occur."""
    if isinstance(value, int):
        return abs(value)
    if value not in known:
        known[value] = min(_bound(value, largest, known), LIMIT)
    return known[value]


def _bound(e: Expr, largest: Mapping[str, int], known: dict[Expr, int]) -> int:
    if e.is_Integer:
        return abs(int(e))
    if e.is_Symbol:
        return largest[e.name]
    if e.is_Rational or (e.is_Pow and not e.exp.is_nonnegative):
        return LIMIT
    args = [_magnitude(arg, largest, known) for arg in e.args]
    if e.is_Add:
        return sum(args)
    if e.is_Mul:
        return reduce(lambda a, b: min(a * max(b, 1), LIMIT), args, 1)
    if e.is_Pow:
        base, exponent = args
        return base if base < 2 or exponent == 0 else LIMIT if exponent > 63 else max(1, int(base**exponent))
    return max(args, default=LIMIT)  # floors with a divisor of at least 1, and extremes
