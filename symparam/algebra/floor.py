"""Integer floor division, the one primitive of the algebra.

``FloorDiv(p, b)`` is ⌊p/b⌋ for an integer p and an integer b ≥ 1. Its constructor brings every expression into
residue form, so that equal chains of windows are equal expressions. The rules, each proved in tests/algebra:

    clear     ⌊(p/q)/b⌋          = ⌊p/(q·b)⌋                     p/2 comes from an exact quotient
    content   ⌊(g·p + c)/(g·b)⌋  = ⌊(p + ⌊c/g⌋)/b⌋              ⌊(2·x + 3)/4⌋ = ⌊(x + 1)/2⌋
    cancel    ⌊(q·p)/(q·b)⌋      = ⌊p/b⌋                         ⌊x·y/(3·x)⌋ = ⌊y/3⌋
    whole     ⌊(p + b·q)/b⌋      = ⌊p/b⌋ + q                     ⌊(x + 7)/3⌋ = ⌊(x + 1)/3⌋ + 2
    nest      ⌊(⌊p/a⌋ + q)/b⌋    = ⌊(p + a·q)/(a·b)⌋             ⌊(⌊x/2⌋ + 1)/3⌋ = ⌊(x + 2)/6⌋
    sign      ⌊−p/b⌋             = −⌊(p + b − 1)/b⌋              ⌊−x/3⌋ = −⌊(x + 2)/3⌋
    half      ⌊b·(p − ⌊(p + c)/2⌋)/b⌋  = ⌊(p + 1 − c)/2⌋         ⌊(2·x − 2·⌊x/2⌋)/2⌋ = ⌊(x + 1)/2⌋

The sign rule makes the leading coefficient positive, and lets a floor nest that is taken away: ⌊(x − ⌊x/2⌋)/2⌋ is
−⌊(−x + ⌊x/2⌋ + 1)/2⌋. Where the coefficient is negative on both sides of the rule, as a divisor of several terms
allows, the side that sorts first stays. Coefficients are not reduced modulo b: ⌊3·x/2⌋ stays.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd, lcm
from typing import Any

from sympy import Add, Expr, Function, Integer, Mul, S, fraction, together
from sympy.core.sorting import default_sort_key

from ..budget import spend
from ..errors import SizeError
from .expanding import NODE, expand, extent
from .printers import FloorPrinters
from .readable import readable
from .symbols import Dim

TOGETHER = 20  # cells for each node of what is brought over one denominator
MAX_DEPTH = 40  # irreducible floors inside one another; beyond this an expression is of no use to anybody

Terms = dict[Expr, int]  # monomial -> integer coefficient; the constant stands under 1


class FloorDiv(FloorPrinters, Function):
    """⌊p/b⌋ over the integers, for b ≥ 1, in residue form; ``evaluate=False`` keeps p and b as they are.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> FloorDiv(FloorDiv(H - 2, 3) - 6, 4)
    floor((H + 4)/12) - 2

    Raises SizeError for a divisor below 1, or where more than 40 floors stand irreducibly inside one another.
    """

    nargs = 2
    is_integer = True

    def __new__(cls, p: Dim, b: Dim, evaluate: bool = True) -> Expr:
        p = Integer(p) if isinstance(p, int) else p
        b = Integer(b) if isinstance(b, int) else b
        spend()
        return _floor(p, b) if evaluate else _unevaluated(p, b)

    def __getnewargs_ex__(self) -> tuple[tuple[Expr, ...], dict[str, bool]]:
        return self.args, {"evaluate": False}  # an anchored floor stays one in a pickle

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative

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
    """The value as a Python int where it is one. Raises SizeError for one of too many digits."""
    return readable(int(value)) if isinstance(value, int) or value.is_Integer else value


@lru_cache(maxsize=65536)
def is_power(e: Expr) -> bool:
    """Whether an expression is a product of a number of equal factors: H**2, but no 1/H and no 2**L."""
    return bool(e.is_Pow and e.exp.is_Integer and e.exp > 0)


def depth(p: Expr) -> int:
    """How many floors stand inside one another in p."""
    inner = max((depth(a) for a in p.args), default=0)
    return inner + isinstance(p, FloorDiv)


# --- the rules ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def _floor(p: Expr, b: Expr) -> Expr:
    if b.is_Integer and b >= 1 and p.is_Integer:
        return Integer(int(p) // int(b))
    spend(NODE * extent(p).nodes)
    terms, b, outside = _residue(p, b)
    if terms.keys() == {S.One} and terms[S.One] < 0:  # the sign rule, where b stands outside
        return Add(*outside, S.NegativeOne, -_floor(Integer(-terms[S.One] - 1), b))
    if not terms:
        return _halved(Add(*outside))
    joins = _nest({monomial: -c for monomial, c in terms.items()}) is not None
    if joins or _leads_negative(terms):
        mirrored = Add(b, -_sum(terms), S.NegativeOne)
        if joins or _mirror_stands(mirrored, terms, b):
            return Add(*outside, Mul(-1, _floor(mirrored, b)))
    floor = _unevaluated(_sum(terms), b)
    if depth(floor) > MAX_DEPTH:
        raise SizeError(f"more than {MAX_DEPTH} floors stand inside one another and cannot be joined")
    return Add(*outside, floor) if outside else floor


def _residue(p: Expr, b: Expr) -> tuple[Terms, Expr, list[Expr]]:
    """What stays inside a floor, its divisor, and what moves outside: every rule but that of the sign."""
    terms = _plain_terms(p)
    if terms is None or not (b.is_Integer or b.is_Symbol):
        terms, b = _clear(p, b)
    if b.is_nonpositive:
        raise SizeError(f"floor division needs a divisor of at least 1, not {b}")
    outside: list[Expr] = []
    while True:
        while (smaller := _cancel(*_content(terms, b))) != (terms, b):
            terms, b = smaller
        terms = _whole(terms, b, outside)
        nested = _nest(terms)
        if nested is None:
            return terms, b, outside
        inner, a, rest = nested
        terms, b = _terms(Add(inner, Mul(a, _sum(rest)))), expand(Mul(a, b))


def _mirror_stands(mirrored: Expr, terms: Terms, b: Expr) -> bool:
    """Whether the other side of the sign rule is the one that stays: it leads positive, or sorts before this one."""
    others, divisor, _ = _residue(mirrored, b)
    return not _leads_negative(others) or _place(others, divisor) < _place(terms, b)


def _place(terms: Terms, b: Expr) -> tuple[Any, ...]:
    """A place in an order of all floors; floors inside one another come first, so that joining them ends."""
    return sum(map(depth, terms)), default_sort_key(b), default_sort_key(_sum(terms))


def _halved(e: Expr) -> Expr:
    """A sum in which y − ⌊y/2⌋ is the other half of y; paddings that fit the parity of a size make such sums."""
    terms = _plain_terms(e) if depth(e) else None
    for half, c in (terms or {}).items():
        if isinstance(half, FloorDiv) and half.args[1].is_Integer and half.args[1] % 2 == 0:
            p, n = half.args
            y = _floor(p, n / 2)  # half is ⌊y/2⌋
            whole = {monomial: k for monomial, k in _terms(y).items() if monomial is not S.One}
            if terms and all(terms.get(monomial, 0) == -c * k for monomial, k in whole.items()):
                return _halved(expand(e + c * (y - half) - c * _floor(y + 1, Integer(2))))
    return e


def _unevaluated(p: Expr, b: Expr) -> Expr:
    return Expr.__new__(FloorDiv, p, b)


def _clear(p: Expr, b: Expr) -> tuple[Terms, Expr]:
    """⌊p/b⌋ without fractions in p or b."""
    b = expand(b)
    rational = _rational_terms(p)
    if any(map(_has_inverse, rational)) or any(map(_has_inverse, Add.make_args(b))):
        spend(TOGETHER * extent(p).nodes)
        num, den = fraction(together(p))
        bnum, bden = fraction(together(b))
        rational, b = _rational_terms(num * bden), expand(den * bnum)
    scale = lcm(*(c.q for c in rational.values()), *(c.q for c in _rational_terms(b).values()))
    terms = {monomial: int(c * scale) for monomial, c in rational.items() if c}
    return terms, b if scale == 1 else expand(b * scale)


def _content(terms: Terms, b: Expr) -> tuple[Terms, Expr]:
    n, m = (S.One, b) if b.is_Add else b.as_coeff_Mul()
    if n == 1:
        return terms, b
    g = gcd(int(n), *(c for monomial, c in terms.items() if monomial is not S.One))
    if g == 1:
        return terms, b
    reduced = {monomial: c // g for monomial, c in terms.items()}  # exact but for the constant, which is floored
    return {monomial: c for monomial, c in reduced.items() if c}, Mul(n // g, m)


def _cancel(terms: Terms, b: Expr) -> tuple[Terms, Expr]:
    """Without the factors that the divisor shares with every term; as the divisor is at least 1, they are not 0."""
    if b.is_Integer or S.One in terms or not terms:
        return terms, b
    for factor in Mul.make_args(Add.make_args(b)[0].as_coeff_Mul()[1]):
        base = factor.base if factor.is_Pow and factor.exp.is_Integer else factor
        while base.is_nonnegative:
            below = [_quotient(divisor, base) for divisor in _terms(b)]
            above = [_quotient(monomial, base) for monomial in terms]
            if None in below or None in above:
                break
            terms = dict(zip(above, terms.values(), strict=True))
            b = _sum(dict(zip(below, _terms(b).values(), strict=True)))
            if b.is_Integer or S.One in terms:
                return terms, b
    return terms, b


def _whole(terms: Terms, b: Expr, outside: list[Expr]) -> Terms:
    """Moves the multiples of b outside and returns what stays."""
    if b.is_Integer:
        return _whole_numbers(terms, int(b), outside)
    if b.is_Add:
        return _whole_sums(terms, b, outside)
    n, m = b.as_coeff_Mul()
    inside: Terms = {}
    for monomial, c in terms.items():
        quotient = None if c % int(n) else _quotient(monomial, m)
        if quotient is None:
            inside[monomial] = c
        else:
            outside.append(Mul(c // int(n), quotient))
    return inside


def _whole_numbers(terms: Terms, n: int, outside: list[Expr]) -> Terms:
    inside: Terms = {}
    for monomial, c in terms.items():
        q, r = divmod(c, n)
        if monomial is not S.One and r:
            q, r = 0, c  # coefficients are not reduced
        if q:
            outside.append(Integer(q) if monomial is S.One else Mul(q, monomial))
        if r:
            inside[monomial] = r
    return {} if inside.keys() == {S.One} else inside  # 0 ≤ r < n alone is no multiple of n


def _whole_sums(terms: Terms, b: Expr, outside: list[Expr]) -> Terms:
    """How often a divisor of several terms stands in the terms, counted in its leading term."""
    divisor = _terms(b)
    lead = max((k for k in divisor if k is not S.One), key=default_sort_key)
    q, r = divmod(terms.get(lead, 0), divisor[lead])
    if r or not q:
        return terms
    outside.append(Integer(q))
    return _terms(_sum(terms) - q * b)


def _nest(terms: Terms) -> tuple[Expr, Expr, Terms] | None:
    floors = [monomial for monomial in terms if depth(monomial)]
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


def _plain_terms(p: Expr) -> Terms | None:
    """The terms of a sum of products of symbols and floors with integer coefficients; None for anything else."""
    terms: Terms = {}
    for term in p.args if p.is_Add else (p,):
        coefficient, monomial = term.as_coeff_Mul()
        if not coefficient.is_Integer or not _is_plain(monomial):
            return None
        if coefficient:
            terms[monomial] = terms.get(monomial, 0) + int(coefficient)
    return terms


def _is_plain(monomial: Expr) -> bool:
    if monomial.is_Mul:
        return all(map(_is_plain, monomial.args))
    return bool(monomial.is_Symbol or isinstance(monomial, FloorDiv) or monomial is S.One)


def _rational_terms(p: Expr) -> dict[Expr, Any]:
    terms: dict[Expr, Any] = {}
    for term in Add.make_args(expand(p)):
        c, monomial = term.as_coeff_Mul(rational=True)
        terms[monomial] = terms.get(monomial, 0) + c
    return terms


def _terms(p: Expr) -> Terms:
    plain = _plain_terms(p)
    return plain if plain is not None else {monomial: int(c) for monomial, c in _rational_terms(p).items() if c}


def _sum(terms: Terms) -> Expr:
    return Add(*(monomial if c == 1 else Mul(c, monomial) for monomial, c in terms.items()))


def _has_inverse(p: Expr) -> bool:
    return any(f.is_Pow and f.exp.could_extract_minus_sign() for f in Mul.make_args(p))


def _quotient(monomial: Expr, m: Expr) -> Expr | None:
    """monomial/m where that is a product of whole powers, else None."""
    if monomial is S.One:
        return None
    q = monomial / m
    return None if any(f.is_Pow and not f.exp.is_nonnegative for f in Mul.make_args(q)) else q
