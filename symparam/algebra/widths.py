"""How wide a formula is when LaTeX has set it, in em of the text font; an estimate that errs on the wide side."""

from __future__ import annotations

from collections.abc import Sequence

from .lowering import PRODUCT, SUM, Lowering, between
from .names import parts
from .nodes import Node
from .number_format import grouped

# in em, estimated on the wide side from lines that pdflatex has set
DIGIT, CAPITAL, LETTER, COMMA = 0.5, 0.9, 0.58, 0.28
SIGN, THIN, DOT, FLOOR, BRACKET, INDEX = 1.25, 0.17, 0.75, 1.35, 0.5, 0.75
WIDE = {"M": 1.05, "W": 1.05, "m": 0.9, "w": 0.75}


class LatexWidth(Lowering[float]):
    """The width of a formula in em."""

    quotient_level = PRODUCT
    inner_level = lower_level = exponent_level = SUM
    gaps = between(THIN, THIN, DOT)

    def number(self, value: int) -> float:
        return sum(COMMA if c == "," else DIGIT for c in grouped(value))

    def name(self, name: str) -> float:
        letter, indices = parts(name)
        return _word(letter) + (INDEX * (_word(",".join(indices))) + 0.1 if indices else 0)

    def bracket(self, inside: float) -> float:
        return inside + 2 * BRACKET

    def signed(self, term: float, negative: bool, first: bool) -> float:
        return term + (SIGN if negative or not first else 0)

    def joined(self, pieces: Sequence[float]) -> float:
        return sum(pieces)

    def product(self, parts: Sequence[float]) -> float:
        return sum(parts)

    def quotient(self, top: float, bottom: float) -> float:
        return max(top, bottom) + 0.3

    def power(self, base: float, exponent: float, n: Node) -> float:
        return base + INDEX * exponent + 0.1

    def floor(self, top: float, bottom: float) -> float:
        return max(top, bottom) + FLOOR

    ceiling = floor

    def extreme(self, which: str, values: Sequence[float]) -> float:
        return self.bracket(_word(which) + sum(values) + (len(values) - 1) * (COMMA + THIN)) + BRACKET  # tall brackets


def latex_width(node: Node) -> float:
    """The width in em when set by LaTeX in display style.

    >>> from symparam.algebra.nodes import Number
    >>> latex_width(Number(512))
    1.5
    """
    return LatexWidth()(node)


def _word(word: str) -> float:
    return sum(WIDE.get(c) or _letter(c) for c in word)


def _letter(c: str) -> float:
    return DIGIT if c.isdigit() else COMMA if c == "," else CAPITAL if c.isupper() else LETTER
