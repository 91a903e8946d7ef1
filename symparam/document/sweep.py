"""Totals over sizes, as a document."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from .tree import Column, Count, Document, Outline, Row, Spans, Table
from .words import held

if TYPE_CHECKING:
    from ..explore.sweep import Point, Sweep


def sweep(swept: Sweep) -> Document:
    """A table with a line for each point; neighbours that the same layer refuses share one, with the reason."""
    reasons = any(point.reason for point in swept.points)
    columns = (
        *(Column(name, "right") for name in swept.names),
        *(Column(m.heading, "right") for m in swept.what),
        *([Column("")] if reasons else []),
    )
    rows: list[Row] = []
    for reason, group in groupby(swept.points, key=lambda p: _who(p.reason)):
        members = list(group)
        rows += [_refused(members, len(swept.what))] if reason else [_reached(point, reasons) for point in members]
    notes: list[Spans] = [held(swept.fixed)] if swept.fixed else []
    notes += [(f"{m.name}: {m.counts}",) for m in swept.what]
    blocks = (Table(columns, tuple(rows), loose=True), Outline(tuple((0, note) for note in notes)))
    return Document(swept.model, (), blocks, answer=True)


def _reached(point: Point, reasons: bool) -> Row:
    gap: tuple[Spans, ...] = ((),) if reasons else ()
    return Row((*((str(n),) for n in point.sizes), *((Count(v),) for v in point.values or ()), *gap))


def _refused(points: list[Point], totals: int) -> Row:
    first, last = points[0], points[-1]
    spans = [str(a) if a == b else f"{a}…{b}" for a, b in zip(first.sizes, last.sizes, strict=True)]
    reason = first.reason if first == last else _who(first.reason)
    return Row((*((span,) for span in spans), *(("–",) for _ in range(totals)), (reason,)))


def _who(reason: str) -> str:
    """The refusal without its numbers, which differ from size to size."""
    return reason.split("; ")[0]
