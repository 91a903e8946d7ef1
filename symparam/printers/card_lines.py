"""The lines of a card: what stands at its left and at its right, broken where a card is too narrow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from ..document import Code, Spans, card
from ..document.figure import Card
from ..document.words import listed
from ..frozen import dataclass

BOLD = 1.12  # how much wider a bold text is
TITLE = 3  # lines of a title; what does not fit into them is left out
BESIDE = 0.75  # of the room, more than which stands on a line of its own
_PARTS = re.compile(r"[^_./ –-]*[_./–-]?\s*")  # of a name


@dataclass(frozen=True)
class CardLine:
    """One line, and what it says."""

    kind: Literal["title", "contents", "refused", "formula"]
    left: Spans = ()
    right: Spans = ()


@dataclass(frozen=True)
class Room:
    """How wide a line may be, the gap between what stands at its left and at its right, and how wide spans are."""

    width: float
    gap: float
    measure: Callable[[Spans], float]

    def beside(self, right: Spans) -> float:
        """How wide the left of a line may be, beside this."""
        return self.width - self.measure(right) - self.gap


def card_lines(of: Card, room: Room) -> Iterator[CardLine]:
    """The lines of a card: name and shape, contents and count, why it is refused, formulas."""
    yield from _paired("title", _name(card.title(of), room), card.shapes(of), "", bold(room))
    yield from _paired("contents", card.contents(of), card.count(of), " · ", room)
    for line in broken([(word,) for word in of.refused.split()], bold(room), " "):
        yield CardLine("refused", line)
    shape, count = card.shape_formulas(of), card.count_formula(of)
    if shape and count and room.measure(shape) < room.beside(count):
        yield CardLine("formula", shape, count)
        return
    if shape:
        yield CardLine("formula", shape)
    terms = [
        t for term in card.terms(count) for t in (card.opened(term) if room.measure(term) > room.width else [term])
    ]
    for line in broken(terms, room, " "):
        yield CardLine("formula", (), line)


def bold(room: Room) -> Room:
    """The room for a bold text, which is wider."""
    return replace(room, width=room.width / BOLD)


def _paired(
    kind: Literal["title", "contents"], parts: Sequence[Spans], right: Spans, gap: str, room: Room
) -> Iterator[CardLine]:
    """Parts at the left, and beside their first line what stands at the right, or below where there is no room."""
    beside = room.beside(right) > (1 - BESIDE) * room.width
    for i, line in enumerate(broken(parts, room, gap, room.beside(right) if beside else None)):
        yield CardLine(kind, line, right if beside and i == 0 else ())
    if not beside:
        yield from (CardLine(kind, (), line) for line in broken([(span,) for span in right], room, ""))


def _name(title: Spans, room: Room) -> list[Spans]:
    *times, name = title
    first, *others = name_parts(name.text if isinstance(name, Code) else "", room)
    return [(*times, *first), *others]


def name_parts(name: str, room: Room) -> list[Spans]:
    """The parts of a name, between which a line may be broken; the middle is left out where they are too many."""

    def width(part: str) -> float:
        return room.measure((Code(part),))

    most = max(int(room.width * 0.6 / width("m")), 1)
    parts = [part[i : i + most] for part in _PARTS.findall(name) for i in range(0, len(part), most)]
    kept = list(parts)
    while len(kept) > 2 and sum(map(width, kept)) > TITLE * BESIDE * room.width:
        del kept[len(kept) // 2]
    if len(kept) < len(parts):
        kept.insert((len(kept) + 1) // 2, "…")
    return [(Code(part),) for part in kept or [name]]


def broken(parts: Sequence[Spans], room: Room, gap: str, first: float | None = None) -> list[Spans]:
    """Parts on as few lines as hold them; the first line may have less room."""
    lines: list[Spans] = []
    for part in parts:
        most = room.width if len(lines) > 1 or first is None else first
        if lines and room.measure(joined := listed([lines[-1], part], gap)) <= most:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines
