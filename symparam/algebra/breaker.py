"""Lines of a long sum: broken only before a top-level + or −."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

P = TypeVar("P")


def break_lines(
    pieces: Iterable[P], width: Callable[[P], float], limit: float, *, first: float | None = None, gap: float = 0
) -> list[list[P]]:
    """The pieces in lines no wider than ``limit``; a piece that is wider stands alone.

    ``first`` is the limit of the first line where another one holds for it; ``gap`` is the space between pieces.

    >>> break_lines(["16384⌊H/12⌋", "+ 288·C", "+ 112448"], len, 20, gap=1)
    [['16384⌊H/12⌋', '+ 288·C'], ['+ 112448']]
    """
    lines: list[list[P]] = []
    room = 0.0
    for piece in pieces:
        needed = width(piece)
        if lines and needed + gap <= room:
            lines[-1].append(piece)
            room -= needed + gap
        else:
            room = (limit if lines or first is None else first) - needed
            lines.append([piece])
    return lines
