"""Spans in LaTeX, in text and in mathematics, and how wide they are."""

from __future__ import annotations

import re

from ..algebra.latex import Latex
from ..algebra.lowering import ATOM, POWER, PRODUCT, QUOTIENT
from ..algebra.names import latex_name
from ..algebra.nodes import Node
from ..algebra.number_format import grouped, latex_grouped
from ..algebra.walk import nesting
from ..algebra.widths import LatexWidth
from ..document import Axes, Blank, Bound, Chain, Code, Count, Legal, Math, Params, Span, Spans
from .latex_text import breakable, escaped, literal, upright
from .line_breaks import Marks, spaced, terms

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # where a type's name may be broken
_NAME = re.compile(r"(?<![{_])\\mathrm\{((?:[^{}\\]|\\_)*)\}")  # a name that is no index
BLANK = r"\underline{\hspace{5em}}"
LONG = 16  # letters of a word, such as a path, beyond which it may be broken
UNBROKEN = 20.0  # em of a piece of a formula in running text, from which on it may be broken where TeX would not
LETTER, TYPEWRITER, CAPITAL, DIGIT = 0.5, 0.53, 0.75, 0.5  # em


class Inline(Latex):
    """Formulas within running text and tables: fractions with a slash, on one line."""

    quotient_level, floor_level = QUOTIENT, ATOM
    inner_level, lower_level = PRODUCT, POWER

    def quotient(self, top: str, bottom: str) -> str:
        return f"{top}/{bottom}"

    def floor(self, top: str, bottom: str) -> str:
        return rf"\lfloor {top}/{bottom} \rfloor"

    def ceiling(self, top: str, bottom: str) -> str:
        return rf"\lceil {top}/{bottom} \rceil"


class Ungrouped:
    """Numbers within a shape, where the comma between digits would be taken for one between sizes."""

    def number(self, value: int) -> str:
        return str(value)


class InlineSizes(Ungrouped, Inline):
    pass


class DisplaySizes(Ungrouped, Latex):
    pass


LATEX = Marks[str](
    lambda piece, tall: (r"\Bigl(" if tall else "(") + piece,
    lambda piece, tall: piece + (r"\Bigr)" if tall else ")"),
    lambda factor: rf"\cdot {factor}",
    lambda head, bracket: head + bracket,
    lambda piece: f"{piece},",
    lambda name, piece: rf"\{name}{piece}",
)
WIDTH = Marks[float](
    lambda size, tall: size + 0.6,
    lambda size, tall: size + 0.6,
    lambda size: size + 0.8,
    lambda head, bracket: head + bracket,
    lambda size: size + 0.5,
    lambda name, size: size + 2.1,
)


def has_floor(node: Node) -> bool:
    """Whether the formula is tall when displayed."""
    return nesting(node) > 0


def math(span: Span, inline: bool = False) -> str:
    """A span within mathematics, displayed or ``inline``."""
    return "".join(pieces(span, inline))


def pieces(span: Span, inline: bool = False, fine: bool = False) -> list[str]:
    """A span within mathematics, as pieces between which a line may be broken; where ``fine``, also products."""
    match span:
        case Math(node):
            return spaced(terms(Inline() if inline else Latex(), node, LATEX, has_floor, fine))
        case Count(value):
            return [latex_grouped(value)]
        case Axes(sizes):
            return _axes(sizes, inline, fine)
        case Chain(sides):
            return [math(sides[0], inline), *(f" = {math(side, inline)}" for side in sides[1:])]
        case Bound(name, size):
            return [f"{latex_name(name)} = {latex_grouped(size)}"]
        case Params(layer, part):
            if layer is not None:
                return [f"P_{{{upright(layer)}}}"]
            return [
                {"all": "P", "trainable": r"P_{\mathrm{trainable}}", "non_trainable": r"P_{\text{non-trainable}}"}[part]
            ]
        case Blank(number):
            return [rf"{BLANK}\;({number})" if number else BLANK]
        case Legal(domain):
            return [domain.latex()]
        case Code(text):
            return [rf"\text{{{literal(text)}}}"]
        case str():
            return [rf"\text{{{escaped(span)}}}"]
    raise TypeError(f"{span!r} is no span")


def _axes(sizes: tuple[Node, ...], inline: bool, fine: bool) -> list[str]:
    """The sizes of a shape; where ``fine``, each of them in its pieces."""
    lowering = InlineSizes() if inline else DisplaySizes()
    found: list[str] = []
    for i, n in enumerate(sizes):
        parts = spaced(terms(lowering, n, LATEX, has_floor, fine)) if fine else [lowering(n)]
        found += [*parts[:-1], parts[-1] + (r",\, " if i < len(sizes) - 1 else "")]
    found = found or [""]
    left, right = (r"\Bigl(", r"\Bigr)") if any(r"\frac" in n for n in found) else ("(", ")")
    found[0] = left + found[0]
    found[-1] += right
    return found


def text(span: Span, broken: bool = False) -> str:
    """A span within running text; long formulas may be ``broken`` where TeX would not, as within max(…)."""
    match span:
        case str():
            return " ".join(breakable(escaped(word)) if len(word) > LONG else escaped(word) for word in span.split(" "))
        case Code(name):
            return literal(name)
        case Count(value):
            return grouped(value)
        case Blank(number):
            return f"{BLANK}~({number})" if number else BLANK
        case Legal():
            parts = re.split(r",\\ | \\text\{ (and|or) \} ", math(span))
            said = [f" {word} " if word else ", " for word in parts[1::2]]
            return "".join(f"${part}${word}" for part, word in zip(parts[::2], [*said, ""], strict=True))
        case Math() if broken and max(piece_widths(span, inline=True)) > UNBROKEN:
            return " ".join(cell((span,), fine=1))
    return f"${math(span, inline=True)}$"


def texts(spans: Spans, broken: bool = False) -> str:
    """Running text."""
    source = "".join(text(span, broken) for span in spans).replace("$ = $", " = ")
    return re.sub(r"\$ = (\d+(?:,\d{3})*)", lambda m: f" = {m[1].replace(',', '{,}')}$", source)


def cell(spans: Spans, fine: int = 0) -> list[str]:
    """A table's cell as pieces of text between which a line may be broken."""
    found: list[str] = []
    for span in spans:
        if isinstance(span, (Math, Axes)):
            new = [
                f"${{}}{p}$" if i and p.startswith(("+", "-", r"\cdot")) else f"${p}$"
                for i, p in enumerate(map(str.strip, pieces(span, inline=True, fine=fine > 0)))
            ]
            new = [_NAME.sub(_parted, p) for p in new] if fine > 1 else new
        else:
            new = (_CAMEL.sub(r"\-", text(span)) if isinstance(span, str) else text(span)).split(" ")
        if found and new:
            found[-1] += new.pop(0)
        found += new
    return [piece for piece in found if piece]


def _parted(name: re.Match[str]) -> str:
    return name[0].replace(r"\_", r"\_}$\allowbreak{}$\mathrm{")


# --- widths in em of the text font -------------------------------------------------------------------------------


class InlineWidth(LatexWidth):
    """The width of a formula on one line."""

    quotient_level, floor_level = QUOTIENT, ATOM
    inner_level, lower_level = PRODUCT, POWER

    def quotient(self, top: float, bottom: float) -> float:
        return top + bottom + DIGIT

    def floor(self, top: float, bottom: float) -> float:
        return top + bottom + DIGIT + 0.9

    ceiling = floor


class PartedWidth(InlineWidth):
    """The same, where a name may be broken after its underscores."""

    def name(self, name: str) -> float:
        return max(InlineWidth.name(self, part) for part in name.replace("_", "_ ").split())


def width(span: Span, inline: bool = False) -> float:
    """How wide a span is on one line."""
    return sum(piece_widths(span, inline))


def piece_widths(span: Span, inline: bool = False, fine: int = 0) -> list[float]:
    """How wide each of the pieces of a span is; ``fine`` 1 breaks between factors too, 2 within names."""
    measure = PartedWidth() if fine > 1 else InlineWidth() if inline else LatexWidth()
    match span:
        case Math(node):
            return terms(measure, node, WIDTH, has_floor, fine > 0)
        case Count(value):
            return [len(grouped(value)) * DIGIT]
        case Axes(sizes):
            gap = 0.6 if inline else 0.8
            if fine:
                return [size + gap for n in sizes for size in terms(measure, n, WIDTH, has_floor, True)] or [1.0]
            return [measure(n) + gap for n in sizes] or [1.0]
        case Chain(sides):
            return [width(sides[0], inline), *(1.3 + width(side, inline) for side in sides[1:])]
        case Bound(name, size):
            return [measure.name(name) + 1.6 + len(grouped(size)) * DIGIT]
        case Params(layer, part):
            return [0.9 + 0.85 * LETTER * len(layer or ("" if part == "all" else part))]
        case Blank():
            return [7.0]
        case Legal(domain):
            return [len(domain.text()) * 0.6]
        case Code(name):
            return [TYPEWRITER * len(name)]
        case str():
            return [text_width(span)]
    raise TypeError(f"{span!r} is no span")


def text_width(words: str) -> float:
    """How wide some words are."""
    return sum(CAPITAL if c.isupper() else LETTER for c in words)


def widths(spans: Spans) -> float:
    """How wide running text is on one line."""
    return sum(width(span, inline=True) for span in spans)
