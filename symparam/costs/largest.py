"""The largest of many sizes, without those that another one proves to be never larger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sympy import Add, Expr, Integer, expand

from ..algebra import Dim, FloorDiv, maximum, names_in, number, size, total


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
    kept: list[Dim] = []
    for value in found:
        if any(dominates(other, value, least or {}) for other in kept):
            continue
        kept = [other for other in kept if not dominates(value, other, least or {})]
        kept.append(value)
    return maximum(*(found[value] for value in kept)) if kept else 0


def dominates(a: Dim, b: Dim, least: Mapping[str, int]) -> bool:
    """Whether a ≥ b is proved for all sizes from ``least`` on; False where the proof does not work.

    Floors in a are taken at ⌊p/d⌋ ≥ (p − d + 1)/d and those in b at p/d; with every symbol n as least + n', the
    difference of the two polynomials must have no negative coefficient.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> dominates(64 * FloorDiv(H, 2), 16 * H - 8, {"H": 2}), dominates(FloorDiv(H, 2), H, {})
    (True, False)
    """
    if isinstance(a, int) and isinstance(b, int):
        return a >= b
    shift = {name: size(name) + least.get(name, 1) for name in names_in(a) | names_in(b)}
    low, high = _bound(a, True, shift), _bound(b, False, shift)
    if low is None or high is None:
        return False
    difference = expand(low - high)
    return all(c >= 0 for c in difference.as_coefficients_dict().values())


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
