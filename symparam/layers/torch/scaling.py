"""A size times a factor that is a fraction, as PyTorch works it out: in floating point, and cut to whole numbers.

A double is not the fraction that is meant. For a fraction p/q and its double p/q·(1 + δ), the product with n is off
only where n·p/q is whole, and falls below it only where δ < 0 and |δ| > 2⁻⁵⁴: then 90·0.7 is 62. For all others the
product, cut down, is ⌊n·p/q⌋ as long as it is below 2³².
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...algebra import Dim, div
from ...errors import LayerError
from ..fields import owner

SMALL = 10**6  # denominators of fractions that are meant


def scaled(layer: Any, name: str, n: Dim, factor: Any) -> Dim:
    """⌊n·factor⌋; a factor is a size, or a number.

    >>> from symparam.algebra import size
    >>> scaled(None, "scale_factor", 90, 0.7), scaled(None, "scale_factor", size("H"), 1.5)
    (62, floor(3*H/2))

    Raises LayerError where the factor has no exact rule for every size.
    """
    if not isinstance(factor, float):
        return n * factor
    if isinstance(n, int):
        return int(n * factor)
    meant = Fraction(factor).limit_denominator(SMALL)
    error = Fraction(factor) / meant - 1 if meant else 1
    if float(meant) != factor or error < -Fraction(1, 2**54):
        wrong = _example(factor, meant)
        raise LayerError(
            f"{owner(layer)}: {name}={factor} has no exact rule for {n}: PyTorch multiplies in floating point{wrong}; "
            "give the size as a number, or a factor such as 0.5"
        )
    return div(n * meant.numerator, meant.denominator)


def _example(factor: float, meant: Fraction) -> str:
    for n in range(meant.denominator, 4096 * meant.denominator, meant.denominator):
        if int(n * factor) != n * meant:
            return f", where {n}·{factor} is cut down to {int(n * factor)}, not {n * meant}"
    return ""
