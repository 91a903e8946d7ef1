"""What a name that anyone may have written is shown as: nothing in it moves a cursor, turns the line or hides."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any
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


_WORD = re.compile(r"[^_./]*[_./]*")  # of a name, with what parts it from the next


def beginning(names: Sequence[str]) -> str:
    """The words that all names begin with; of one name all words but the last.

    >>> beginning(["block2a_expand_conv", "block2a_project_bn"]), beginning(["block2a_add"]), beginning(["a.b", "c.b"])
    ('block2a_', 'block2a_', '')
    """
    words = [_WORD.findall(name)[:-1] for name in names]
    if len(words) == 1:
        return "".join(words[0][:-1])
    return "".join(w[0] for w in takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False)))


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


def printable_json(value: Any, indent: int | None = 2) -> str:
    """A value as JSON in UTF-8; what is not seen is escaped, and read back as it was."""
    return printable_source(json.dumps(value, indent=indent, ensure_ascii=False)) + "\n"


def name_cell(text: str) -> str:
    """A name, or words that may begin with one, in a cell of CSV: a spreadsheet takes it for no formula.

    >>> name_cell("=1+1"), name_cell("dense")
    ("'=1+1", 'dense')
    """
    text = printable(text)
    return f"'{text}" if text.startswith(SIGNS) else text


def formula_cell(text: str) -> str:
    """A formula of ours in a cell of CSV, where it is text for a spreadsheet too; a number stays one.

    >>> formula_cell("-H + 3"), formula_cell("-3")
    ('(-H + 3)', '-3')
    """
    return f"({text})" if text.startswith(SIGNS) and not _NUMBER.fullmatch(text) else text


SIGNS = ("=", "+", "-", "@")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_BEYOND_ASCII = re.compile(r"[^\n\x20-\x7e]")


def _escaped(c: str) -> str:
    return json.dumps(c)[1:-1] if category(c) in UNSHOWN else c
