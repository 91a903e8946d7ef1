"""Formulas as one line of text, in unicode or in ASCII that the formula parser reads back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

from ..frozen import dataclass
from .lowering import Lowering, between, with_sign
from .names import spoken
from .nodes import Node, Number


@dataclass(frozen=True)
class Repertoire:
    """The characters of one output stream, decided once: all of unicode's, or ASCII only."""

    minus: str = "−"
    dot: str = "·"
    times: str = "×"
    floor: tuple[str, str] = ("⌊", "⌋")
    ceiling: tuple[str, str] = ("⌈", "⌉")
    squared: str = "²"
    cubed: str = "³"
    power: str = "^"
    thousands: str = ""  # nothing, where a formula shall be pasted back
    implicit: bool = True  # nothing stands before a floor or bracket
    at_least: str = "≥"
    line: str = "─"
    arrow: str = "→"
    ellipsis: str = "…"

    @classmethod
    def of(cls, encoding: str | None) -> Repertoire:
        """What a stream with this encoding can show.

        >>> Repertoire.of("cp1252") is ASCII
        True
        """
        try:
            "".join(map(str, astuple(UNICODE))).encode(encoding or "ascii")
        except (UnicodeError, LookupError):
            return ASCII
        return UNICODE


UNICODE = Repertoire()
GROUPED = Repertoire(thousands=",")  # for eyes alone
ASCII = Repertoire(
    "-", "*", "x", ("floor(", ")"), ("ceil(", ")"), "", "", "**", "", False,
    at_least=">=", line="-", arrow="->", ellipsis="...",
)  # fmt: skip


class Text(Lowering[str]):
    """A formula in the characters of a repertoire."""

    def __init__(self, repertoire: Repertoire = UNICODE) -> None:
        self.repertoire = repertoire
        dot = repertoire.dot
        self.gaps = between("" if repertoire.implicit else dot, dot, dot)

    def number(self, value: int) -> str:
        return f"{value:,}".replace(",", self.repertoire.thousands)

    def name(self, name: str) -> str:
        return spoken(name)

    def bracket(self, inside: str) -> str:
        return f"({inside})"

    def signed(self, term: str, negative: bool, first: bool) -> str:
        return with_sign(term, self.repertoire.minus if negative else "+", negative, first)

    def joined(self, pieces: Sequence[str]) -> str:
        return " ".join(pieces)

    def product(self, parts: Sequence[str]) -> str:
        return "".join(parts)

    def quotient(self, top: str, bottom: str) -> str:
        return f"{top}/{bottom}"

    def power(self, base: str, exponent: str, n: Node) -> str:
        short = self.repertoire.squared if n == Number(2) else self.repertoire.cubed if n == Number(3) else ""
        return base + short if short else f"{base}{self.repertoire.power}{exponent}"

    def floor(self, top: str, bottom: str) -> str:
        left, right = self.repertoire.floor
        return f"{left}{top}/{bottom}{right}"

    def ceiling(self, top: str, bottom: str) -> str:
        left, right = self.repertoire.ceiling
        return f"{left}{top}/{bottom}{right}"

    def extreme(self, which: str, values: Sequence[str]) -> str:
        return f"{which}({', '.join(values)})"


def text(node: Node, repertoire: Repertoire = UNICODE) -> str:
    """The formula as text.

    >>> from symparam.algebra.nodes import Floor, Name, Number, Product
    >>> half = Product((Number(3), Floor(Name("H"), Number(2))))
    >>> text(half), text(half, ASCII)
    ('3⌊H/2⌋', '3*floor(H/2)')
    """
    return Text(repertoire)(node)
