"""A count as people write it: the shortest of its layers' own products, the same expanded, and what lies between.

The layers say ``3136·⌈H/2⌉²·C``; expanded in the deepest size of the model this would be three terms. Where the layers'
products are many, the expanded sum is shorter. Both are the same number; one of them is *the* formula, and every
output shows that one.
"""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Add, Expr, Mul, S

from ..budget import spend
from .anchor import Anchors, residue
from .arithmetic import Max, Min
from .block_sums import by_blocks
from .display import display
from .evaluate import names_in
from .expanding import expand
from .floor import FloorDiv, number
from .symbols import Dim
from .text import text

MOST = 12  # different brackets in one sum, beyond which only the expanded sum is written


class Natural:
    """Writes counts in the sizes of one model; equal counts are written once.

    ``times`` are numbers of blocks, which stand before what a block has: L·(…), (L − 3)(…).
    """

    def __init__(self, sizes: Iterable[Dim], times: Iterable[Dim] = ()) -> None:
        self._anchors = Anchors(sizes)
        counts = [n for n in times if isinstance(n, Expr)]
        self._times = {n for n in counts if n.is_Add and not n.has(FloorDiv)}
        self._depths = frozenset().union(*map(names_in, counts))
        self._known: dict[Dim, Dim] = {}

    def __call__(self, value: Dim) -> Dim:
        """The count in its shortest form."""
        if isinstance(value, int):
            return value
        if value not in self._known:
            self._known[value] = self._shortest(value)
        return self._known[value]

    def _shortest(self, value: Expr) -> Dim:
        spend(8)
        whole = residue(value)
        if isinstance(whole, int):
            return whole
        candidates = [self._anchors(whole), whole, *_collected(self._inside(value), self._times)]
        if self._depths:
            candidates += [by_blocks(number(n), self._depths) for n in candidates]
        return min(dict.fromkeys(candidates), key=length)  # of equally short ones the sum of products

    def _inside(self, value: Expr) -> Expr:
        """The value with each of several extremes in its own shortest form."""
        return value.xreplace({e: e.func(*map(self, e.args), evaluate=False) for e in value.atoms(Max, Min)})


def natural(value: Dim, sizes: Iterable[Dim] = ()) -> Dim:
    """The count in its shortest form, floors written as one of the sizes.

    >>> from symparam import sizes
    >>> L, M, d = sizes("L M d")
    >>> natural((L - M) * d**2 + 12 * d * (L - M))
    (L - M)*(d**2 + 12*d)
    >>> natural(9 * (d + 32) * 64 + 64)
    576*d + 18496
    """
    return Natural(sizes)(value)


def length(value: Dim) -> int:
    """How many characters the formula takes."""
    return len(text(display(value)))


# --- brackets -----------------------------------------------------------------------------------------------------


def _collected(value: Expr, times: set[Expr]) -> list[Dim]:
    """The sum with brackets, where its layers have any: those of their products, and those that many terms share."""
    value = _with_whole_sizes(value)
    groups: dict[Expr, list[Expr]] = {}
    for term in Add.make_args(value):
        bracket, rest = _parted(term)
        groups.setdefault(bracket, []).append(rest)
    if len(groups) == 1 and S.One in groups and not times:
        return [number(value)]
    bases = ({f.as_base_exp()[0] for bracket in groups for f in Mul.make_args(bracket)} - {S.One}) | times
    if len(bases) > MOST:
        return []
    ordered = sorted(bases, key=str)
    kept = {bracket: rest for bracket, rests in groups.items() if (rest := Add(*rests)) != 0}
    return [_drawn_out(*_opened(kept.pop(S.One, S.Zero), kept), ordered), _drawn_out(expand(value), {}, ordered)]


def _opened(plain: Expr, kept: dict[Expr, Expr]) -> tuple[Expr, dict[Expr, Expr]]:
    """Plain terms and brackets with what stands before each, those multiplied out that make the sum shorter so."""
    for bracket in list(kept):
        fewer = {b: rest for b, rest in kept.items() if b != bracket}
        opened = plain + expand(kept[bracket] * bracket)
        if length(_sum(opened, fewer)) < length(_sum(plain, kept)):
            plain, kept = opened, fewer
    return plain, kept


def _drawn_out(plain: Expr, kept: dict[Expr, Expr], brackets: Iterable[Expr]) -> Dim:
    """The sum with these brackets drawn out of the plain terms, where that makes it shorter."""
    for bracket in brackets:
        quotient, rest = _divided(plain, bracket)
        more = {**kept, bracket: kept.get(bracket, S.Zero) + quotient}
        if quotient != 0 and length(_sum(rest, more)) < length(_sum(plain, kept)):
            plain, kept = rest, more
    return _sum(plain, kept)


def _divided(plain: Expr, bracket: Expr) -> tuple[Expr, Expr]:
    """The terms that make up a multiple of the bracket, by it, and the other terms.

    >>> from symparam import sizes
    >>> L, M, d = sizes("L M d")
    >>> _divided(3 * L * d - 3 * M * d + L, L - M)
    (3*d, L)
    """
    terms = dict(term.as_coeff_Mul()[::-1] for term in Add.make_args(plain))
    (lead, c), *others = [part.as_coeff_Mul()[::-1] for part in bracket.args]
    quotient = []
    for monomial in list(terms):
        q = monomial / lead
        if any(f.as_base_exp()[1].is_negative for f in Mul.make_args(q)):
            continue
        k = terms.get(monomial, S.Zero) / c
        if k and all(terms.get(q * m, S.Zero) == k * n for m, n in others):
            quotient.append(k * q)
            for m, _ in ((lead, c), *others):
                del terms[q * m]
    return Add(*quotient), Add(*(k * m for m, k in terms.items()))


def _sum(plain: Expr, kept: dict[Expr, Expr]) -> Dim:
    return number(Add(plain, *(_times(bracket, rest) for bracket, rest in kept.items())))


def _times(bracket: Expr, rest: Expr) -> Expr:
    """The product, which SymPy would multiply out for a number before one bracket."""
    return Mul(rest, bracket, evaluate=False) if rest.is_Rational and rest != 1 and bracket.is_Add else rest * bracket


def _parted(term: Expr) -> tuple[Expr, Expr]:
    """The brackets of a product, and its other factors."""
    brackets: list[Expr] = []
    rest: list[Expr] = []
    for factor in Mul.make_args(term):
        base, exponent = factor.as_base_exp()
        (brackets if base.is_Add and exponent.is_Integer and exponent > 0 else rest).append(factor)
    return Mul(*brackets), Mul(*rest)


def _with_whole_sizes(value: Expr) -> Expr:
    """The value with each bracket that is a single size, ⌊p/b⌋ + c, as one floor: ⌊(p + c·b)/b⌋."""
    brackets = {b for term in Add.make_args(value) for f in Mul.make_args(term) if (b := f.as_base_exp()[0]).is_Add}
    rule = {b: whole for b in brackets if (whole := _whole(b)) is not None}
    return value.xreplace(rule) if rule else value


def _whole(bracket: Expr) -> Expr | None:
    constant, floor = bracket.as_coeff_Add()
    if not isinstance(floor, FloorDiv) or not constant.is_Integer or not floor.args[1].is_Integer:
        return None
    p, b = floor.args
    return FloorDiv(expand(p + constant * b), b, evaluate=False)
