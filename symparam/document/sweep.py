"""Totals over sizes, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..algebra import size
from ..algebra.display import display
from .tree import Block, Bound, Column, Count, Document, Listing, Math, Row, Spans, Table

if TYPE_CHECKING:
    from ..explore.sweep import Point, Sweep


def sweep(swept: Sweep) -> Document:
    """A table with a line for each point; an illegal one has the reason in the place of its totals."""
    reasons = any(point.reason for point in swept.points)
    columns = (
        *(Column(name, "right") for name in swept.names),
        *(Column(m.heading, "right") for m in swept.what),
        *([Column("")] if reasons else []),
    )
    rows = tuple(
        Row((*_cells(point, len(swept.what)), *([(point.reason,)] if reasons else []))) for point in swept.points
    )
    sizes = tuple(Bound(name, n) for name, n in swept.fixed.items() if isinstance(n, int))
    ties = [
        (Math(display(size(name))), " = ", Math(display(n)))
        for name, n in swept.fixed.items()
        if not isinstance(n, int)
    ]
    notes: list[Spans] = [*ties, *((f"{m.name}: {m.counts}",) for m in swept.what)]
    blocks: tuple[Block, ...] = (Table(columns, rows), Listing(tuple(notes)))
    return Document(swept.model, sizes, blocks)


def _cells(point: Point, totals: int) -> tuple[Spans, ...]:
    values: list[Spans] = [(Count(v),) for v in point.values] if point.values else [("–",)] * totals
    return (*((str(n),) for n in point.sizes), *values)
