"""What people call some layers together: what their names begin with, or the first and the last name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..printable import beginning
from ..row import Row

_NUMBERED = re.compile(r"(.*?)(\d+|(?<=\d)[a-z])\Z")  # conv2_block3, block1b


def title(every: Sequence[Row], length: int) -> str:
    """The name of blocks of so many rows each: of their one row, of what names begin with, or from first to last.

    conv2_block2 – 3 are two blocks whose names begin so, and block1b – d are three.
    """
    if len(every) == 1:
        return every[0].title
    first, last = called(every[:length]), called(every[-length:])
    if first and last:
        return first if first == last else f"{first} – {_after(first, last)}"
    return f"{every[0].title} – {every[-1].title}"


def called(rows: Sequence[Row]) -> str:
    """What the names of a block begin with, where that tells it from others: it has a number, or is a place."""
    if len(rows) == 1:
        return rows[0].title
    found = beginning([row.name for row in rows])
    return found.rstrip("_./") if any(c.isdigit() for c in found) or found.endswith((".", "/")) else ""


def _after(first: str, last: str) -> str:
    """The number or letter of the last name, where the names differ in nothing else.

    >>> _after("conv2_block2", "conv2_block13"), _after("block1b", "block1d"), _after("stem", "stage_2")
    ('13', 'd', 'stage_2')
    """
    a, b = (_NUMBERED.match(name) for name in (first, last))
    return b[2] if a and b and a[1] == b[1] else last
