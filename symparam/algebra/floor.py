"""Integer floor division, the one primitive of the algebra.

``FloorDiv(p, b)`` is ⌊p/b⌋ for an integer p and an integer b ≥ 1. Its constructor brings every expression into
residue form, so that equal chains of windows are equal expressions. The rules, each proved in tests/algebra:

    clear     ⌊(p/q)/b⌋          = ⌊p/(q·b)⌋                     p/2 comes from an exact quotient
    content   ⌊(g·p + c)/(g·b)⌋  = ⌊(p + ⌊c/g⌋)/b⌋              ⌊(2x + 3)/4⌋ = ⌊(x + 1)/2⌋
    whole     ⌊(p + b·q)/b⌋      = ⌊p/b⌋ + q                     ⌊(x + 7)/3⌋  = ⌊(x + 1)/3⌋ + 2
    nest      ⌊(⌊p/a⌋ + q)/b⌋    = ⌊(p + a·q)/(a·b)⌋             ⌊(⌊x/2⌋ + 1)/3⌋ = ⌊(x + 2)/6⌋
    sign      ⌊−p/b⌋             = −⌊(p + b − 1)/b⌋              the leading coefficient becomes positive

Coefficients are not reduced modulo b: ⌊3x/2⌋ stays.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd, lcm
from typing import Any

from sympy import Add, Expr, Function, Integer, Mul, S, expand, fraction, together
from sympy.core.sorting import default_sort_key

from ..errors import SizeError
from .printers import FloorPrinters
from .symbols import Dim

MAX_DEPTH = 40  # irreducible floors inside one another; beyond this an expression is of no use to anybody

Terms = dict[Expr, int]  # monomial -> integer coefficient; the constant stands under 1


class FloorDiv(FloorPrinters, Function):
    """⌊p/b⌋ over the integers, for b ≥ 1, in residue form.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> FloorDiv(FloorDiv(H - 2, 3) - 6, 4)
    floor((H + 4)/12) - 2

    Raises SizeError for a divisor below 1, or where more than 40 floors stand irreducibly inside one another.
    """

    nargs = 2
    is_integer = True

    @classmethod
    def eval(cls, p: Expr, b: Expr) -> Expr | None:
        if b.is_Integer:
            if b < 1:
                raise SizeError(f"floor division needs a divisor of at least 1, not {b}")
            if p.is_Integer:
                return Integer(int(p) // int(b))
        outside, inside, divisor = _residue(p, b)
        if inside == 0:
            return outside
        if inside == p and divisor == b:
            if depth(p) >= MAX_DEPTH:
                raise SizeError(f"more than {MAX_DEPTH} floors stand inside one another and cannot be joined")
            return None
        if divisor == 1:
            return Add(outside, inside)
        return Add(outside, cls(inside, divisor))

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative  # type: ignore[no-any-return]

    def doit(self, **hints: Any) -> Expr:
        return self


def div(a: Dim, b: Dim) -> Dim:
    """⌊a/b⌋, a Python int where both are.

    >>> div(7, 2)
    3

    Raises SizeError for a numeric divisor below 1.
    """
    if isinstance(a, int) and isinstance(b, int):
        if b < 1:
            raise SizeError(f"floor division needs a divisor of at least 1, not {b}")
        return a // b
    return number(FloorDiv(a, b))


def mod(a: Dim, b: Dim) -> Dim:
    """The remainder a − b·⌊a/b⌋."""
    if isinstance(a, int) and isinstance(b, int):
        return a - b * div(a, b)
    return number(expand(a - b * FloorDiv(a, b)))


def ceil(a: Dim, b: Dim) -> Dim:
    """⌈a/b⌉ = ⌊(a + b − 1)/b⌋."""
    return div(a + b - 1, b)


def number(value: Any) -> Dim:
    """The value as a Python int where it is one."""
    return int(value) if isinstance(value, int) or value.is_Integer else value


@lru_cache(maxsize=65536)
def depth(p: Expr) -> int:
    """How many floors stand inside one another in p."""
    inner = max((depth(a) for a in p.args), default=0)
    return inner + isinstance(p, FloorDiv)


# --- the rules ------------------------------------------------------------------------------------------------


def _residue(p: Expr, b: Expr) -> tuple[Expr, Expr, Expr]:
    """The parts (q, r, d) with ⌊p/b⌋ = q + ⌊r/d⌋ and r/d in residue form; r = 0 where nothing remains."""
    terms, b = _clear(p, b)
    outside: list[Expr] = []
    while True:
        n, m = _monomial(b)
        terms, n = _content(terms, n, b)
        if n is None:  # a divisor with several terms
            n, m = 1, b
        b = Mul(n, m)
        whole, terms = _whole(terms, n, m)
        outside += whole
        nested = _nest(terms)
        if nested is not None:
            inner, a, rest = nested
            terms, b = _terms(Add(inner, Mul(a, _sum(rest)))), expand(Mul(a, b))
            continue
        if terms == {S.One: -1}:  # ⌊−1/b⌋ for a symbolic b
            return Add(*outside, -1), S.Zero, b
        if _leads_negative(terms):
            return Add(*outside, Mul(-1, FloorDiv(_sum({k: -v for k, v in terms.items()}) + b - 1, b))), S.Zero, b
        return Add(*outside), _sum(terms), b


def _clear(p: Expr, b: Expr) -> tuple[Terms, Expr]:
    rational = _rational_terms(p)
    if any(_has_inverse(monomial) for monomial in rational) or _has_inverse(b):
        num, den = fraction(together(p))
        bnum, bden = fraction(together(b))
        p, b = expand(num * bden), expand(den * bnum)
        rational = _rational_terms(p)
    scale = lcm(*(c.q for c in rational.values())) if rational else 1
    terms = {monomial: int(c * scale) for monomial, c in rational.items()}
    return terms, b if scale == 1 else expand(b * scale)


def _content(terms: Terms, n: int | None, b: Expr) -> tuple[Terms, int | None]:
    if n is None or n == 1:
        return terms, n
    g = gcd(n, *(c for monomial, c in terms.items() if monomial is not S.One))
    if g == 1:
        return terms, n
    reduced = {monomial: c // g for monomial, c in terms.items()}  # exact but for the constant, which is floored
    return {monomial: c for monomial, c in reduced.items() if c}, n // g


def _whole(terms: Terms, n: int, m: Expr) -> tuple[list[Expr], Terms]:
    if n == 1 and m is S.One:
        return [_sum(terms)], {}
    outside: list[Expr] = []
    inside: Terms = {}
    for monomial, c in terms.items():
        quotient = _quotient(monomial, m)
        if quotient is None:
            inside[monomial] = c
        elif monomial is S.One:
            q, r = divmod(c, n)
            outside.append(Integer(q))
            if r:
                inside[monomial] = r
        elif c % n == 0:
            outside.append(Mul(c // n, quotient))
        else:
            inside[monomial] = c
    if m.is_Add and n == 1:
        q = _multiple(inside, m)
        if q:
            outside.append(Integer(q))
            inside = _terms(expand(_sum(inside) - q * m))
    return outside, inside


def _multiple(terms: Terms, m: Expr) -> int:
    """How often a divisor of several terms stands in the terms, counted in its leading term."""
    divisor = _terms(m)
    lead = max((k for k in divisor if k is not S.One), key=default_sort_key)
    c = terms.get(lead, 0)
    return c // divisor[lead] if c % divisor[lead] == 0 else 0


def _nest(terms: Terms) -> tuple[Expr, Expr, Terms] | None:
    floors = [monomial for monomial in terms if monomial.has(FloorDiv)]
    if len(floors) != 1 or not isinstance(floors[0], FloorDiv) or terms[floors[0]] != 1:
        return None
    inner, a = floors[0].args
    return inner, a, {monomial: c for monomial, c in terms.items() if monomial is not floors[0]}


def _leads_negative(terms: Terms) -> bool:
    variable = [monomial for monomial in terms if monomial is not S.One]
    if not variable or all(terms[monomial] > 0 for monomial in variable):
        return False
    return terms[min(variable, key=default_sort_key)] < 0


# --- sums of monomials ----------------------------------------------------------------------------------------


def _rational_terms(p: Expr) -> dict[Expr, Any]:
    terms: dict[Expr, Any] = {}
    for term in Add.make_args(p if _is_flat(p) else expand(p)):
        c, monomial = term.as_coeff_Mul(rational=True)
        terms[monomial] = terms.get(monomial, 0) + c
    return terms


def _terms(p: Expr) -> Terms:
    return {monomial: int(c) for monomial, c in _rational_terms(p).items() if c}


def _sum(terms: Terms) -> Expr:
    return Add(*(Mul(c, monomial) for monomial, c in terms.items()))


def _is_flat(p: Expr) -> bool:
    return all(t.is_Atom or isinstance(t, FloorDiv) or (t.is_Mul and all(f.is_Atom or isinstance(f, FloorDiv) for f in t.args))
               for t in Add.make_args(p))


def _has_inverse(p: Expr) -> bool:
    return any(f.is_Pow and f.exp.could_extract_minus_sign() for f in Mul.make_args(p))


def _monomial(b: Expr) -> tuple[int | None, Expr]:
    if b.is_Add:
        return None, b
    c, m = b.as_coeff_Mul(rational=True)
    return int(c), m


def _quotient(monomial: Expr, m: Expr) -> Expr | None:
    """monomial/m where that is a product of whole powers, else None."""
    if m is S.One:
        return monomial
    if monomial is S.One:
        return None
    q = monomial / m
    return None if any(f.is_Pow and not f.exp.is_nonnegative for f in Mul.make_args(q)) or q.is_Pow and q.exp == -1 else q
