"""What a name that anyone may have written is shown as: nothing in it moves a cursor, turns the line or hides."""

from __future__ import annotations

import json
import re
from unicodedata import category

# Cc and Cf hold the controls of C0 and C1, what turns the direction of writing, and what has no width;
# Zl and Zp end a line; Cs, Cn and Co are no characters
UNSHOWN = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"))


def printable(text: str) -> str:
    r"""The text with every character that is not shown written as its code.

    >>> print(printable("d\x1b]0;title\x07"), printable("größe_1 層"))
    d\x1b]0;title\x07 größe_1 層
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def printable_lines(text: str) -> str:
    """The same for text of several lines."""
    return "\n".join(map(printable, text.split("\n")))


def _shown(c: str) -> str:
    return c.encode("unicode_escape").decode() if category(c) in UNSHOWN else c


def printable_source(source: str) -> str:
    r"""JSON or JavaScript, whose strings then hold such characters as ``\uXXXX``, which both read back.

    >>> print(printable_source('"\u202ea"'))
    "\u202ea"
    """
    return _BEYOND_ASCII.sub(lambda match: _escaped(match[0]), source)


_BEYOND_ASCII = re.compile(r"[^\n\x20-\x7e]")


def _escaped(c: str) -> str:
    return json.dumps(c)[1:-1] if category(c) in UNSHOWN else c
