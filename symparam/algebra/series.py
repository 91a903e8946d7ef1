"""Sums over a counter in closed form, for terms that are polynomials in the counter times powers b**counter."""

from __future__ import annotations

from collections import defaultdict
from math import comb

from sympy import Add, Dummy, Expr, Integer, Mul, Pow, Rational, S

from ..errors import SizeError
from .expanding import expand
from .floor import FloorDiv, number
from .symbols import Dim


def sum_over(term: Dim, counter: Dummy, times: Dim) -> Dim:
    """The sum of ``term`` for counter = 0 … times − 1.

    >>> from sympy import Dummy
    >>> from symparam import sizes
    >>> L, = sizes("L")
    >>> t = Dummy("t")
    >>> sum_over(2 * t + 1, t, L)
    L**2

    Raises SizeError where a floor or anything else than a polynomial times powers depends on the counter.
    """
    if isinstance(term, int) or not term.has(counter):
        return number(expand(term * times))
    polynomials: dict[Expr, dict[int, Expr]] = defaultdict(lambda: defaultdict(lambda: S.Zero))
    for part in Add.make_args(expand(term)):
        base, degree, coefficient = _shape(part, counter)
        polynomials[base][degree] += coefficient
    parts = [_sum(base, coefficients, times) for base, coefficients in polynomials.items()]
    return number(expand(Add(*parts)))


def _shape(part: Expr, counter: Dummy) -> tuple[Expr, int, Expr]:
    """(b, k, c) with part = c · counter**k · b**counter."""
    base, degree, rest = S.One, 0, []
    for factor in Mul.make_args(part):
        if not factor.has(counter):
            rest.append(factor)
        elif factor == counter:
            degree += 1
        elif factor.is_Pow and factor.base == counter and factor.exp.is_Integer and factor.exp > 0:
            degree += int(factor.exp)
        elif factor.is_Pow and not factor.base.has(counter) and expand(factor.exp / counter).is_Integer:
            base *= Pow(factor.base, expand(factor.exp / counter))
        else:
            what = "a floor" if factor.has(FloorDiv) else str(factor)
            raise SizeError(f"the sum over repeated blocks has no closed form: {what} changes from block to block")
    return base, degree, Mul(*rest)


def _sum(base: Expr, coefficients: dict[int, Expr], times: Dim) -> Expr:
    """Σ p(t)·bᵗ = q(n)·bⁿ − q(0) with b·q(t + 1) − q(t) = p(t), solved from the highest coefficient down."""
    degree = max(coefficients)
    if base is S.One:
        q = _antidifference(coefficients, degree)
        return Add(*(c * times**k for k, c in q.items()))
    if not base.is_Integer:
        raise SizeError(f"the sum over repeated blocks has no closed form for the symbolic factor {base}")
    q = {}
    for k in range(degree, -1, -1):
        higher = Add(*(q[j] * _binomial(j, k) * base for j in range(k + 1, degree + 1)))
        q[k] = (coefficients.get(k, S.Zero) - higher) / (base - 1)
    return Add(*(c * times**k for k, c in q.items())) * base**times - q[0]


def _antidifference(coefficients: dict[int, Expr], degree: int) -> dict[int, Expr]:
    """q with q(t + 1) − q(t) = p(t) and q(0) = 0."""
    q: dict[int, Expr] = {}
    for k in range(degree, -1, -1):
        higher = Add(*(q[j] * _binomial(j, k) for j in range(k + 2, degree + 2)))
        q[k + 1] = (coefficients.get(k, S.Zero) - higher) * Rational(1, k + 1)
    return q


def _binomial(n: int, k: int) -> Integer:
    return Integer(comb(n, k))
