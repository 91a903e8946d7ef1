"""Spans as text: words, formulas, and the pieces between which a line may be broken."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..algebra.number_format import grouped
from ..algebra.text import ASCII, UNICODE, Repertoire, Text
from ..budget import spend
from ..document import Axes, Blank, Bound, Chain, Code, Count, Legal, Math, Params, Span, Spans
from ..frozen import dataclass
from ..printable import printable
from .line_breaks import Marks, terms

Ink = Callable[[str], str]
PLAIN = str.maketrans(
    {
        "·": "*",
        "×": "x",
        "≥": ">=",
        "−": "-",
        "…": "...",
        "─": "-",
        "→": "->",
        "←": "<-",
        "└": "`-",
        "–": "-",
        "⌊": "floor(",
        "⌋": ")",
        "⌈": "ceil(",
        "⌉": ")",
        "≤": "<=",
        "≠": "!=",
        "∼": "~",
        "∞": "inf",
        "²": "**2",
        "³": "**3",
        "⁹": "**9",
        "│": "|",
        "┤": "|",
        **dict.fromkeys("▁▂▃", "."),
        **dict.fromkeys("▄▅▆▇█", "#"),
    }
)
_PARTS = re.compile(r"[^_./-]{1,24}[_./-]*|[_./-]+")  # of a name, between which a line may be broken
_HUMPS = re.compile(r" ?(?:[^\w.]*[A-Z][^_./A-Z-]*|[^_./A-Z-]+)[_./-]*|[_./-]+")  # the same, and before a capital
_FINE = {1: _PARTS, 2: _HUMPS}
_NAMED = re.compile(r"[^\W\d]\w*\Z")  # behind a name a bracket would read as a function of it
TOTALS = {"all": "Total params", "trainable": "Trainable params", "non_trainable": "Non-trainable params"}


def in_ascii(text: str) -> str:
    """Words and lines in ASCII; what has no likeness there is escaped.

    >>> in_ascii("params ∼ 113.8·H² for H ≥ 32")
    'params ~ 113.8*H**2 for H >= 32'
    """
    return text.translate(PLAIN).encode("ascii", "backslashreplace").decode()


SPAN = 5  # cells for one that is written


@dataclass(frozen=True)
class Style:
    """How text is written: its characters, its width, and its ink where it has any."""

    repertoire: Repertoire = UNICODE
    width: int = 80
    strong: Ink = str
    faint: Ink = str
    kind: Callable[[str, str], str] = lambda kind, text: text  # a layer's name in the colour of its kind

    @property
    def ascii(self) -> bool:
        """Whether only ASCII may be written."""
        return self.repertoire is ASCII

    def plain(self, text: str) -> str:
        """Words in the characters of the repertoire."""
        text = printable(text)
        return in_ascii(text) if self.ascii else text

    def span(self, span: Span) -> str:
        """One span on one line."""
        return "".join(self.pieces(span))

    def spans(self, spans: Spans) -> str:
        """Spans on one line."""
        return "".join(map(self.span, spans))

    def pieces(self, span: Span, fine: bool = False) -> list[str]:
        """A span as pieces that together are its text, between which a line may be broken; ``fine``: products too."""
        spend(SPAN)
        match span:
            case str():
                return [self.plain(span)]
            case Code(text):
                return [self.plain(text)]
            case Math(_, rounded) if rounded:
                return [self.plain(rounded)]
            case Math(node):
                dot = self.repertoire.dot
                marks = Marks[str](
                    lambda piece, _: f"({piece}",
                    lambda piece, _: f"{piece})",
                    lambda f: f"{dot} {f}",
                    lambda head, bracket: head + (dot if self.ascii or _NAMED.search(head) else "") + bracket,
                    lambda piece: f"{piece},",
                    lambda name, piece: name + piece,
                )
                pieces = terms(Text(self.repertoire), node, marks, lambda _: False, fine)
                return [self.plain(p) for p in [*(f"{piece} " for piece in pieces[:-1]), pieces[-1]]]
            case Count(value):
                return [grouped(value)]
            case Axes(sizes):
                inside = [self.span(Math(n)) for n in sizes]
                if len(inside) < 2:
                    return [f"({''.join(inside)},)" if inside else "()"]
                return [f"({inside[0]}, ", *(f"{n}, " for n in inside[1:-1]), f"{inside[-1]})"]
            case Chain(sides):
                return [self.span(sides[0]), *(f" = {self.span(side)}" for side in sides[1:])]
            case Bound(name, size):
                return [self.plain(f"{name} = {size}")]
            case Params(layer, part):
                return [TOTALS[part] if layer is None else "params"]
            case Blank(number):
                return [f"__________ ({number})" if number else "__________"]
            case Legal(domain):
                return [domain.text(ascii=self.ascii)]
        raise TypeError(f"{span!r} is no span")

    def cell(self, spans: Spans, fine: int = 0) -> list[str]:
        """The pieces of a table's cell, each but the last with the space at its end, if one stands there.

        Where ``fine`` is 1, a line may be broken within a name too, after an underscore; where it is 2, also before a
        capital in it.
        """
        pieces: list[str] = []
        times = f"{self.repertoire.times} "
        for span in spans:
            name = span.text if isinstance(span, Code) else span if isinstance(span, str) and fine > 1 else None
            new = _FINE[fine].findall(self.plain(name)) if fine and name else self.pieces(span)
            if isinstance(span, str) and span.startswith(" ") and pieces:
                pieces[-1] += " "
                new[0] = new[0].lstrip()
            elif pieces and (not pieces[-1].endswith(" ") or pieces[-1] == times):  # a number stays with its ×
                new[0] = pieces.pop() + new[0]
            pieces += new
        return pieces
