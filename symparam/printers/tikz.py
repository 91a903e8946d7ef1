"""TikZ: the network as a picture for papers, in a page of its own or to be pasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..document import Code, Spans
from ..document.card import share
from ..document.figure import Card, Edge, Figure, figure
from ..printable import printable
from ..report import Report
from .card_lines import CardLine, Room, broken, card_lines
from .latex_spans import texts, widths
from .layout import Box, Point, Spacing, layout
from .svg import FAMILIES, OTHER

SPACE = Spacing(width=260, between=22, beside=16, lane=10, fan=10)  # in points
LINE = 11
INDENT, PAD = 13, 9
EM = 8.5  # points, of the font of a card
STYLES = {"title": r"\textbf{{{}}}", "contents": "{}", "refused": r"\textbf{{{}}}", "formula": r"\scriptsize {}"}
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
    room = Room((SPACE.width - INDENT - PAD) / EM, 1, widths)
    cards = [list(card_lines(card, room)) for card in net.cards]
    plan = layout(
        net,
        [16.0 + LINE * (len(lines) + (card.share is not None)) for card, lines in zip(net.cards, cards, strict=True)],
        SPACE,
    )
    paper = replace(room, width=plan.width / EM)
    legend = [texts(line) for line in broken(net.legend, paper, "; ")]
    colours = dict.fromkeys(card.family for card in net.cards)
    lines = [
        *(rf"\definecolor{{net{family}}}{{HTML}}{{{FAMILIES.get(family, OTHER)[1:].upper()}}}" for family in colours),
        r"\begin{tikzpicture}[x=1pt, y=-1pt, >=latex, font=\footnotesize]",
        *(_flow(edge, line) for edge, line in zip(net.edges, plan.lines, strict=True)),
        *(row for card, said, box in zip(net.cards, cards, plan.boxes, strict=True) for row in _card(card, said, box)),
        *(_node("west", 0, plan.height + 12 + i * LINE, rf"\scriptsize {line}") for i, line in enumerate(legend)),
        r"\end{tikzpicture}",
    ]
    return "\n".join(lines) + "\n"


def _card(card: Card, lines: Sequence[CardLine], box: Box) -> Iterator[str]:
    corners = f"({_n(box.x)},{_n(box.y)}) rectangle ({_n(box.right)},{_n(box.bottom)})"
    if card.times is not None:
        behind = f"({_n(box.x + 3)},{_n(box.y + 3)}) rectangle ({_n(box.right + 3)},{_n(box.bottom + 3)})"
        yield rf"\draw[black!35, fill=white, rounded corners=3pt] {behind};"
    yield rf"\draw[black!35, fill=white, rounded corners=3pt] {corners};"
    yield (rf"\fill[net{card.family}] ({_n(box.x + 3)},{_n(box.y + 5)}) rectangle "
           rf"({_n(box.x + 6)},{_n(box.bottom - 5)});")  # fmt: skip
    y = box.y + 8 + LINE / 2
    for line in lines:
        style = STYLES[line.kind]
        if line.left:
            yield _node("west", box.x + INDENT, y, style.format(_text(line.left)))
        if line.right:
            yield _node("east", box.right - PAD, y, style.format(_text(line.right)))
        y += LINE
    if card.share is not None:
        yield from _bar(card, box, y)


def _bar(card: Card, box: Box, y: float) -> Iterator[str]:
    """The share of the model's parameters."""
    left, room = box.x + INDENT, box.width - INDENT - PAD - 34
    for colour, wide in ((r"black!8", room), (f"net{card.family}", room * float(card.share or 0))):
        if wide:
            yield rf"\fill[{colour}] ({_n(left)},{_n(y - 2)}) rectangle ({_n(left + max(wide, 1))},{_n(y + 2)});"
    yield _node("east", box.right - PAD, y, rf"\scriptsize {_text((share(card),))}")


def _node(anchor: str, x: float, y: float, text: str) -> str:
    return rf"\node[anchor={anchor}, inner sep=0pt] at ({_n(x)},{_n(y)}) {{{text}}};"


def _flow(edge: Edge, line: Sequence[Point]) -> str:
    way = " -- ".join(f"({_n(x)},{_n(y)})" for x, y in line)
    return rf"\draw[->, black!55, rounded corners=4pt{', dashed' if edge.back else ''}] {way};"


def _text(spans: Spans) -> str:
    """Spans within running text; names are in the font around them."""
    return texts(tuple(printable(span.text) if isinstance(span, Code) else span for span in spans))


def _n(x: float) -> str:
    return f"{x:.1f}".removesuffix(".0")
