"""A condition in its plainest form: common factors cancelled, and a product of a floor told as the division it asks."""

from __future__ import annotations

from dataclasses import replace

from sympy import Expr, Integer, Mul

from ..floor import FloorDiv, number
from ..need import Need
from ..symbols import Dim, Size


def plain(need: Need) -> Need:
    """The same condition for sizes of at least 1, which are its symbols.

    >>> from symparam import sizes
    >>> from symparam.algebra import div
    >>> T, d, h = sizes("T d h")
    >>> found = plain(Need(T * h * div(d, h), "==", T * d, "heads"))
    >>> found.left, found.op, found.right
    (h, 'divides', d)
    >>> found = plain(Need(3 * T * d, "divides", 6 * T * h, "rows"))
    >>> found.left, found.op, found.right
    (d, 'divides', 2*h)
    """
    if need.op not in ("==", "divides", ">="):
        return need
    left, right = _cancelled(need.left, need.right)
    if need.op == "==":
        for product, whole in ((left, right), (right, left)):
            if (divisor := _divisor(product, whole)) is not None:
                return replace(need, left=divisor, op="divides", right=whole)
    return replace(need, left=left, right=right)


def _cancelled(left: Dim, right: Dim) -> tuple[Dim, Dim]:
    """Both sides without the symbols and the number that they have in common as factors."""
    if not isinstance(left, Expr) or not isinstance(right, Expr):
        return left, right
    (a, ours), (b, theirs) = (_factors(side) for side in (left, right))
    shared = {base: min(ours[base], theirs[base]) for base in ours.keys() & theirs.keys()}
    if not shared:
        return left, right
    common = Mul(*(base**power for base, power in shared.items()))
    content = a.gcd(b) if a > 0 and b > 0 else Integer(1)
    return number(left / (common * content)), number(right / (common * content))


def _factors(side: Expr) -> tuple[Integer, dict[Size, int]]:
    """The number of a product, and its symbols with their powers; other factors are left out."""
    coefficient, rest = side.as_coeff_Mul()
    if not coefficient.is_Integer:
        return Integer(1), {}
    powers = rest.as_powers_dict()
    return coefficient, {b: int(p) for b, p in powers.items() if isinstance(b, Size) and p.is_Integer and p > 0}


def _divisor(product: Dim, whole: Dim) -> Dim | None:
    """b, where a product is b·⌊P/b⌋ of the whole P, so that equality means that b divides P."""
    if not isinstance(product, Mul):
        return None
    floors = [factor for factor in product.args if isinstance(factor, FloorDiv)]
    if len(floors) != 1:
        return None
    inside, divisor = floors[0].args
    rest = number(Mul(*(factor for factor in product.args if factor is not floors[0])))
    return rest if rest == number(divisor) and number(inside) == whole else None
