"""Numbers that can be written: one of more than 4,000 digits is refused, a power before it is worked out."""

from __future__ import annotations

from typing import Any

from ..budget import DIGITS
from ..errors import SizeError

LARGEST = 10**DIGITS


class TooManyDigits(SizeError):
    """A number comes out that nobody can write; it says nothing about the formula."""


def readable(n: int) -> int:
    """The same number. Raises TooManyDigits where it is too large.

    >>> readable(7)
    7
    """
    if -LARGEST < n < LARGEST:
        return n
    raise TooManyDigits(f"a number of more than {DIGITS:,} digits comes out; give smaller sizes")


def power(base: Any, exponent: int) -> Any:
    """A power, from 0 on. Raises TooManyDigits where a whole one is too large.

    >>> power(-2, 3)
    -8
    """
    if not isinstance(base, int):
        return base**exponent
    least = (abs(base).bit_length() - 1) * exponent  # bits that it has in any case
    return readable(LARGEST if least > LARGEST.bit_length() else base**exponent)
