"""Tables as text: columns as wide as they need to be, narrower on a narrow page, stacked on a very narrow one."""

from __future__ import annotations

from ..algebra.breaker import break_lines
from ..document import Column, Row, Table
from .cells import cells, pad
from .text_spans import Style

Cell = list[str]  # pieces, each but the last with the space at its end where a line may be broken


def natural_width(table: Table, style: Style) -> int:
    """How wide the table is with every row on one line."""
    widths = _widths(_grid(table, style))
    return sum(widths) + 2 * (len(widths) - 1)


def table_lines(table: Table, style: Style) -> list[str]:
    """The lines of a table."""
    grid = _grid(table, style)
    for gap in (2, 1):
        widths = _fitted(grid, style.width - gap * (len(table.columns) - 1))
        if widths is not None:
            return _columns(table, grid, widths, gap, style)
    return _stacked(table, grid, style)


def _grid(table: Table, style: Style) -> list[list[Cell]]:
    head = [[style.plain(column.title)] for column in table.columns]
    return [head, *(_cells(row, style) for row in table.rows)]


def _cells(row: Row, style: Style) -> list[Cell]:
    grid = [style.cell(cell) or [""] for cell in row.cells]
    if row.level:
        grid[0][0] = "   " * (row.level - 1) + style.plain("└ ") + grid[0][0]
    return grid


def _widths(grid: list[list[Cell]]) -> list[int]:
    return [max(cells("".join(row[i])) for row in grid) for i in range(len(grid[0]))]


def _fitted(grid: list[list[Cell]], room: int) -> list[int] | None:
    """Widths that fit into the room, taken from the widest columns; None where even single pieces are too wide."""
    widths = _widths(grid)
    least = [max(cells(piece.rstrip()) for row in grid for piece in row[i]) for i in range(len(widths))]
    if sum(least) > room:
        return None
    while sum(widths) > room:
        i = max((i for i in range(len(widths)) if widths[i] > least[i]), key=lambda i: widths[i])
        widths[i] -= 1
    return widths


def _columns(table: Table, grid: list[list[Cell]], widths: list[int], gap: int, style: Style) -> list[str]:
    total = sum(widths) + gap * (len(widths) - 1)
    rule = style.faint(style.repertoire.line * total)
    head, *rows = [_row(table.columns, row, widths, gap) for row in grid]
    return [*map(style.strong, head), rule, *(line for row in rows for line in row), rule]


def _row(columns: tuple[Column, ...], row: list[Cell], widths: list[int], gap: int) -> list[str]:
    broken = [_broken(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, broken))
    lines = []
    for i in range(height):
        parts = [
            pad(cell[i] if i < len(cell) else "", width, right=column.align == "right")
            for column, cell, width in zip(columns, broken, widths, strict=True)
        ]
        lines.append((" " * gap).join(parts).rstrip())
    return lines


def _broken(cell: Cell, width: int) -> list[str]:
    if cells("".join(cell)) <= width:
        return ["".join(cell)]
    return [" ".join(line) for line in break_lines([piece.rstrip() for piece in cell], cells, width, gap=1)]


def _stacked(table: Table, grid: list[list[Cell]], style: Style) -> list[str]:
    head, *rows = grid
    titles = ["".join(cell) for cell in head]
    label = max(map(cells, titles[1:]), default=0)
    rule = style.faint(style.repertoire.line * style.width)
    lines = [rule]
    for row in rows:
        lines.append("".join(row[0]))
        for title, cell in zip(titles[1:], row[1:], strict=True):
            if "".join(cell):
                lines += _labelled(title, label, cell, style.width)
    return [*lines, rule]


def _labelled(title: str, label: int, cell: Cell, width: int) -> list[str]:
    """A cell beside its title, or below it where it does not fit there."""
    first, *rest = _broken(cell, max(width - label - 4, 8))
    if all(label + 4 + cells(line) <= width for line in (first, *rest)):
        return [f"  {pad(title, label)}  {first}", *(" " * (label + 4) + line for line in rest)]
    return [f"  {title}", *(" " * 4 + line for line in _broken(cell, width - 4))]
