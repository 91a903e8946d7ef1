"""What most names of a table begin with, said once below it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from ..document import Code, Span, Spans, Table
from ..printable import beginning

FEWEST = 8  # names for which it is worth a line
SHORTEST = 6  # letters
MOST = 0.75  # of all names


def without_beginning(table: Table) -> Table:
    """The table with … for what most names begin with, and a note that says it."""
    names = [cell[0].text for row in table.rows if isinstance((cell := row.cells[0])[0], Code)]
    shared = _of_most(names) if len(names) >= FEWEST else ""
    if len(shared) < SHORTEST:
        return table

    def cut(spans: Spans) -> Spans:
        return tuple(map(shorter, spans))

    def shorter(span: Span) -> Span:
        named = isinstance(span, Code) and span.text.startswith(shared)
        return Code(f"…{span.text.removeprefix(shared)}") if named else span  # type: ignore[union-attr]

    rows = tuple(replace(row, cells=tuple(map(cut, row.cells)), below=cut(row.below)) for row in table.rows)
    return replace(table, rows=rows, legend=(*table.legend, ("… stands for ", Code(shared))))


def _of_most(names: list[str]) -> str:
    """The words that most names begin with.

    >>> _of_most(["input", "net_stem", "net_head", "net_top_1", "net_top_2"]), _of_most(["a_b", "c_d"])
    ('net_', '')
    """
    firsts = Counter(re.match(r"[^_./]*[_./]*", name)[0] for name in names)  # type: ignore[index]
    first, count = firsts.most_common(1)[0]
    return beginning([name for name in names if name.startswith(first)]) if count >= MOST * len(names) else ""
