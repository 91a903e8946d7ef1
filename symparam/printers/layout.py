"""Where the cards of a figure stand: in rows from top to bottom, with lanes at the side for what skips rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..document.figure import Edge, Figure
from ..frozen import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A place on paper, in pixels from the top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Half of its width."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width


@dataclass(frozen=True)
class Layout:
    """The boxes of the cards in their order, and the corners of the line of each edge."""

    boxes: tuple[Box, ...]
    lines: tuple[tuple[Point, ...], ...]
    width: float
    height: float


@dataclass(frozen=True)
class Spacing:
    """The room around cards."""

    width: float = 420  # of a card
    between: float = 28  # rows
    beside: float = 24  # cards in a row
    lane: float = 16
    fan: float = 14  # between the ends of lines at one card


def layout(figure: Figure, heights: Sequence[float], space: Spacing, *, column: bool = False) -> Layout:
    """The places of cards with these heights, in one ``column`` or where they are fed in parallel beside each other.

    Linear in cards and edges but for the lanes, which are sorted.
    """
    ranks = list(range(len(figure.cards))) if column else _ranks(figure)
    rows: dict[int, list[int]] = defaultdict(list)
    for card, rank in enumerate(ranks):
        rows[rank].append(card)
    widest = max((len(row) for row in rows.values()), default=1)
    total = widest * space.width + (widest - 1) * space.beside
    boxes: dict[int, Box] = {}
    y = 0.0
    for rank in sorted(rows):
        row = rows[rank]
        x = (total - len(row) * space.width - (len(row) - 1) * space.beside) / 2
        for card in row:
            boxes[card] = Box(x, y, space.width, heights[card])
            x += space.width + space.beside
        y += max(heights[card] for card in row) + space.between
    lanes = _lanes([e for e in figure.edges if ranks[e.target] - ranks[e.source] != 1], ranks)
    alone = {card for row in rows.values() if len(row) == 1 for card in row}
    lines = tuple(_line(e, boxes, alone, lanes.get(e), total, space) for e in figure.edges)
    count = max(lanes.values(), default=-1) + 1
    return Layout(
        tuple(boxes[i] for i in range(len(figure.cards))), lines, total + count * space.lane, max(y - space.between, 0)
    )


def _ranks(figure: Figure) -> list[int]:
    """The row of each card: below all that feed it; what feeds nothing above it stands just above what it feeds."""
    sources: dict[int, list[int]] = defaultdict(list)
    targets: dict[int, list[int]] = defaultdict(list)
    for edge in (e for e in figure.edges if not e.back):
        sources[edge.target].append(edge.source)
        targets[edge.source].append(edge.target)
    ranks: list[int] = []
    for card in range(len(figure.cards)):
        ranks.append(1 + max((ranks[s] for s in sources[card]), default=-1))
    for card in range(len(figure.cards)):
        if not sources[card] and targets[card]:
            ranks[card] = min(ranks[t] for t in targets[card]) - 1
    return ranks


def _lanes(edges: Sequence[Edge], ranks: Sequence[int]) -> dict[Edge, int]:
    """A lane for each edge that skips rows: the innermost that is free, short ones first."""
    taken: list[list[tuple[int, int]]] = []
    lanes = {}
    for edge in sorted(edges, key=lambda e: (abs(ranks[e.target] - ranks[e.source]), ranks[e.source])):
        start, end = sorted((ranks[edge.source], ranks[edge.target]))
        lane = next((i for i, others in enumerate(taken) if all(end <= a or b <= start for a, b in others)), len(taken))
        taken += [[]] * (lane == len(taken))
        taken[lane] = [*taken[lane], (start, end)]
        lanes[edge] = lane
    return lanes


def _line(
    edge: Edge, boxes: dict[int, Box], alone: set[int], lane: int | None, total: float, space: Spacing
) -> tuple[Point, ...]:
    a, b = boxes[edge.source], boxes[edge.target]
    if lane is None:
        if a.middle == b.middle:
            return (a.middle, a.bottom), (b.middle, b.y)
        bend = b.y - space.between / 2
        return (a.middle, a.bottom), (a.middle, bend), (b.middle, bend), (b.middle, b.y)
    x = total + (lane + 0.75) * space.lane
    out: tuple[Point, ...] = ((a.right, a.bottom - space.fan), (x, a.bottom - space.fan))
    into: tuple[Point, ...] = ((x, b.y + space.fan), (b.right, b.y + space.fan))
    if edge.source not in alone:
        down = a.bottom + space.between * 0.3
        out = (a.right - space.fan, a.bottom), (a.right - space.fan, down), (x, down)
    if edge.target not in alone:
        up = b.y - space.between * 0.3
        into = (x, up), (b.right - space.fan, up), (b.right - space.fan, b.y)
    return (*out, *into)
