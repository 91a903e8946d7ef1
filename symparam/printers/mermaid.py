"""Mermaid: the network as a flow chart that GitHub, GitLab and many editors draw."""

from __future__ import annotations

from collections.abc import Iterator

from ..algebra.figures import grouped, percent
from ..document.figure import Card, Figure, figure
from ..document.tree import Axes, Math
from ..printable import printable
from ..report import Report
from .svg import FAMILIES, OTHER
from .text_spans import Style

TEXT = Style()


def summary(report: Report) -> str:
    """The stages of the network as a flow chart, with output shapes, parameters and contents."""
    return drawn(figure(report))


def drawn(net: Figure) -> str:
    """A figure as a flow chart from top to bottom."""
    return "\n".join(["flowchart TB", *_nodes(net), *_edges(net), *_classes(net)]) + "\n"


def _nodes(net: Figure) -> Iterator[str]:
    for i, card in enumerate(net.cards):
        lines = [f"<b>{_quoted(title(card))}</b>", *map(_quoted, words(card))]
        yield f'    s{i}["{"<br>".join(lines)}"]'


def _edges(net: Figure) -> Iterator[str]:
    for edge in net.edges:
        yield f"    s{edge.source} --> s{edge.target}"


def _classes(net: Figure) -> Iterator[str]:
    members: dict[str, list[str]] = {}
    for i, card in enumerate(net.cards):
        members.setdefault(card.family, []).append(f"s{i}")
    for family, cards in members.items():
        yield f"    classDef {family} stroke:{FAMILIES.get(family, OTHER)},stroke-width:2px"
        yield f"    class {','.join(cards)} {family}"


def title(card: Card) -> str:
    """Its name, and how many of it there are."""
    return card.title if card.times is None else f"{TEXT.span(Math(card.times))} × {card.title}"


def words(card: Card) -> Iterator[str]:
    """What is in it, what comes out and what it has, each on a line."""
    yield " · ".join([*(TEXT.spans(spans) for spans in card.contents), *(["…"] if card.omitted else [])])
    if card.refused:
        yield card.refused
    for size in card.outputs:
        shape = TEXT.span(size.formula)
        yield shape if size.is_number or size.value is None else f"{shape} = {TEXT.span(_axes(size.value))}"
    count = TEXT.span(card.params.formula)
    value = card.params.value
    if isinstance(value, int):
        count = grouped(value) if card.params.is_number else f"{count} = {grouped(value)}"
    share = f" ({percent(card.share)})" if card.share else ""
    yield f"{count} parameters{share}"


def _axes(value: object) -> Axes:
    from ..algebra.nodes import Number

    return Axes(tuple(Number(n) for n in value)) if isinstance(value, tuple) else Axes(())


def _quoted(text: str) -> str:
    """Text within quotation marks: what Mermaid would read as its own is written as an entity."""
    return "".join(c if c.isalnum() or c in " ,.·×…–−⌊⌋⌈⌉²³_/+=" else f"#{ord(c)};" for c in printable(text))
