"""Tables in LaTeX: in a smaller font and with broken cells where the page is narrow, over several pages where long.

Where many columns do not fit, each row stands below its name, with the title of each cell beside it.

A short table is a ``tabular``, which is right after one run of LaTeX; a ``longtable`` measures its columns in the first
run and uses them in the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from ..document import Axes, Code, Column, Math, Row, Spans, Table
from .latex_spans import cell, piece_widths, text_width, texts, widths

FONTS = (
    ("", 1.0),
    (r"\small", 0.93),
    (r"\footnotesize", 0.86),
    (r"\scriptsize", 0.79),
    (r"\tiny", 0.68),
)  # and their quads
GAPS = {1: 1.0, 2: 0.5}  # em between two columns of a table, by the columns of text
LINES = 24  # of each part of a table in a column of text, where a longtable cannot stand
INDENT = 1.5  # em for each level of a row
MANY = 4  # columns, beyond which a table that is too wide is stacked
SHORT = 30  # lines of a table that is kept on one page


def table(block: Table, room: float, columns: int = 1) -> list[str]:
    """The lines of a table, with what its short names stand for below it."""
    if len(block.columns) > MANY and _too_wide(block, room, GAPS[columns] * (len(block.columns) - 1)):
        block = _stacked(block)
    fine, font, sizes, natural = _fitted(block, room, GAPS[columns] * (len(block.columns) - 1))
    narrow = [size < full for size, full in zip(sizes, natural, strict=True)]
    spec = "".join(_spec(c, size, n) for c, size, n in zip(block.columns, sizes, narrow, strict=True))
    sides = ["raggedleft" if c.align == "right" else "raggedright" for c in block.columns]
    broken = [side if n else None for side, n in zip(sides, narrow, strict=True)]
    head = _row(Row(tuple((c.title,) for c in block.columns)), broken, fine)
    rows = [_row(row, broken, fine) for row in block.rows]
    lines = [_lines(row, sizes) for row in block.rows]
    if columns == 1 and sum(lines) > SHORT:
        body = _long(spec, head, rows)
    else:
        alone = [len(row.cells) < len(block.columns) for row in block.rows]
        body = [line for part in _parts(rows, lines, alone) for line in _short(spec, head, part)]
    said = ", ".join(map(texts, block.legend))
    legend = ["", rf"{{\raggedright\noindent {said}.\par}}"] if said else []
    return [rf"\begingroup{font}\setlength{{\tabcolsep}}{{{GAPS[columns] / 2}em}}", *body, *legend, r"\par\endgroup"]


def _too_wide(block: Table, room: float, gaps: float) -> bool:
    least = sum(min(_narrowest(block, i, 0), _natural(block, i)) for i in range(len(block.columns)))
    return least + gaps > room / FONTS[2][1]


def _stacked(block: Table) -> Table:
    """Two columns: a row becomes its name, and below it one row for each of its cells."""
    first, *others = block.columns
    rows: list[Row] = []
    for row in block.rows:
        rows.append(Row(row.cells[:1], row.level))
        rows += [
            Row(((column.title,), cells), row.level + 1)
            for column, cells in zip(others, row.cells[1:], strict=True)
            if cells
        ]
    return Table((first, Column("")), tuple(rows), block.legend)


def _long(spec: str, head: str, rows: list[str]) -> list[str]:
    return [
        rf"\begin{{longtable}}[l]{{@{{}}{spec}@{{}}}}",
        r"\toprule",
        head,
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endlastfoot",
        *rows,
        r"\end{longtable}",
    ]


def _short(spec: str, head: str, rows: list[str]) -> list[str]:
    return [
        rf"\par\medskip\noindent\begin{{tabular}}{{@{{}}{spec}@{{}}}}",
        r"\toprule",
        head,
        r"\midrule",
        *rows,
        r"\bottomrule",
        r"\end{tabular}",
        r"\par\medskip",
    ]


def _parts(rows: Sequence[str], lines: Sequence[int], alone: Sequence[bool]) -> list[list[str]]:
    """The rows in parts of at most LINES lines, since a tabular does not break; those under a name stay with it."""
    parts: list[list[str]] = [[]]
    used = 0
    for i, row in enumerate(rows):
        end = next((j for j in range(i + 1, len(rows)) if alone[j]), len(rows)) if alone[i] else i + 1
        if parts[-1] and used + sum(lines[i:end]) > LINES and (alone[i] or not any(alone)):
            parts.append([])
            used = 0
        parts[-1].append(row)
        used += lines[i]
    return parts


def _lines(row: Row, sizes: Sequence[float]) -> int:
    """About how many lines a row takes."""
    if len(row.cells) < len(sizes):
        return 1
    return max(
        (
            ceil(1.3 * widths(spans) / size) if widths(spans) > size else 1
            for spans, size in zip(row.cells, sizes, strict=True)
            if size
        ),
        default=1,
    )


def _natural(block: Table, i: int) -> float:
    """How wide a column is with all cells on one line."""
    return max([text_width(block.columns[i].title), *(indent + widths(cell) for indent, cell in _column(block, i))])


def _narrowest(block: Table, i: int, fine: int) -> float:
    """How wide a column is at least."""
    return 0.2 + max(
        [
            *map(text_width, block.columns[i].title.split()),
            0.0,
            *(indent + _least(cell, fine) for indent, cell in _column(block, i)),
        ]
    )


def _column(block: Table, i: int) -> list[tuple[float, Spans]]:
    """The cells of a column that have it for themselves, each with its indentation."""
    return [
        (INDENT * row.level if i == 0 else 0.0, row.cells[i])
        for row in block.rows
        if len(row.cells) == len(block.columns)
    ]


def _fitted(block: Table, room: float, gaps: float) -> tuple[int, str, Sequence[float], Sequence[float]]:
    """How finely formulas are broken, the largest font in which the table fits, and the widths of its columns.

    The last are the widths that the columns would take on one line.
    """
    indices = range(len(block.columns))
    natural = [_natural(block, i) for i in indices]
    for font, scale in FONTS[:3]:
        if sum(natural) + gaps <= room / scale:
            return 0, font, natural, natural
    for fine in (0, 1, 2):
        least = [min(_narrowest(block, i, fine), natural[i]) for i in indices]
        for font, scale in FONTS[2:]:
            if sum(least) + gaps <= room / scale:
                return fine, font, _narrowed(natural, least, room / scale - gaps), natural
    # widths of formulas are estimated on the wide side, those of words are not
    formulas = [any(isinstance(s, (Math, Axes)) for _, cell in _column(block, i) for s in cell) for i in indices]
    loose = [least[i] < natural[i] and formulas[i] for i in indices]
    kept = gaps + sum(least[i] for i in indices if not loose[i])
    scaled = (room / FONTS[-1][1] - kept) / (sum(least) + gaps - kept) if any(loose) else 1.0
    return 2, FONTS[-1][0], [least[i] * (scaled if loose[i] else 1.0) for i in indices], natural


def _narrowed(natural: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The widths that fit, taken from the widest columns."""
    sizes = list(natural)
    while sum(sizes) > room:
        i = max((i for i in range(len(sizes)) if sizes[i] > least[i]), key=lambda i: sizes[i])
        sizes[i] = max(sizes[i] - 0.25, least[i])
    return sizes


def _spec(column: Column, size: float, narrow: bool) -> str:
    if narrow:
        return f"p{{{size:.2f}em}}"
    return "r" if column.align == "right" else "l"


def _row(row: Row, broken: Sequence[str | None], fine: int) -> str:
    """A row; cells that may be broken are set flush with one side. One cell alone takes all columns."""
    if len(row.cells) < len(broken):
        name = _indented(" ".join(cell(row.cells[0])), row.level)
        return (
            rf"\addlinespace \multicolumn{{{len(broken)}}}{{@{{}}p{{\linewidth}}@{{}}}}{{\raggedright {name}}}"
            r" \\*"
        )  # no page ends with a name
    cells = [_cell(spans, side, fine) for spans, side in zip(row.cells, broken, strict=True)]
    cells[0] = _indented(cells[0], row.level)
    return " & ".join(cells) + r" \tabularnewline"


def _indented(source: str, level: int) -> str:
    return rf"\hspace{{{INDENT * level:g}em}}{source}" if level else source


def _cell(spans: Spans, side: str | None, fine: int) -> str:
    if side is not None:
        return rf"\{side} {' '.join(cell(spans, fine))}"
    return texts(spans).replace(r"\allowbreak{}", "")


def _least(spans: Spans, fine: int) -> float:
    """The widest piece that cannot be broken."""
    found = [0.0]
    for span in spans:
        if isinstance(span, str):
            found += [text_width(word) + 0.4 for word in re.split(r" +|(?<=[a-z])(?=[A-Z])", span)]
        elif isinstance(span, Code):
            found += [len(part) * 0.53 + 0.53 for part in span.text.replace("/", "_").split("_")]
        else:
            found += [n + 0.3 for n in piece_widths(span, inline=True, fine=fine)]
    return max(found)
