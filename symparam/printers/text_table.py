"""Tables as text: columns as wide as they need to be, narrower on a narrow page, stacked on a very narrow one."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from ..budget import spend
from ..document import Column, Row, Table
from .display_width import cells, pad
from .text_spans import Ink, Style

TIGHT = 0.95
SAMPLE = 100  # rows of a long table by which the widths of its columns are chosen
PIECES = 4  # of a cell, that are put into lines for one cell of the budget
Cell = list[str]  # pieces between which a line may be broken, each with the space at its end, if one stands there


def natural_width(table: Table, style: Style) -> int:
    """How wide the table is with every row on one line."""
    widths = _widths(_grid(table, style))
    return sum(widths) + 2 * (len(widths) - 1)


def table_lines(table: Table, style: Style) -> list[str]:
    """The lines of a table."""
    if natural_width(table, style) > style.width:
        table = _narrower(table)
    for fine in range(3):
        grid = _grid(table, style, fine)
        found = [
            _columns(table, grid, widths, gap, style)
            for gap in (2, 1)
            if (widths := _fitted(table.columns, grid, style.width - gap * (len(table.columns) - 1))) is not None
        ]
        if found:  # a wide gap, unless it costs many lines
            return found[0] if len(found[0]) * TIGHT <= len(found[-1]) else found[-1]
    return _stacked(table, _grid(table, style), style)


def _narrower(table: Table) -> Table:
    """The table without its minor columns, whose cells stand below their rows."""
    minor = [i for i, column in enumerate(table.columns) if column.minor]
    rows = [
        replace(
            row,
            cells=tuple(cell for i, cell in enumerate(row.cells) if i not in minor),
            below=tuple(span for i in minor if row.cells[i] not in ((), ("-",)) for span in row.cells[i]),
        )
        for row in table.rows
    ]
    return replace(table, columns=tuple(c for c in table.columns if not c.minor), rows=tuple(rows))


def _grid(table: Table, style: Style, fine: int = 0) -> list[list[Cell]]:
    titles = [style.plain(column.title) for column in table.columns]
    head = [re.findall(r"\S+ ?", title) or [""] if fine else [title] for title in titles]
    return [head, *(_cells(row, style, fine) for row in table.rows)]


def _cells(row: Row, style: Style, fine: int) -> list[Cell]:
    grid = [style.cell(cell, fine) or [""] for cell in row.cells]
    if row.level:
        grid[0][0] = "   " * (row.level - 1) + style.plain("└ ") + grid[0][0]
    return grid


def _widths(grid: list[list[Cell]]) -> list[int]:
    return [max(cells("".join(row[i])) for row in grid) for i in range(len(grid[0]))]


def _fitted(columns: tuple[Column, ...], grid: list[list[Cell]], room: int) -> list[int] | None:
    """Widths that fit into the room, where they cost fewest lines; None where even single pieces are too wide.

    A broken formula costs more than a broken name.
    """
    widths = _widths(grid)
    least = [max(cells(piece.rstrip()) for row in grid for piece in row[i]) for i in range(len(widths))]
    if sum(least) > room:
        return None
    sample = grid[:: max(len(grid) // SAMPLE, 1)]
    widths = [min(width, max(low, room)) for width, low in zip(widths, least, strict=True)]  # narrowed in any case
    heights = [[len(_broken(row[i], width)) for row in sample] for i, width in enumerate(widths)]
    tried: dict[int, list[int]] = {}  # the heights of each column that can be narrower still
    while sum(widths) > room:
        for i, width in enumerate(widths):
            if width > least[i] and i not in tried:
                tried[i] = [len(_broken(row[i], width - 1)) for row in sample]
        i = min(tried, key=lambda i: (_cost(columns, [*heights[:i], tried[i], *heights[i + 1 :]]), -widths[i]))
        heights[i] = tried.pop(i)
        widths[i] -= 1
    return widths


def _cost(columns: tuple[Column, ...], heights: list[list[int]]) -> int:
    """The lines of the table, and those of broken formulas once more."""
    formulas = (h - 1 for column, cells in zip(columns, heights, strict=True) if column.align == "right" for h in cells)
    return sum(map(max, zip(*heights, strict=True))) + sum(formulas)


def _columns(table: Table, grid: list[list[Cell]], widths: list[int], gap: int, style: Style) -> list[str]:
    total = sum(widths) + gap * (len(widths) - 1)
    rule = style.faint(style.repertoire.line * total)
    head = map(style.strong, _row(table.columns, grid[0], widths, gap, str))
    inks = [partial(style.kind, row.kind) for row in table.rows]
    rows = [_row(table.columns, row, widths, gap, ink) for row, ink in zip(grid[1:], inks, strict=True)]
    below = [_below(row, style) for row in table.rows]
    return [
        *head,
        rule,
        *(line for row, said in zip(rows, below, strict=True) for line in (*row, *said)),
        rule,
    ]


def _below(row: Row, style: Style) -> list[str]:
    """What stands under a row, in lines of its own."""
    if not row.below:
        return []
    lead = style.plain("   " * row.level + "  ← ")
    lines = _broken(style.cell(row.below, 1), style.width - cells(lead))
    return [style.faint((lead if i == 0 else " " * cells(lead)) + line) for i, line in enumerate(lines)]


def _row(columns: tuple[Column, ...], row: list[Cell], widths: list[int], gap: int, ink: Ink) -> list[str]:
    broken = [_broken(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, broken))
    lines = []
    for i in range(height):
        parts = [
            pad(cell[i] if i < len(cell) else "", width, right=column.align == "right")
            for column, cell, width in zip(columns, broken, widths, strict=True)
        ]
        name = parts[0].rstrip()
        first = ink(name) + parts[0][len(name) :] if name else parts[0]
        lines.append((" " * gap).join([first, *parts[1:]]).rstrip())
    return lines


def _broken(cell: Cell, width: int) -> list[str]:
    if cells("".join(cell)) <= width:
        return ["".join(cell)]
    spend(len(cell) // PIECES)
    lines: list[list[str]] = [[]]
    taken = 0  # cells of the last line
    for piece in cell:
        if lines[-1] and taken + cells(piece.rstrip()) > width:
            lines.append([])
            taken = 0
        lines[-1].append(piece)
        taken += cells(piece)
    return ["".join(line).rstrip() for line in lines]


def _stacked(table: Table, grid: list[list[Cell]], style: Style) -> list[str]:
    head, *rows = grid
    titles = ["".join(cell) for cell in head]
    label = max(map(cells, titles[1:]), default=0)
    rule = style.faint(style.repertoire.line * style.width)
    lines = [rule]
    for row, below in zip(rows, (_below(row, style) for row in table.rows), strict=True):
        lines.append("".join(row[0]))
        for title, cell in zip(titles[1:], row[1:], strict=True):
            if "".join(cell):
                lines += _labelled(title, label, cell, style.width)
        lines += below
    return [*lines, rule]


def _labelled(title: str, label: int, cell: Cell, width: int) -> list[str]:
    """A cell beside its title, or below it where it does not fit there."""
    first, *rest = _broken(cell, max(width - label - 4, 8))
    if all(label + 4 + cells(line) <= width for line in (first, *rest)):
        return [f"  {pad(title, label)}  {first}", *(" " * (label + 4) + line for line in rest)]
    return [f"  {title}", *(" " * 4 + line for line in _broken(cell, width - 4))]
