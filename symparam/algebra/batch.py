"""The batch as a size: N, which stands in whole shapes, and which no report asks a value of.

A condition must hold for every N of at least 1, so it is decided by the coefficients of N, never by putting N = 1:
``(1, 1, d)`` joined with ``(N, T, d)`` is legal at N = 1 alone. Each side is c₀ + c₁N + c₂N² + …, and then, with a
and b free of N:

    a divides P          a divides P(1) and every Newton difference of P there
    aNᵏ divides P        the coefficients of P below Nᵏ are 0, and a divides the rest
    P = Q                the coefficients are equal
    P ≥ Q                at N = 1, and every Newton difference of P − Q is at least 0 (for more than a line: enough)
    P broadcasts b       b = 1
    P broadcasts Q       the coefficients are equal
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sympy import Add, Expr, Mul, fraction

from ..errors import BatchUndecided, ConditionError
from .arithmetic import exact, gathered, total
from .domain.intervals import bounds
from .evaluate import names_in
from .expanding import expand
from .floor import FloorDiv, number
from .names import BATCH_NAME as NAME
from .need import Need
from .shape import Shape
from .symbols import Dim, size

BATCH = size(NAME)


def has_batch(value: Dim | Shape) -> bool:
    """Whether the batch is in a size, or in a size of a shape.

    >>> has_batch(64 * BATCH), has_batch(Shape((64, 3)))
    (True, False)
    """
    return any(NAME in names_in(n) for n in (value if isinstance(value, Shape) else (value,)))


def coefficients(value: Dim) -> tuple[Dim, ...] | None:
    """Those of 1, N, N², …; None where N stands in a floor, an extreme or a divisor.

    >>> coefficients(3 * BATCH + 2), coefficients(7), coefficients((BATCH + 1) ** 2)
    ((2, 3), (7,), (1, 2, 1))
    """
    if not has_batch(value):
        return (value,)
    found: dict[int, list[Dim]] = {}
    power, rest = _monomial(value)
    parts = [(power, rest)] if not has_batch(rest) else map(_monomial, Add.make_args(expand(value)))
    for power, rest in parts:
        if has_batch(rest) or power < 0:
            return None
        found.setdefault(power, []).append(rest)
    sums = {power: terms[0] if len(terms) == 1 else total(terms) for power, terms in found.items()}
    return tuple(sums.get(power, 0) for power in range(max(sums) + 1))


def factor(value: Dim) -> Dim | None:
    """What N is multiplied by, where the size is a multiple of N; else None.

    >>> factor(64 * BATCH), factor(BATCH + 1), factor(5)
    (64, None, None)
    """
    found = coefficients(value)
    return found[1] if found is not None and len(found) == 2 and found[0] == 0 else None


def samples_in(top: Dim, bottom: Dim, why: str) -> tuple[Dim, Need] | None:
    """k·N where that is top/bottom once nothing is left over in their floors, and the condition for that; or None.

    >>> from symparam.algebra.floor import div
    >>> H = size("H")
    >>> samples_in(4 * BATCH * div(H, 4), H, "windows")
    (N, Need(left=4*floor(H/4), op='==', right=H, why='windows'))
    """
    rest = factor(top) if has_batch(top) and not has_batch(bottom) else None
    if not isinstance(rest, Expr) or not isinstance(bottom, Expr):
        return None
    whole, part = expand(_opened(rest)), expand(_opened(bottom))
    times = Add.make_args(whole)[0] / Add.make_args(part)[0]
    if not (times.is_Integer and times >= 1) or expand(times * part - whole) != 0:
        return None
    return number(times * BATCH), Need(rest, "==", number(times * bottom), why)


def _opened(value: Expr) -> Expr:
    """A size with quotients in place of its floors."""
    return value.replace(FloorDiv, lambda p, b: p / b)


def for_every_batch(need: Need) -> list[Need]:
    """The conditions without N under which a need holds for every batch size.

    >>> for_every_batch(Need(784, "divides", size("H") * BATCH, "view"))
    [Need(left=784, op='divides', right=H, why='view')]
    >>> for_every_batch(Need(BATCH, "broadcasts", 1, "add"))
    []

    Raises ConditionError where it fails for some N, or where N stands in a floor that does not cancel.
    """
    if not has_batch(need.left) and not has_batch(need.right):
        return [need]
    if _settled(need):
        return []
    left, right = coefficients(need.left), coefficients(need.right)
    found = _cancelled(need) if left is None or right is None else RULES[need.op](need, left, right)
    kept = []
    for one in found:
        if one.is_number and not one.holds():
            raise ConditionError(f"{need.why}; {_said(need)} does not hold for every batch size N")
        if not _settled(one):
            kept.append(one)
    return list(dict.fromkeys(kept))


def _monomial(value: Dim) -> tuple[int, Dim]:
    """The power of N in a product, and the other factors."""
    if isinstance(value, int):
        return 0, value
    power, rest = 0, []
    for part in Mul.make_args(value):
        base, exponent = part.as_base_exp()
        if base == BATCH and exponent.is_Integer:
            power += int(exponent)
        else:
            rest.append(part)
    return power, number(Mul(*rest))


def _settled(need: Need) -> bool:
    """Whether a need holds whatever its symbols are, as far as that is seen at once."""
    if need.is_number:
        return need.holds()
    if need.op == "divides":
        return bool(need.left == 1) or _is_multiple(need.right, need.left)
    if need.left == need.right or (need.op == "broadcasts" and 1 in (need.left, need.right)):
        return True
    if need.op != ">=":
        return False
    low, _ = bounds(need.left - need.right, lambda name: (1 if name == NAME else 0, None))
    return low is not None and low >= 0


def _is_multiple(n: Dim, divisor: Dim) -> bool:
    """Whether each term of a size has a product of symbols, which are at least 1, among its factors."""
    if isinstance(divisor, int) or not all(base.is_Symbol for base in divisor.as_powers_dict()):
        return False
    terms = (term.as_coeff_Mul() for term in Add.make_args(expand(n / divisor)))
    return all(c.is_Integer and all(p.is_nonnegative for p in m.as_powers_dict().values()) for c, m in terms)


def _said(need: Need) -> str:
    words = {"divides": "{} divides {}", "==": "{} = {}", ">=": "{} ≥ {}", "broadcasts": "{} beside {}"}
    return words[need.op].format(need.left, need.right)


def _cancelled(need: Need) -> Iterator[Need]:
    """A need in which N stands in a floor: decided where what has N is a factor of both sides."""
    if need.op in ("==", ">=") and 0 not in (need.left, need.right):
        left, right = fraction(need.left / need.right) if isinstance(need.left, Expr) else (BATCH, BATCH)
        if not has_batch(left) and not has_batch(right):
            yield Need(number(left), need.op, number(right), need.why)
            return
    raise BatchUndecided(
        f"{need.why}; whether {_said(need)} depends on the batch size N, which stands in a floor there",
        names_in(need.left) | names_in(need.right),
    )


def _equal(need: Need, left: Sequence[Dim], right: Sequence[Dim]) -> Iterator[Need]:
    for a, b in zip(*_padded(left, right), strict=True):
        yield Need(a, "==", b, need.why)


def _at_least(need: Need, left: Sequence[Dim], right: Sequence[Dim]) -> Iterator[Need]:
    while left[0] == 0 and right[0] == 0:
        left, right = left[1:] or (0,), right[1:] or (0,)
    left, right = _padded(left, right)
    if len(left) > 2 and not all(isinstance(n, int) for n in (*left, *right)):
        difference = [number(expand(a - b)) for a, b in zip(left, right, strict=True)]
        if not all(_settled(Need(d, ">=", 0, "")) for d in _newton(difference)):
            raise ConditionError(f"{need.why}; whether {_said(need)} for every batch size N is not decided")
        return
    if len(left) > 2:
        yield Need(_least([a - b for a, b in zip(left, right, strict=True)]), ">=", 0, need.why)
        return
    yield Need(gathered(left), ">=", gathered(right), need.why)
    if len(left) == 2:
        yield Need(left[1], ">=", right[1], need.why)


def _least(polynomial: Sequence[Dim]) -> int:
    """A value of a polynomial in N with whole coefficients: its least, or one below 0 where it falls without end."""
    lead = next((c for c in reversed(polynomial) if c), 0)
    end = 2 + sum(abs(int(c)) for c in polynomial)  # beyond it the leading term decides
    values = [sum(int(c) * n**k for k, c in enumerate(polynomial)) for n in range(1, min(end, 10_000) + 1)]
    return min(-1 if lead < 0 else values[0], *values)


def _divides(need: Need, left: Sequence[Dim], right: Sequence[Dim]) -> Iterator[Need]:
    while len(left) > 1 and left[0] == 0:
        yield Need(right[0], "==", 0, need.why)
        left, right = left[1:], right[1:] or (0,)
    if len(left) > 1:
        yield from _multiple(need, left, right)
        return
    if sum(c != 0 for c in right) == 1:
        yield Need(left[0], "divides", next(c for c in right if c != 0), need.why)
        return
    for difference in _newton(right):
        yield Need(left[0], "divides", difference, need.why)


def _multiple(need: Need, left: Sequence[Dim], right: Sequence[Dim]) -> Iterator[Need]:
    """A divisor of several terms in N: its multiples by a whole number are seen, others are not."""
    times = next((exact(b, a) for a, b in zip(left, right, strict=False) if a != 0), None)
    a, b = _padded(left, right)
    if not isinstance(times, int) or any(expand(x * times - y) != 0 for x, y in zip(a, b, strict=True)):
        raise ConditionError(f"{need.why}; whether {_said(need)} for every batch size N is not decided")
    yield from ()


def _broadcasts(need: Need, left: Sequence[Dim], right: Sequence[Dim]) -> Iterator[Need]:
    if len(left) > 1 and len(right) > 1:
        yield from _equal(need, left, right)
    else:
        yield Need(left[0] if len(left) == 1 else right[0], "==", 1, need.why)


def _padded(left: Sequence[Dim], right: Sequence[Dim]) -> tuple[tuple[Dim, ...], tuple[Dim, ...]]:
    many = max(len(left), len(right))
    return (*left, *(0,) * (many - len(left))), (*right, *(0,) * (many - len(right)))


def _newton(polynomial: Sequence[Dim]) -> list[Dim]:
    """The value at N = 1, and the differences there of each order; all are whole where all values are."""
    values: list[Dim] = [
        gathered(c * n**k for k, c in enumerate(polynomial) if c != 0) for n in range(1, len(polynomial) + 1)
    ]
    found = []
    while values:
        found.append(values[0])
        values = [number(expand(b - a)) for a, b in pairwise(values)]
    return found


RULES = {"divides": _divides, "==": _equal, ">=": _at_least, "broadcasts": _broadcasts}
