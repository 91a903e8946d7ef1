"""Products of sizes that must be one number, 16·⌊(H − 12)/4⌋·⌊(W − 12)/4⌋ = 400, as a union of boxes.

Each factor has one symbol, so for every way to write the number as a product each factor is a number, and its sizes
are a union of progressions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from sympy import Add, Expr, Integer, Mul, Poly, divisors, factor_list

from ..evaluate import names_in
from ..floor import FloorDiv
from ..need import Need
from .boxes import Box, Boxes
from .intervals import Bounds, bounds
from .progressions import Progressions
from .solving import preimage
from .undecided import Undecided

MANY = 1 << 12  # ways to write a number as a product
TERMS = 40  # of a sum that is factored
LARGEST = 10**15  # a number whose divisors are looked for

Factors = dict[str, Expr]  # for each symbol the product of all that has it


def solve_product(need: Need, least: Callable[[str], int], of: Callable[[str], Bounds]) -> Boxes | None:
    """The sizes that meet a condition in several symbols, where it says that a product is a number; else None.

    ``least`` gives the smallest value of a symbol, ``of`` the bounds that are known of it.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> solve_product(Need(H * W, "==", 6, ""), lambda name: 1, lambda name: (1, None)).boxes[0]
    (Progressions(1:1:1), Progressions(6:6:1))
    """
    value, number = (need.left, need.right) if isinstance(need.right, int) else (need.right, need.left)
    if need.op not in ("==", "broadcasts") or not isinstance(number, int) or isinstance(value, int):
        return None
    if need.op == "broadcasts" and number == 1:
        return None
    parts = _product(value)
    if parts is None:
        return None
    beside, scale, factors = parts
    names = tuple(sorted(factors))
    targets = dict.fromkeys((number, 1) if need.op == "broadcasts" else (number,))
    boxes: list[Box] = []
    try:
        for target in targets:
            boxes += _solved(scale, factors, target - beside, names, least, of)
        return Boxes.of(names, boxes)
    except Undecided:
        return None


def _solved(
    scale: Expr,
    factors: Factors,
    target: Expr,
    names: tuple[str, ...],
    least: Callable[[str], int],
    of: Callable[[str], Bounds],
) -> Iterator[Box]:
    """The boxes where the product of the factors is target/scale."""
    rest = Integer(target) / scale
    if not rest.is_Integer:
        return
    if rest == 0 or abs(rest) > LARGEST:
        raise Undecided("a product that is 0, or too large")

    @cache
    def sizes(name: str, n: int) -> Progressions:
        return preimage(factors[name], n, name, least=least(name))

    signs = {name: (1,) if (bounds(factors[name], of)[0] or -1) >= 0 else (1, -1) for name in names}
    for values in _ways(int(rest), names, signs):
        box = []
        for name, n in zip(names, values, strict=True):
            box.append(sizes(name, n))
            if box[-1].is_empty:
                break
        else:
            yield tuple(box)


def _ways(n: int, names: tuple[str, ...], signs: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Every way to write n as a product of one number for each name. Raises Undecided where there are too many."""
    found = 0

    def ways(n: int, left: tuple[str, ...]) -> Iterator[tuple[int, ...]]:
        nonlocal found
        if len(left) == 1:
            if n > 0 or -1 in signs[left[0]]:
                found += 1
                if found > MANY:
                    raise Undecided("a number with too many divisors")
                yield (n,)
            return
        for d in divisors(abs(n)):
            for sign in signs[left[0]]:
                for others in ways(n // (sign * d), left[1:]):
                    yield (sign * d, *others)

    return ways(n, names)


# --- the factors --------------------------------------------------------------------------------------------------


def _product(value: Expr) -> tuple[int, Expr, Factors] | None:
    """A value as ``a + c·∏ factors``: a, c, and the factors by their symbol; None where it is no such product."""
    terms = Add.make_args(value)
    constant = sum(int(t) for t in terms if t.is_Integer)
    for beside in dict.fromkeys((0, constant, *_completed(value))):
        rest = value - beside
        found = _factors(Mul.make_args(rest))
        if found is None and rest.is_Add and len(terms) <= TERMS:
            found = _factors(_factored(rest))
        if found is not None:
            return beside, *found
    return None


def _factors(parts: tuple[Expr, ...]) -> tuple[Expr, Factors] | None:
    """The number among the factors, and the others by their symbol."""
    scale: Expr = Integer(1)
    found: dict[str, list[Expr]] = {}
    for part in parts:
        names = names_in(part)
        if not names:
            scale *= part
            continue
        exponent = part.as_base_exp()[1]
        if len(names) > 1 or not exponent.is_Integer or exponent < 0 or names_in(exponent):
            return None
        found.setdefault(min(names), []).append(part)
    if len(found) < 2 or not scale.is_Rational:
        return None
    return scale, {name: Mul(*many) for name, many in found.items()}


def _completed(value: Expr) -> Iterator[int]:
    """What stands beside the product in a·u·v + b·u + c·v + d = (a·u + c)(a·v + b)/a + (d − b·c/a)."""
    letters = sorted(_letters(value), key=str)
    if len(letters) != 2 or not value.is_Add or len(value.args) > TERMS:
        return
    found = Poly(value, *letters).as_dict()
    a, b, c, d = (found.get(powers, Integer(0)) for powers in ((1, 1), (1, 0), (0, 1), (0, 0)))
    if set(found) <= {(1, 1), (1, 0), (0, 1), (0, 0)} and a != 0 and (d - b * c / a).is_Integer:
        yield int(d - b * c / a)


def _factored(value: Expr) -> tuple[Expr, ...]:
    """The factors of a sum, in which every floor is a letter."""
    scale, factors = factor_list(value, *sorted(_letters(value), key=str))
    return (scale, *(base**power for base, power in factors))


def _letters(value: Expr) -> set[Expr]:
    if value.is_Symbol or isinstance(value, FloorDiv):
        return {value}
    return set().union(*map(_letters, value.args)) if value.args else set()
