"""DOT: the network as a graph for Graphviz."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ..document.figure import Figure, figure
from ..printable import printable
from ..report import Report
from .mermaid import heading, words
from .svg import FAMILIES, OTHER


def summary(report: Report) -> str:
    """The stages of the network as a graph, with output shapes, parameters and contents."""
    return drawn(figure(report))


def drawn(net: Figure) -> str:
    """A figure as a directed graph from top to bottom."""
    head = ['  node [shape=box, style="rounded", fontname="sans-serif", fontsize=11, margin="0.2,0.1", penwidth=2];',
            '  graph [fontname="sans-serif", fontsize=11];',
            '  edge [color="#6e7681", arrowsize=0.7];']  # fmt: skip
    name, *lines = map(_written, heading(net))
    about = "".join(f'{line}<br align="left"/>' for line in [f"<b>{name}</b>", *lines])
    head = [f"  graph [label=<{about}>, labelloc=t, labeljust=l];", *head]
    return "\n".join(["digraph {", "  rankdir=TB;", *head, *_nodes(net), *_edges(net), "}"]) + "\n"


def _nodes(net: Figure) -> Iterator[str]:
    for i, card in enumerate(net.cards):
        name, *lines = map(_written, words(card))
        said = "<br/>".join([f"<b>{name}</b>", *lines])
        yield f'  s{i} [color="{FAMILIES.get(card.family, OTHER)}", label=<{said}>];'


def _edges(net: Figure) -> Iterator[str]:
    for edge in net.edges:
        back = " [style=dashed, constraint=false]" if edge.back else ""
        yield f"  s{edge.source} -> s{edge.target}{back};"


def _written(text: str) -> str:
    return escape(printable(text)) or " "
