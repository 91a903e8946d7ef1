"""Sums, products, exact quotients and extremes of sizes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sympy import Add, Expr, Function, Integer, Mul, Rational

from ..budget import spend
from .expanding import TERM, expand
from .floor import FloorDiv, number
from .printers import ExtremePrinters
from .readable import readable
from .symbols import Dim

COMPARISON = 20  # cells for finding out which of two sizes is the larger


def total(terms: Iterable[Dim]) -> Dim:
    """The sum of many sizes, expanded; linear in their number.

    >>> total([1, 2])
    3
    """
    value = gathered(terms)
    return value if isinstance(value, int) else number(expand(value))


def gathered(terms: Iterable[Dim]) -> Dim:
    """The sum of many sizes, with each product in it as it is; equal terms are joined.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> gathered([3 * H * (H - 1), 1, 2 * H * (H - 1)])
    5*H*(H - 1) + 1
    """
    constant, symbolic = 0, []
    for term in terms:
        if isinstance(term, int):
            spend()
            constant += term
        else:
            spend(len(term.args))
            symbolic.append(term)
    return number(Add(constant, *symbolic) if symbolic else constant)


def product(factors: Iterable[Dim]) -> Dim:
    """The product of many sizes, not expanded; 1 for none.

    >>> product([2, 3])
    6
    """
    constant, symbolic = 1, []
    for factor in factors:
        if isinstance(factor, int):
            constant *= factor
        else:
            if factor.is_Add:  # a number before a sum is brought into each of its terms
                spend(TERM * len(factor.args))
            symbolic.append(factor)
    return number(Mul(readable(constant), *symbolic) if symbolic else constant)


def exact(n: Dim, b: Dim) -> Dim:
    """n/b, where a condition of the caller says that b divides n; a fraction where it does not.

    >>> exact(12, 4)
    3
    """
    if isinstance(n, int) and isinstance(b, int):
        return n // b if b and n % b == 0 else Rational(n, b)
    return number(expand(n / b) if isinstance(n, Expr) else Integer(n) / b)


def quotient(n: Dim, b: Dim) -> Dim | None:
    """n/b, where b divides every term of n; None otherwise.

    >>> from symparam import sizes
    >>> T, d = sizes("T d")
    >>> quotient(T * T * d + 2 * T, T), quotient(T + d, T)
    (T*d + 2, None)
    """
    each = exact(n, b)
    terms = Add.make_args(each) if isinstance(each, Expr) else ()
    whole = all(
        term.as_coeff_Mul()[0].is_Integer and not any(p < 0 for q, p in term.as_powers_dict().items() if q == b)
        for term in terms
    )
    return each if whole else None


@lru_cache(maxsize=65536)
def never_negative(n: Expr) -> bool:
    """Whether a whole number is at least 0 whatever its symbols are: by its sign, or since it is above −1.

    Of ⌊p/b⌋ no more is known for that than that it lies from (p − b + 1)/b to p/b. What divides all terms is left out.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> never_negative(7 * FloorDiv(H + 6, 7) - H), never_negative(7 * FloorDiv(H + 5, 7) - H)
    (True, False)
    """
    if n.is_nonnegative:
        return True
    if n.is_nonpositive or not n.has(FloorDiv):
        return False
    least = n.primitive()[1] if n.is_Add and n.is_integer else n
    while (bounded := _without_floors(least)) != least:
        least = bounded
    constant, rest = least.as_coeff_Add()
    return bool((constant > -1 if n.is_integer else constant >= 0) and rest.is_nonnegative)


def _without_floors(n: Expr) -> Expr:
    """A bound from below, in which each term that is a multiple of a floor by a number is bounded."""
    terms = []
    for term in Add.make_args(expand(n)):
        factor, rest = term.as_coeff_Mul()
        if isinstance(rest, FloorDiv) and rest.args[1].is_Integer:
            p, b = rest.args
            rest = (p if factor < 0 else p - b + 1) / b
        terms.append(factor * rest)
    return expand(Add(*terms))


class Extreme(ExtremePrinters, Function):
    """The largest or smallest of several sizes; arguments are joined whose difference has a sign for all symbols."""

    is_integer = True

    @classmethod
    def eval(cls, *args: Expr) -> Expr | None:
        spend(len(args))
        first = args[0].args if isinstance(args[0], cls) else args[:1]
        flat: list[Expr] = [*first]  # none of which can be joined with another
        joined = False
        for arg in args[1:]:
            for candidate in arg.args if isinstance(arg, cls) else (arg,):
                joined |= cls._join(flat, candidate)
        if len(flat) == 1:
            return flat[0]
        flat.sort(key=lambda a: a.sort_key())
        if tuple(flat) == args:
            return None
        return cls(*flat) if joined else cls(*flat, evaluate=False)

    @classmethod
    def _join(cls, kept: list[Expr], candidate: Expr) -> bool:
        """Put a size among others; whether it was joined with one of them."""
        for i, other in enumerate(kept):
            if candidate.is_Symbol and other.is_Symbol and candidate.name != other.name:
                spend()
                continue  # either may be the larger
            spend(COMPARISON)
            wins = cls._wins(expand(candidate - other))
            if wins is None:
                wins = cls._absorbs(candidate, other) or (False if cls._absorbs(other, candidate) else None)
            if wins is not None:
                kept[i] = candidate if wins else other
                return True
        kept.append(candidate)
        return False

    @classmethod
    def _absorbs(cls, n: Expr, other: Expr) -> bool:
        """Whether n wins against the opposite extreme of sizes, since it does against one: max(n, min(n, m))."""
        if not isinstance(other, Extreme) or isinstance(other, cls):
            return False
        return any(cls._wins(expand(n - each)) for each in other.args)

    @staticmethod
    def _wins(difference: Any) -> bool | None:
        """Whether the first of two sizes is the extreme, by their difference; None where that is not known."""
        raise NotImplementedError


class Max(Extreme):
    """The largest of several sizes.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> Max(H, H + 2), Max(H, Min(H, 200))
    (H + 2, H)
    """

    _word = "max"

    @staticmethod
    def _wins(difference: Any) -> bool | None:
        return True if never_negative(difference) else False if never_negative(-difference) else None


class Min(Extreme):
    """The smallest of several sizes."""

    _word = "min"

    @staticmethod
    def _wins(difference: Any) -> bool | None:
        """By the sign alone: a floor that stays inside a minimum tells that what is cut so may be empty."""
        return True if difference.is_nonpositive else False if difference.is_nonnegative else None


def cut(n: Dim, most: Dim) -> Dim:
    """The smaller of two sizes, where an axis of ``n`` is cut off at ``most``; what was padded is the size again.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> cut(7 * FloorDiv(H + 6, 7), H), cut(H, FloorDiv(H, 2))
    (H, min(H, floor(H/2)))
    """
    if isinstance(n, Expr) and not n.is_Symbol and never_negative(expand(n - most)):
        return most
    return minimum(n, most)


def reduced(n: Dim, by: Dim) -> Dim:
    """What is left of n positions, at least 0.

    >>> from symparam import sizes
    >>> T, = sizes("T")
    >>> reduced(7, 9), reduced(reduced(T, 2), 1)
    (0, max(0, T - 3))
    """
    return maximum(0, *(each - by for each in (n.args if isinstance(n, Max) else (n,))))


def maximum(*values: Dim) -> Dim:
    """The largest, a Python int where all are."""
    return max(values) if all(isinstance(v, int) for v in values) else number(Max(*values))


def minimum(*values: Dim) -> Dim:
    """The smallest, a Python int where all are."""
    return min(values) if all(isinstance(v, int) for v in values) else number(Min(*values))
