"""Formulas with decimals in place of fractions, for where there is little room."""

from __future__ import annotations

from fractions import Fraction

from sympy import Add

from ..algebra import Dim, size
from ..algebra.display import display
from ..algebra.number_format import decimal
from ..algebra.text import text


def rounded(value: Dim) -> str:
    """A formula with its fractional coefficients rounded to four digits.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> rounded(H * W * 1024 / 9)
    '113.8·H·W'
    """
    if isinstance(value, int) or value.is_Rational:
        return decimal(Fraction(value) if isinstance(value, int) else Fraction(int(value.p), int(value.q)))
    parts = []
    for term in sorted(Add.make_args(value), key=lambda t: (t.is_Rational, str(t))):
        c, rest = term.as_coeff_Mul(rational=True)
        inside = text(display(rest))
        inside = f"({inside})" if rest.is_Add else inside
        factor = decimal(abs(Fraction(int(c.p), int(c.q))))
        parts.append((c < 0, factor if rest == 1 else inside if abs(c) == 1 else f"{factor}·{inside}"))
    first = ("−" if parts[0][0] else "") + parts[0][1]
    return first + "".join(f" {'−' if negative else '+'} {told}" for negative, told in parts[1:])


def rounded_power(coefficient: Dim, name: str, degree: int) -> str:
    """A coefficient before a power of a symbol: ``113.8·H²``."""
    told = rounded(coefficient)
    if degree == 0:
        return told
    power = text(display(size(name) ** degree))
    if told == "1":
        return power
    return f"({told})·{power}" if not isinstance(coefficient, int) and coefficient.is_Add else f"{told}·{power}"
