"""The largest of many sizes, without those that another one proves to be never larger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sympy import Add, Expr, Integer, Rational, sympify

from ..algebra import Dim, FloorDiv, Max, Min, names_in, number, size, total
from ..algebra.expanding import expand

Terms = Mapping[Expr, Rational]  # a polynomial: the coefficient of each product of sizes


def largest(values: Iterable[Dim], least: Mapping[str, int] | None = None) -> Dim:
    """The maximum; values that are dominated for all sizes from ``least`` on (1, if not given) are left out.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> largest([H, 3 * H + 2, H * H + 2 * H, 7])
    max(7, 3*H + 2, H**2 + 2*H)
    >>> largest([H, 3 * H + 2, H * H + 2 * H, 7], {"H": 2})
    H**2 + 2*H
    """
    found = {total([value]): value for value in values}  # expanded, to compare them, and as they are
    numbers = [value for value in found if isinstance(value, int)]
    rest = [value for value in found if not isinstance(value, int)] + ([max(numbers)] if numbers else [])
    between = Between(rest, least or {})
    kept: list[Dim] = []
    for value in rest:
        if any(between.dominates(other, value) for other in kept):
            continue
        kept = [other for other in kept if not between.dominates(value, other)]
        kept.append(value)
    if not kept or (any(isinstance(value, int) for value in kept) and len(kept) == 1):
        return kept[0] if kept else 0
    if len(kept) == 1:
        return found[kept[0]]
    # sympify: sizes are int or Expr, never text, and an int has no sort_key
    ordered = sorted((sympify(found[value]) for value in kept), key=lambda e: e.sort_key())
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
    return Between((a, b), least).dominates(a, b)


class Between:
    """Proofs between some sizes; each is bounded by polynomials once, from below and from above."""

    def __init__(self, values: Iterable[Dim], least: Mapping[str, int]) -> None:
        names = frozenset().union(*map(names_in, values))
        self._shift = {name: size(name) + least.get(name, 1) for name in names}
        self._known: dict[tuple[Dim, bool | None], Terms | None] = {}

    def dominates(self, a: Dim, b: Dim) -> bool:
        """Whether a ≥ b is proved."""
        if isinstance(a, int) and isinstance(b, int):
            return a >= b
        if _covers(self._plain(a), self._plain(b)):
            return True
        low, high = self._terms(a, True), self._terms(b, False)
        return low is not None and high is not None and _covers(low, high)

    def _plain(self, value: Dim) -> Terms:
        """The terms of a value, floors as they are."""
        if (value, None) not in self._known:
            # sympify: a size, never text; an int has no terms
            self._known[value, None] = sympify(value).as_coefficients_dict()
        return self._known[value, None] or {}

    def _terms(self, value: Dim, below: bool) -> Terms | None:
        if (value, below) not in self._known:
            bound = _bound(value, below, self._shift)
            self._known[value, below] = None if bound is None else bound.as_coefficients_dict()
        return self._known[value, below]


def _covers(a: Terms, b: Terms) -> bool:
    """Whether no coefficient of a − b is negative, nor a term of which it is not known that it is not."""
    return all(a.get(term, 0) == c or (a.get(term, 0) > c and term.is_nonnegative) for term, c in b.items()) and all(
        c > 0 and term.is_nonnegative for term, c in a.items() if term not in b
    )


def _bound(value: Dim, below: bool, shift: Mapping[str, Expr]) -> Expr | None:
    """A polynomial that is never above (or below) the value; None where none is found."""
    if isinstance(value, int):
        return Integer(value)
    if value.is_Add:
        parts = [p for t in value.args if (p := _bound_term(t, below, shift)) is not None]
        return expand(Add(*parts)) if len(parts) == len(value.args) else None
    return _bound_term(value, below, shift)


def _bound_term(term: Expr, below: bool, shift: Mapping[str, Expr]) -> Expr | None:
    """A term c·m with a product m of sizes, none negative; where c is negative, m is bounded from the other side."""
    coefficient, rest = term.as_coeff_Mul(rational=True)
    if coefficient < 0:
        below = not below
    result = coefficient
    for factor in rest.args if rest.is_Mul else (rest,):
        base, exponent = factor.as_base_exp()
        part = _bound_size(base, below, shift)
        if part is None or not exponent.is_Integer or exponent < 0:
            return None
        result = expand(result * part**exponent)
    return result


def _bound_size(e: Expr, below: bool, shift: Mapping[str, Expr]) -> Expr | None:
    """The bound of one factor; None unless it is seen that it is not negative."""
    if e.is_Integer:
        return e if e >= 0 else None
    if e.is_Symbol:
        return shift[e.name]
    if isinstance(e, Min):
        return (
            Integer(0)
            if below
            else next(
                (b for a in e.args if (b := _bound(number(a), False, shift)) is not None and not a.is_Integer), None
            )
        )
    if isinstance(e, FloorDiv) and e.args[1].is_Integer:
        p, d = e.args
        inner = _bound(number(p), below, shift)
        if inner is None:
            return None
        result = expand((inner - d + 1) / d if below else inner / d)
        lowest = result if below else _bound_size(e, True, shift)
        return result if lowest is not None and _not_negative(lowest) else None
    return None


def _not_negative(polynomial: Expr) -> bool:
    return all(c >= 0 for c in polynomial.as_coefficients_dict().values())
