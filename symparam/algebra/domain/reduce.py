"""What makes most conditions cheap: one floor around everything is undone, as ⌊p/b⌋ ≥ m where p ≥ m·b."""

from __future__ import annotations

from sympy import Add, Expr

from ..expanding import expand
from ..floor import FloorDiv
from ..symbols import Dim, size
from .periods import whole
from .progression import Progression
from .undecided import Undecided


def peeled(value: Dim) -> tuple[Dim, list[Expr]]:
    """A value that is not negative where the given one is not, without floors around it; and the divisors on the way.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> peeled(FloorDiv(H - 20, 12) - 1)
    (H - 32, [])
    """
    divisors: list[Expr] = []
    while not isinstance(value, int):
        terms = value.args if value.is_Add else (value,)
        symbolic = [t for t in terms if not t.is_Number]
        if len(symbolic) != 1:
            break
        k, floor = symbolic[0].as_coeff_Mul()
        if not isinstance(floor, FloorDiv) or not k.is_Integer:
            break
        c = sum(int(t) for t in terms if t.is_Number)
        p, b = floor.args
        if k > 0:  # ⌊p/b⌋ ≥ m
            value = whole(p - -(c // int(k)) * b)
        else:  # ⌊p/b⌋ ≤ m
            m = c // -int(k)
            value = whole((m + 1) * b - 1 - p)
        if not b.is_Integer:
            divisors.append(b)
    return value, divisors


def coefficients(value: Dim, name: str) -> list[int] | None:
    """The coefficients of a polynomial with whole coefficients, from the constant up; None where it is none.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> coefficients(3 * H**2 - 1, "H")
    [-1, 0, 3]
    """
    if isinstance(value, int):
        return [value]
    found: dict[int, int] = {}
    symbol = size(name)
    for term in Add.make_args(value):
        c, monomial = term.as_coeff_Mul(rational=True)
        base, exponent = monomial.as_base_exp()
        if monomial.is_number:
            exponent = 0
        elif base != symbol or not exponent.is_Integer or exponent < 0:
            return None
        if not c.is_Integer:
            return None
        found[int(exponent)] = found.get(int(exponent), 0) + int(c)
    return [found.get(k, 0) for k in range(max(found, default=0) + 1)]


def inverse(value: Dim, name: str) -> int:
    """The power of the symbol that stands in the denominators."""
    if isinstance(value, int):
        return 0
    powers = (t.as_powers_dict().get(size(name), 0) for t in Add.make_args(expand(value)))
    return max((-int(e) for e in powers if e < 0 and int(e) == e), default=0)


def without_inverse(value: Dim, name: str, least: int) -> Dim:
    """The value times the power of the symbol that stands in its denominators, which is positive."""
    power = inverse(value, name)
    return whole(value * size(name) ** power) if power and least >= 1 else value


def exponential(value: Dim, name: str, least: int) -> Progression | None:
    """The n ≥ least with c·b**(k·n) + d ≥ 0, for numbers b ≥ 2, k ≥ 1, c and d; None where there is none.

    Raises Undecided where the value has another form.

    >>> from symparam import sizes
    >>> L, = sizes("L")
    >>> exponential(256 - 2**L, "L", 0)
    Progression(first=0, last=8, step=1)
    """
    refused = Undecided(f"{value} is no polynomial on residue classes")
    terms = [] if isinstance(value, int) else list(Add.make_args(value))
    powers = [t for t in terms if not t.is_Number]
    if len(powers) != 1:
        raise refused
    d = sum(int(t) for t in terms if t.is_Number)
    c, power = powers[0].as_coeff_Mul(rational=True)
    if not power.is_Pow or not power.base.is_Integer or power.base < 2:
        raise refused
    k, symbol = power.exp.as_coeff_Mul(rational=True)
    if symbol != size(name) or not k.is_Integer or k < 1:
        raise refused
    c, b = int(c), int(power.base**k)
    if b.bit_length() > 4096 or abs(d).bit_length() > 1 << 16:
        raise refused
    n = least
    if c > 0:
        while c * b**n + d < 0:
            n += 1
        return Progression(n, None)
    while c * b**n + d >= 0:
        n += 1
    return Progression.of(least, n - 1)
