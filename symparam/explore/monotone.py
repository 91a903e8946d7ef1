"""Totals that are proved to rise with a size, where bisection is exact however long their periods are."""

from __future__ import annotations

from sympy import Add, Expr, Mul

from ..algebra import Dim, FloorDiv, Max, Min, bind, evaluate, names_in, size
from ..algebra.domain import Progressions
from ..algebra.expanding import expand

FAR = 4096  # bits of the largest size that is looked at


def rises(value: Dim, name: str, least: int) -> bool:
    """Whether the value is proved never to fall as the size grows from ``least`` on; False where the proof fails.

    With the size as least + t, every term must be a product of a positive number, powers of t, and floors, maxima and
    minima of such sums.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> rises((H - 2) ** 2 + FloorDiv(H - 20, 12), "H", 32), rises(H * H - 9 * H, "H", 1)
    (True, False)
    """
    if isinstance(value, int):
        return True
    if names_in(value) - {name}:
        return False
    return _sum_rises(expand(bind(value, {name: size(name) + least})))


def _sum_rises(e: Expr) -> bool:
    return all(_term_rises(t) for t in Add.make_args(e))


def _term_rises(term: Expr) -> bool:
    if term.is_Number:
        return bool(term >= 0)
    coefficient, rest = term.as_coeff_Mul(rational=True)
    return bool(coefficient > 0) and all(_factor_rises(f) for f in Mul.make_args(rest))


def _factor_rises(f: Expr) -> bool:
    """Whether a factor is not negative and never falls."""
    if f.is_Symbol or (f.is_Integer and f >= 0):
        return True
    if f.is_Pow and f.base.is_Integer:
        return bool(f.base >= 1) and _sum_rises(expand(f.exp))
    if f.is_Pow:
        return bool(f.exp.is_Integer and f.exp >= 1) and _sum_rises(expand(f.base))
    if isinstance(f, FloorDiv):
        return bool(f.args[1].is_Integer) and _sum_rises(expand(f.args[0]))
    return isinstance(f, (Max, Min)) and all(_sum_rises(expand(a)) for a in f.args)


def at_most(value: Dim, bound: int, name: str, least: int) -> Progressions | None:
    """The sizes n ≥ least with value ≤ bound, by bisection; None where the value is not proved to rise, or stays below.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> at_most(H * FloorDiv(H, 1000003), 10**18, "H", 1).largest
    1000001999996
    """
    if not rises(value, name, least):
        return None

    def exceeds(n: int) -> bool:
        return bool(evaluate(value, {name: n}) > bound)

    if exceeds(least):
        return Progressions()
    step = 1
    while not exceeds(least + step):
        step *= 2
        if step.bit_length() > FAR:
            return None
    low, high = least + step // 2 if step > 1 else least, least + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if exceeds(middle) else (middle, high)
    return Progressions.between(least, low)
