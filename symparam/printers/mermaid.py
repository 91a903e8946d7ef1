"""Mermaid: the network as a flow chart that GitHub, GitLab and many editors draw."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Spans
from ..document.card import contents, count, count_formula, number, shape_formulas, shapes, share, title
from ..document.figure import Card, Figure, figure
from ..document.words import listed
from ..printable import printable
from ..report import Report
from .svg import FAMILIES, OTHER
from .text_spans import Style

TEXT = Style()
WIDE = '%%{init: {"flowchart": {"wrappingWidth": 460}}}%%'


def summary(report: Report) -> str:
    """The stages of the network as a flow chart, with output shapes, parameters and contents."""
    return drawn(figure(report))


def drawn(net: Figure) -> str:
    """A figure as a flow chart from top to bottom."""
    return "\n".join([WIDE, "flowchart TB", *_nodes(net), _about(net), *_edges(net), *_classes(net)]) + "\n"


def _nodes(net: Figure) -> Iterator[str]:
    for i, card in enumerate(net.cards):
        name, *lines = map(_quoted, words(card))
        yield f'    s{i}["{"<br>".join([f"<b>{name}</b>", *lines])}"]'


def _about(net: Figure) -> str:
    name, *lines = map(_quoted, heading(net))
    return (
        f'    about["{"<br>".join([f"<b>{name}</b>", *lines])}"]\n    style about fill:none,stroke:none,text-align:left'
    )


def _edges(net: Figure) -> Iterator[str]:
    for edge in net.edges:
        yield f"    s{edge.source} {'-.->' if edge.back else '-->'} s{edge.target}"


def _classes(net: Figure) -> Iterator[str]:
    members: dict[str, list[str]] = {}
    for i, card in enumerate(net.cards):
        members.setdefault(card.family, []).append(f"s{i}")
    for family, cards in members.items():
        yield f"    classDef {family} stroke:{FAMILIES.get(family, OTHER)},stroke-width:2px"
        yield f"    class {','.join(cards)} {family}"


def heading(net: Figure) -> Iterator[str]:
    """The lines about the whole: its name, its sizes, its parameters, what short names stand for."""
    yield net.title
    if net.sizes:
        yield TEXT.spans(listed([(bound,) for bound in net.sizes], ", "))
    yield f"{_equal(() if net.params.is_number else (net.params.formula,), number(net.params))} parameters"
    yield from map(TEXT.spans, net.legend)


def words(card: Card) -> Iterator[str]:
    """Its lines: the name, what is in it, what comes out and what it has."""
    yield TEXT.spans(title(card))
    yield " · ".join(map(TEXT.spans, contents(card)))
    if card.refused:
        yield card.refused
    yield _equal(shape_formulas(card), shapes(card))
    part = f" ({share(card)})" if card.share else ""
    yield f"{_equal(count_formula(card), count(card))} parameters{part}"


def _equal(formula: Spans, value: Spans) -> str:
    return " = ".join(TEXT.spans(spans) for spans in (formula, value) if spans)


def _quoted(text: str) -> str:
    """Text within quotation marks: what Mermaid would read as its own is written as an entity."""
    return "".join(c if c.isalnum() or c in " ,.·×…–−⌊⌋⌈⌉²³_/+=" else f"#{ord(c)};" for c in printable(text))
