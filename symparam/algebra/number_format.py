"""How values are written: counts, bytes, abbreviations. No locale."""

from __future__ import annotations

from fractions import Fraction

SIGNIFICANT = 4  # digits of a decimal


def grouped(n: int) -> str:
    """A count for people.

    >>> grouped(6029097)
    '6,029,097'
    """
    return f"{n:,}"


def latex_grouped(n: int) -> str:
    """A count in LaTeX mathematics, where a bare comma would be followed by a space.

    >>> latex_grouped(6029097)
    '6{,}029{,}097'
    """
    return f"{n:,}".replace(",", "{,}")


def counted(n: int, noun: str) -> str:
    """A count with its noun.

    >>> counted(1, "parameter"), counted(0, "parameter")
    ('1 parameter', '0 parameters')
    """
    return f"{grouped(n)} {noun}" + ("" if n == 1 else "s")


def abbreviated(n: int) -> str:
    """Three significant digits, to stand beside the exact count.

    >>> abbreviated(6029097), abbreviated(999), abbreviated(999_999)
    ('6.03 M', '999', '1.00 M')
    """
    return _scaled(n, 1000, ("", "K", "M", "B", "T"))


def decimal_bytes(n: int) -> str:
    """Bytes in powers of 1000.

    >>> decimal_bytes(24116388)
    '24.1 MB'
    """
    return _scaled(n, 1000, ("B", "kB", "MB", "GB", "TB", "PB"))


def binary_bytes(n: int) -> str:
    """Bytes in powers of 1024.

    >>> binary_bytes(24116388)
    '23.0 MiB'
    """
    return _scaled(n, 1024, ("B", "KiB", "MiB", "GiB", "TiB", "PiB"))


def keras_bytes(n: int) -> str:
    """Bytes as Keras prints them: powers of 1024 under decimal names (keras.src.utils.summary_utils).

    >>> keras_bytes(24116388)
    '23.00 MB'
    """
    size = float(n)
    for unit in ("B", "KB", "MB", "GB", "TB", "PB"):
        if size < 1024 or unit == "PB":
            break
        size /= 1024
    # Keras divides once more before it gives up, so what exceeds 1024 PB is written in units of 1024 PB
    return f"{size:.2f} {unit}" if size < 1024 else f"{size / 1024:.2f} {unit}"


def _scaled(n: int, base: int, units: tuple[str, ...]) -> str:
    """n in the largest unit that leaves at least 1, rounded half up to three digits in integer arithmetic."""
    if n < 0:
        return f"-{_scaled(-n, base, units)}"
    if n < base:
        return f"{n:,} {units[0]}".rstrip()
    for power, unit in enumerate(units[1:], start=1):
        whole = base**power
        for places in (2, 1, 0):
            digits = (n * 10**places * 2 + whole) // (2 * whole)
            if digits < 1000 or (places == 0 and (digits < base or unit == units[-1])):
                left, right = divmod(digits, 10**places)
                return f"{left:,}.{right:0{places}d} {unit}" if places else f"{left:,} {unit}"
    raise AssertionError


def decimal(x: Fraction, least: int = 0) -> str:
    """Four significant digits, rounded half up from the exact fraction, or ``least`` places; whole numbers as they are.

    >>> decimal(Fraction(1024, 9)), decimal(Fraction(16384)), decimal(Fraction(1, 3)), decimal(Fraction(41, 20))
    ('113.8', '16384', '0.3333', '2.05')
    """
    if x.denominator == 1:
        return str(x.numerator)
    places = 0
    while (abs(x) * 10**places < 10 ** (SIGNIFICANT - 1) or places < least) and places < 12:
        places += 1
    scaled = (abs(x) * 10**places * 2 + 1) // 2
    whole, rest = divmod(int(scaled), 10**places)
    told = f"{whole}.{rest:0{places}d}" if places else str(whole)
    told = told if least or not places else told.rstrip("0").rstrip(".")
    return f"−{told}" if x < 0 else told


def percent(x: Fraction | None) -> str:
    """A share with one decimal.

    >>> percent(Fraction(1, 3)), percent(Fraction(1)), percent(Fraction(1, 10**6))
    ('33.3 %', '100.0 %', '< 0.1 %')
    """
    if x is None:
        return "–"
    tenths = int((x * 2000 + 1) // 2)
    if tenths == 0 and x > 0:
        return "< 0.1 %"
    return f"{tenths // 10}.{tenths % 10} %"
