"""Amounts as people write them: 10M, 2G, 1.5B parameters, 512MB, 512MiB."""

from __future__ import annotations

import re
from fractions import Fraction

from ..budget import DIGITS
from ..errors import Malformed

_AMOUNT = re.compile(r"([0-9][0-9_,]*(?:\.[0-9]+)?)(?:[eE]([0-9]{1,3}))?\s*([A-Za-z]*)\Z", re.ASCII)
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5}
_NOUNS = ("parameters", "parameter", "params", "MACs", "FLOPs", "bytes", "byte")


def amount(text: str, unit: str = "parameters") -> Fraction:
    """The exact number. In bytes, B is a byte and 1MiB is 1024²; in anything else B is a billion.

    >>> amount("10M"), amount("6,029,097"), amount("1.5B")
    (Fraction(10000000, 1), Fraction(6029097, 1), Fraction(1500000000, 1))
    >>> amount("512MiB", "bytes"), amount("512MB", "bytes")
    (Fraction(536870912, 1), Fraction(512000000, 1))

    Raises SizeError where the text is no such amount.
    """
    stripped = text.strip()
    for noun in _NOUNS:
        stripped = stripped.removesuffix(f" {noun}")
    match = _AMOUNT.match(stripped)
    if match is None:
        raise Malformed(f"{text.strip()!r} is no amount; write 10M, 2G, 512MB or 512MiB")
    digits, exponent, suffix = match.groups()
    if len(digits) > DIGITS:
        raise Malformed(f"an amount has at most {DIGITS:,} digits, not {len(digits):,}")
    return Fraction(digits.replace(",", "").replace("_", "")) * 10 ** int(exponent or 0) * _factor(suffix, unit, text)


def _factor(suffix: str, unit: str, text: str) -> int:
    if unit != "bytes":
        power = _POWERS.get({"B": "G", "b": "G"}.get(suffix, suffix.upper()))
        if power is None:
            raise Malformed(f"{text.strip()!r}: {suffix!r} does not count {unit}; use K, M, G or B (10⁹), T, P")
        return int(1000**power)
    letters = suffix.removesuffix("B") if suffix != "B" else ""
    binary = letters.endswith("i")
    power = _POWERS.get(letters.removesuffix("i").upper())
    if power is None or (binary and power == 0):
        raise Malformed(
            f"{text.strip()!r}: {suffix!r} does not count bytes; use KB, MB, GB (powers of 1000), "
            "or KiB, MiB, GiB (powers of 1024)"
        )
    return int((1024 if binary else 1000) ** power)


def spread(text: str, unit: str = "parameters") -> tuple[Fraction, Fraction]:
    """Between which numbers a rounded amount lies: half a unit of its last digit on each side; none without a suffix.

    >>> spread("6.03M"), spread("25")
    ((Fraction(6025000, 1), Fraction(6035000, 1)), (Fraction(25, 1), Fraction(25, 1)))
    """
    exact = amount(text, unit)
    match = _AMOUNT.match(text.strip().split(" ")[0]) or _AMOUNT.match(text.strip())
    assert match is not None
    digits, exponent, suffix = match.groups()
    if not suffix and not exponent and "." not in digits:
        return exact, exact
    places = len(digits.partition(".")[2])
    half = exact / Fraction(digits.replace(",", "").replace("_", "")) / 10**places / 2 if exact else Fraction(0)
    return exact - half, exact + half
