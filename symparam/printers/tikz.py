"""TikZ: the network as a picture for papers, in a page of its own or to be pasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from ..algebra.figures import latex_grouped, percent
from ..algebra.latex import latex
from ..algebra.names import latex_text
from ..document.figure import Card, Figure, Size, figure
from ..document.tree import Axes, Math, Span, Spans
from ..printable import printable
from ..report import Report
from .layout import Box, Point, Spacing, layout
from .svg import FAMILIES, OTHER

SPACE = Spacing(width=260, between=22, beside=16, lane=10, fan=10)  # in points
LINE = 11
TIMES = r" \times "
PAGE = r"""\documentclass[tikz,border=6pt]{{standalone}}
\usepackage[T1]{{fontenc}}
\usepackage{{lmodern,amsmath,xcolor}}
\begin{{document}}
{body}\end{{document}}
"""


def summary(report: Report, *, standalone: bool = False) -> str:
    """The stages of the network as a picture; ``standalone`` makes a document of its own."""
    drawing = drawn(figure(report))
    return PAGE.format(body=drawing) if standalone else drawing


def drawn(net: Figure) -> str:
    """A figure as a picture, which needs the packages tikz, amsmath and xcolor."""
    cards = [list(_lines(card)) for card in net.cards]
    plan = layout(net, [16.0 + LINE * len(lines) for lines in cards], SPACE)
    colours = dict.fromkeys(card.family for card in net.cards)
    lines = [
        *(rf"\definecolor{{net{family}}}{{HTML}}{{{FAMILIES.get(family, OTHER)[1:].upper()}}}" for family in colours),
        r"\begin{tikzpicture}[x=1pt, y=-1pt, >=latex, font=\footnotesize]",
        *(_flow(line) for line in plan.lines),
        *(row for card, said, box in zip(net.cards, cards, plan.boxes, strict=True) for row in _card(card, said, box)),
        r"\end{tikzpicture}",
    ]
    return "\n".join(lines) + "\n"


def _card(card: Card, lines: Sequence[tuple[str, str]], box: Box) -> Iterator[str]:
    corners = f"({_n(box.x)},{_n(box.y)}) rectangle ({_n(box.right)},{_n(box.bottom)})"
    if card.times is not None:
        behind = f"({_n(box.x + 3)},{_n(box.y + 3)}) rectangle ({_n(box.right + 3)},{_n(box.bottom + 3)})"
        yield rf"\draw[black!35, fill=white, rounded corners=3pt] {behind};"
    yield rf"\draw[black!35, fill=white, rounded corners=3pt] {corners};"
    yield (rf"\fill[net{card.family}] ({_n(box.x + 3)},{_n(box.y + 5)}) rectangle "
           rf"({_n(box.x + 6)},{_n(box.bottom - 5)});")  # fmt: skip
    y = box.y + 8 + LINE / 2
    for left, right in lines:
        if left:
            yield rf"\node[anchor=west, inner sep=0pt] at ({_n(box.x + 13)},{_n(y)}) {{{left}}};"
        if right:
            yield rf"\node[anchor=east, inner sep=0pt] at ({_n(box.right - 9)},{_n(y)}) {{{right}}};"
        y += LINE


def _flow(line: Sequence[Point]) -> str:
    way = " -- ".join(f"({_n(x)},{_n(y)})" for x, y in line)
    return rf"\draw[->, black!55, rounded corners=4pt] {way};"


def _lines(card: Card) -> Iterator[tuple[str, str]]:
    times = "" if card.times is None else rf"${latex(card.times)}\times{{}}$ "
    yield rf"{times}\textbf{{{_name(card.title)}}}", ", ".join(map(_shape, card.outputs))
    words = [_spans(spans) for spans in card.contents] + ([r"\dots"] if card.omitted else [])
    count = _count(card)
    for i in range(0, max(len(words), 1), 3):
        yield r" $\cdot$ ".join(words[i : i + 3]), count if i == 0 and len(count) < 40 else ""
    if len(count) >= 40:
        yield "", count
    for line in wrap(card.refused, 52):
        yield rf"\textbf{{{_name(line)}}}", ""


def _count(card: Card) -> str:
    share = f" ({percent(card.share)})".replace("%", r"\%").replace("<", "$<$") if card.share else ""
    value = card.params.value
    if isinstance(value, int):
        return f"${latex_grouped(value)}${share}"
    return _span(card.params.formula)


def _shape(size: Size) -> str:
    if isinstance(size.value, tuple):
        return f"${TIMES.join(map(str, size.value)) or 1}$"
    return _span(size.formula)


def _spans(spans: Spans) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    match span:
        case str():
            return latex_text(span).replace("×", r"$\times$").replace("→", r"$\to$")
        case Math(node):
            return f"${latex(node)}$"
        case Axes(sizes):
            return f"${TIMES.join(map(latex, sizes))}$"
    raise TypeError(f"{span!r} is not on a card")


def _name(name: str) -> str:
    return latex_text(printable(name)).replace("–", "--").replace(r"\_", r"\_\allowbreak{}")


def _n(x: float) -> str:
    return f"{x:.1f}".removesuffix(".0")
