"""What nearly all names of a table begin with, said once below it."""

from __future__ import annotations

from dataclasses import replace

from ..document import Code, Row, Span, Spans, Table
from ..printable import beginning

FEWEST = 8  # names for which it is worth a line
SHORTEST = 6  # letters
INPUT = " (InputLayer)"


def without_beginning(table: Table) -> Table:
    """The table with … for what the names of all layers but inputs begin with, and a note that says it."""
    names = [cell[0].text for row in table.rows if isinstance((cell := row.cells[0])[0], Code) and INPUT not in cell]
    shared = beginning(names) if len(names) >= FEWEST else ""
    if len(shared) < SHORTEST:
        return table

    def cut(spans: Spans) -> Spans:
        return tuple(map(shorter, spans))

    def shorter(span: Span) -> Span:
        named = isinstance(span, Code) and span.text.startswith(shared)
        return Code(f"…{span.text.removeprefix(shared)}") if named else span  # type: ignore[union-attr]

    rows = tuple(Row(tuple(map(cut, row.cells)), row.level, cut(row.below)) for row in table.rows)
    return replace(table, rows=rows, legend=(*table.legend, ("… stands for ", Code(shared))))
