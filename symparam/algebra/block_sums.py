"""A sum over blocks as so many times what a block has: L·(2·d² + d), not 2·L·d² + L·d."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import permutations

from sympy import Add, Expr, Mul

from .evaluate import names_in
from .floor import FloorDiv

Terms = dict[Expr, Expr]  # of a sum: what stands beside the number -> the number


def by_blocks(value: Expr, depths: Collection[str]) -> Expr:
    """A sum grouped by numbers of blocks, as it is where that groups nothing; ``depths`` are the symbols of these.

    >>> from symparam import sizes
    >>> L, K, d, f = sizes("L K d f")
    >>> by_blocks(2 * L * d**2 + L * d * f + 3 * L * d + d, ["L"])
    L*(2*d**2 + d*f + 3*d) + d
    >>> by_blocks(L * d**2 + L * d + 9 * L * f**2 + 8 * L * f - 9 * K * f**2 - 8 * K * f + K * d, ["L", "K"])
    K*d + L*(d**2 + d) + (-K + L)*(9*f**2 + 8*f)
    """
    times: dict[Expr, Terms] = {}
    rest: list[Expr] = []
    for term in Add.make_args(value):
        counts = [factor for factor in Mul.make_args(term) if _counts(factor, depths)]
        others = [factor for factor in Mul.make_args(term) if factor not in counts]
        if not counts and not names_in(term) & set(depths):
            rest.append(term)
        elif len(counts) == 1 and not any(names_in(factor) & set(depths) for factor in others):
            coefficient, beside = Mul(*others).as_coeff_Mul()
            times.setdefault(counts[0], {})[beside] = coefficient
        else:
            return value
    parts = list(_parts(times))
    if not any(len(terms) > 1 or count.is_Add for count, terms in parts):
        return value
    return Add(*(count * Add(*(n * t for t, n in terms.items())) for count, terms in parts), *rest)


def _counts(factor: Expr, depths: Collection[str]) -> bool:
    """Whether a factor is a number of blocks: L, ⌊L/6⌋, or L − K."""
    names = names_in(factor)
    return bool(names) and names <= set(depths) and (factor.is_Symbol or factor.is_Add or isinstance(factor, FloorDiv))


def _parts(times: dict[Expr, Terms]) -> Iterator[tuple[Expr, Terms]]:
    """Each number of blocks with what they have; what one number adds and another takes away is their difference's."""
    for more, less in permutations(sorted(times, key=str), 2):
        both = {t: n for t, n in times[more].items() if n > 0 and times[less].get(t) == -n}
        if both:
            yield more - less, both
        for t in both:
            del times[more][t], times[less][t]
    yield from ((count, terms) for count, terms in times.items() if terms)
