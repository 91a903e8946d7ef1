"""Text measured in terminal cells: wide characters count twice, combining ones not at all."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import combining, east_asian_width

NBSP = "\N{NO-BREAK SPACE}"  # a space at which no line is broken; printed as a plain one


def cells(text: str) -> int:
    """How many cells a text takes.

    >>> cells("⌊H/2⌋"), cells("層")
    (5, 2)
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, width: int, right: bool = False) -> str:
    """The text filled up with spaces, before it where ``right``."""
    space = " " * (width - cells(text))
    return space + text if right else text + space


def fill(words: Iterable[str], width: int) -> list[str]:
    """Words in lines of at most ``width`` cells; a longer word stands alone.

    >>> fill("one two three".split(), 8)
    ['one two', 'three']
    """
    lines: list[str] = []
    for word in words:
        if lines and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
