"""The largest of many sizes, without those that another one proves to be never larger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from sympy import Expr, sympify

from ..algebra import Dim, FloorDiv, Max, Min, number, size
from ..algebra.polynomial import ONE, Polynomial, added, constant, multiplied, polynomial, scaled


def largest(values: Iterable[Dim], least: Mapping[str, int] | None = None) -> Dim:
    """The maximum; values that are dominated for all sizes from ``least`` on (1, if not given) are left out.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> largest([H, 3 * H + 2, H * H + 2 * H, 7])
    max(7, 3*H + 2, H**2 + 2*H)
    >>> largest([H, 3 * H + 2, H * H + 2 * H, 7], {"H": 2})
    H**2 + 2*H
    """
    bounds = Bounds(least or {})
    every = {frozenset(c.terms.items()): c for c in (Candidate(value, bounds) for value in values)}.values()
    numbers = [c for c in every if c.is_number]
    rest = [c for c in every if not c.is_number] + ([max(numbers, key=lambda c: c.constant)] if numbers else [])
    kept: list[Candidate] = []
    for candidate in rest:
        if any(other.dominates(candidate) for other in kept):
            continue
        kept = [other for other in kept if not candidate.dominates(other)]
        kept.append(candidate)
    if len(kept) < 2:
        return kept[0].value if kept else 0
    # sympify: sizes are int or Expr, never text, and an int has no sort_key
    ordered = sorted((sympify(c.value) for c in kept), key=lambda e: e.sort_key())
    return number(Max(*ordered, evaluate=False))  # which would compare them pair by pair once more


def dominates(a: Dim, b: Dim, least: Mapping[str, int]) -> bool:
    """Whether a ≥ b is proved for all sizes from ``least`` on; False where the proof does not work.

    Floors in a are taken at ⌊p/d⌋ ≥ (p − d + 1)/d and those in b at p/d; with every symbol n as least + n', the
    difference of the two polynomials must have no negative coefficient.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> dominates(64 * FloorDiv(H, 2), 16 * H - 8, {"H": 2}), dominates(FloorDiv(H, 2), H, {})
    (True, False)
    """
    bounds = Bounds(least)
    return Candidate(a, bounds).dominates(Candidate(b, bounds))


class Candidate:
    """A size, its terms with floors as they are, and what lies below and above it for all sizes."""

    def __init__(self, value: Dim, bounds: Bounds) -> None:
        self.terms = polynomial(value)
        self.value = self.constant if self.is_number else value
        self._bounds = bounds

    @property
    def is_number(self) -> bool:
        """Whether no symbol is left in it."""
        return not self.terms.keys() - {ONE}

    @property
    def constant(self) -> int:
        """Its term without a symbol."""
        return int(self.terms.get(ONE, 0))

    @cached_property
    def low(self) -> Polynomial | None:
        """What is never above it; None where none is found."""
        return self._bounds.of(self.terms, True)

    @cached_property
    def high(self) -> Polynomial | None:
        """What is never below it; None where none is found."""
        return self._bounds.of(self.terms, False)

    def dominates(self, other: Candidate) -> bool:
        """Whether this one is proved to be at least the other."""
        if _covers(self.terms, other.terms):
            return True
        if self.is_number and other.is_number:
            return False
        return self.low is not None and other.high is not None and _covers(self.low, other.high)


def _covers(a: Polynomial, b: Polynomial) -> bool:
    """Whether no coefficient of a − b is negative, nor a term of which it is not known that it is not."""
    for monomial in a.keys() | b.keys():
        more = a.get(monomial, 0) - b.get(monomial, 0)
        if more < 0 or (more > 0 and not all(factor.is_nonnegative for factor, _ in monomial)):
            return False
    return True


class Bounds:
    """Polynomials below and above sizes whose symbols are at least so large, each found once for a factor."""

    def __init__(self, least: Mapping[str, int]) -> None:
        self._least = least
        self._known: dict[tuple[Expr, bool], Polynomial | None] = {}

    def of(self, terms: Polynomial, below: bool) -> Polynomial | None:
        """A polynomial that is never above (or below) another; None where none is found."""
        found = []
        for monomial, c in terms.items():
            parts: list[Polynomial] = [constant(c)]
            for factor, power in monomial:
                bound = self._factor(factor, below if c > 0 else not below)  # none is negative
                if bound is None:
                    return None
                parts += [bound] * power
            found.append(multiplied(parts))
        return added(found)

    def _factor(self, e: Expr, below: bool) -> Polynomial | None:
        """The bound of one factor; None unless it is seen that it is not negative."""
        if (e, below) not in self._known:
            self._known[e, below] = self._of_factor(e, below)
        return self._known[e, below]

    def _of_factor(self, e: Expr, below: bool) -> Polynomial | None:
        if e.is_Symbol:
            return added((polynomial(size(e.name)), constant(self._least.get(e.name, 1))))
        if isinstance(e, Min):
            if below:
                return constant(0)
            bounds = (self.of(polynomial(number(a)), False) for a in e.args if not a.is_Integer)
            return next((bound for bound in bounds if bound is not None), None)
        if not (isinstance(e, FloorDiv) and e.args[1].is_Integer):
            return None
        p, d = e.args
        inner = self.of(polynomial(number(p)), below)
        if inner is None:
            return None
        found = scaled(added((inner, constant(1 - int(d)))) if below else inner, Fraction(1, int(d)))
        lowest = found if below else self._factor(e, True)
        return found if lowest is not None and all(c >= 0 for c in lowest.values()) else None
