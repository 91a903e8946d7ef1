"""A flow chart of a few boxes, as Mermaid has it, drawn as SVG: who stands above whom is in higher rows."""

from __future__ import annotations

import re
from html import escape

EDGE = re.compile(r"^\s*(\w+)(?:\[(.*?)\])? --> (\w+)(?:\[(.*?)\])?$", re.MULTILINE)
WIDE, HIGH, ACROSS, DOWN = 132, 34, 22, 46  # a box, and the room between two


def drawn(chart: str) -> str:
    """The drawing, in one line so that it is one block of HTML within Markdown."""
    edges, titles = [], {}
    for source, said, target, heard in EDGE.findall(chart):
        edges.append((source, target))
        for name, title in ((source, said), (target, heard)):
            titles[name] = title or titles.get(name, name)
    places = _places(list(titles), edges)
    width = max(x for x, _ in places.values()) + WIDE
    height = max(y for _, y in places.values()) + HIGH
    lines = "".join(_line(places[a], places[b]) for a, b in edges)
    boxes = "".join(
        f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="6"/>'
        f'<text x="{x + WIDE / 2}" y="{y + HIGH / 2 + 4.5}">{escape(titles[name])}</text>'
        for name, (x, y) in places.items()
    )
    said = escape("; ".join(f"{titles[a]} imports {titles[b]}" for a, b in edges))
    return (
        f'<div class="rooms"><svg role="img" viewBox="-1 -1 {width + 2} {height + 2}" width="{width}" '
        f'height="{height}"><title>{said}</title>{lines}{boxes}</svg></div>'
    )


def _places(names: list[str], edges: list[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Where each box stands: one row below the lowest of those above it, and near the middle of them."""
    row = dict.fromkeys(names, 0)
    for _ in names:
        for a, b in edges:
            row[b] = max(row[b], row[a] + 1)
    rows = [[name for name in names if row[name] == i] for i in range(max(row.values()) + 1)]
    widest = max(map(len, rows))
    places: dict[str, tuple[float, float]] = {}
    for i, boxes in enumerate(rows):
        above = {box: [places[a][0] for a, b in edges if b == box] or [0] for box in boxes}
        boxes.sort(key=lambda box: sum(above[box]) / len(above[box]))
        left = (widest - len(boxes)) * (WIDE + ACROSS) / 2
        places.update({box: (left + j * (WIDE + ACROSS), i * (HIGH + DOWN)) for j, box in enumerate(boxes)})
    return places


def _line(above: tuple[float, float], below: tuple[float, float]) -> str:
    x, y = above[0] + WIDE / 2, above[1] + HIGH
    u, v = below[0] + WIDE / 2, below[1]
    return f'<path d="M{x} {y}C{x} {y + DOWN * 0.7} {u} {v - DOWN * 0.7} {u} {v}"/>'
