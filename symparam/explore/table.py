"""A table of plain lines."""

from __future__ import annotations

from collections.abc import Sequence


def table(header: Sequence[str], rows: Sequence[Sequence[str]], right: int = 0) -> list[str]:
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

    return [line(header), "  ".join("─" * w for w in widths[: len(header)]), *map(line, rows)]
