"""A table as plain lines, none of which is broken, with a rule below each title."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Table
from .text_spans import Style


def loose_table(block: Table, style: Style) -> list[str]:
    """The lines of a table; columns without a title stand behind the others."""
    columns = [c for c in block.columns if c.title]
    most = len(block.rows) if block.most is None else block.most
    rows = [[style.spans(cell) for cell in row.cells] for row in block.rows[:most]]
    right = len(columns) if columns[0].align == "right" else 0
    head = [style.plain(c.title) for c in columns]
    lines = table(head, [row if row[-1] else row[:-1] for row in rows], right, style.repertoire.line)
    rest = len(block.rows) - most
    return [*lines, f"and {rest} more"] if rest > 0 else lines


def table(header: Sequence[str], rows: Sequence[Sequence[str]], right: int = 0, rule: str = "─") -> list[str]:
    """Lines with a rule below the header; ``right`` columns stand to the right, except where a cell is no number.

    >>> print("\\n".join(table(["H", "params"], [["32", "1,000"], ["256", "7"]], right=2)))
      H  params
    ───  ──────
     32   1,000
    256       7
    """
    columns = max(map(len, [header, *rows]))
    widths = [max((len(row[i]) for row in [header, *rows] if i < len(row)), default=0) for i in range(columns)]

    def line(cells: Sequence[str]) -> str:
        placed = (c.rjust(w) if i < right else c.ljust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=False)))
        return "  ".join(placed).rstrip()

    return [line(header), "  ".join(rule * w for w in widths[: len(header)]), *map(line, rows)]
