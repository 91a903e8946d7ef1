"""The size that two sizes are repeated to, where a merge joins them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sympy import Add, Expr

from ...budget import spend
from ..arithmetic import Extreme, maximum, minimum, product
from ..evaluate import names_in
from ..expanding import NODE, extent
from ..floor import FloorDiv, number
from ..symbols import Dim

if TYPE_CHECKING:
    from .progressions import Progressions

LONGEST = 4096  # a period beyond this is not searched for the larger size; their maximum is right anyway


def broadcast(a: Dim, b: Dim) -> Dim:
    """The common size, given that a = b, a = 1 or b = 1. What a slice leaves may be empty, and then so is the result.

    >>> from symparam import sizes
    >>> from symparam.algebra import FloorDiv
    >>> H, W = sizes("H W")
    >>> broadcast(2 * FloorDiv(H, 2), H), broadcast(1, W), broadcast(H, 3)
    (H, W, 3)
    >>> broadcast(H, W)
    max(H, W)
    """
    if a == 1 or b == 1:
        return b if a == 1 else a
    if a == b:
        return a
    for n, other in ((a, b), (b, a)):
        if isinstance(n, int) and not isinstance(other, int):
            return n  # the other is this number, or 1
    return max(a, b) if isinstance(a, int) and isinstance(b, int) else _larger(a, b)


@lru_cache(maxsize=4096)
def _larger(a: Expr, b: Expr) -> Dim:
    """The size that is proved to be at least the other, else their maximum."""
    spend(NODE * (extent(a).nodes + extent(b).nodes))
    empty = [n for n in (a, b) if _may_be_empty(n)]
    if empty:  # 0 and 1 give 0
        return product((*(minimum(n, 1) for n in empty), maximum(a, b)))
    if never_below(a, b):
        return a
    return b if never_below(b, a) else maximum(a, b)


def _may_be_empty(n: Expr) -> bool:
    """Whether a size is cut by an extreme, as slices are, which may leave nothing; others have needs of their own."""
    from .intervals import bounds

    if not n.has(Extreme):
        return False
    low, _ = bounds(n, lambda name: (1, None))
    return low is None or low < 1


def never_below(a: Dim, b: Dim) -> bool:
    """Whether a ≥ b is proved for all sizes and depths where both are at least 1; False where no cheap proof is found.

    >>> from symparam import sizes
    >>> H, C, L = sizes("H C L")
    >>> never_below(2 * H - 1, H), never_below(H, 2 * H), never_below(C + 4 * L, C)
    (True, False, True)
    >>> never_below(C, FloorDiv(C, H))
    True
    """
    from .intervals import bounds
    from .periods import Periods, whole
    from .solving import not_negative
    from .undecided import Undecided

    difference = whole(_without_quotients(a - b))
    low, _ = bounds(difference, lambda name: (0, None))
    if low is not None and low >= 0:
        return True
    if isinstance(difference, int) or len(names_in(difference)) != 1 or difference.has(Extreme):
        return False
    (name,) = names_in(difference)
    try:
        if Periods.of(difference).period[name] > LONGEST:
            return False
        return _both_sizes(a, b, name) <= not_negative(difference, name, 0)
    except Undecided:
        return False


def _without_quotients(difference: Dim) -> Dim:
    """The difference, or less: a quotient ⌊p/(k·d)⌋ takes away at most ⌊p/k⌋, since d is at least 1."""
    from .intervals import bounds

    if isinstance(difference, int):
        return difference
    more = {}
    for term in Add.make_args(difference):
        times, quotient = term.as_coeff_Mul(rational=True)
        if times < 0 and isinstance(quotient, FloorDiv) and not quotient.args[1].is_Integer:
            p, divisor = quotient.args
            k, d = divisor.as_coeff_Mul(rational=True)
            low, _ = bounds(number(p), lambda name: (0, None))
            if k.is_Integer and d.is_integer and low is not None and low >= 0:
                more[quotient] = FloorDiv(p, k)
    return number(difference.xreplace(more)) if more else difference


def _both_sizes(a: Dim, b: Dim, name: str) -> Progressions:
    """Where both are at least 1; everywhere, where other symbols have a say in it."""
    from .progressions import Progressions
    from .solving import solve_relation

    if names_in(a) | names_in(b) != {name}:
        return Progressions.at_least(0)
    return solve_relation(a, ">=", 1, name, least=0) & solve_relation(b, ">=", 1, name, least=0)
