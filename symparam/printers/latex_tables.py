"""Tables in LaTeX: in a smaller font and with broken cells where the page is narrow, over several pages where long.

A short table is a ``tabular``, which is right after one run of LaTeX; a ``longtable`` measures its columns in the first
run and uses them in the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from ..document import Code, Column, Row, Spans, Table
from .latex_spans import cell, piece_widths, text_width, texts, widths

FONTS = (("", 1.0), (r"\small", 0.93), (r"\footnotesize", 0.86), (r"\scriptsize", 0.79),
         (r"\tiny", 0.68))  # and their quads
GAPS = {1: 1.0, 2: 0.5}  # em between two columns of a table, by the columns of text
LINES = 42  # of a table, that fit into a column of text
SHORT = 30  # lines of a table that is kept on one page


def table(block: Table, room: float, columns: int = 1) -> list[str]:
    """The lines of a table, with what its short names stand for below it."""
    natural, least = zip(*(_widths(block, i) for i in range(len(block.columns))), strict=True)
    font, sizes = _fitted(natural, least, room, GAPS[columns] * (len(natural) - 1))
    narrow = [size < full for size, full in zip(sizes, natural, strict=True)]
    spec = "".join(_spec(c, size, n) for c, size, n in zip(block.columns, sizes, narrow, strict=True))
    head = _row(Row(tuple((c.title,) for c in block.columns)), narrow)
    rows = [_row(row, narrow) for row in block.rows]
    lines = [_lines(row, sizes) for row in block.rows]
    if columns == 1 and sum(lines) > SHORT:
        body = _long(spec, head, rows)
    else:
        body = [line for part in _parts(rows, lines, LINES) for line in _short(spec, head, part)]
    said = ", ".join(map(texts, block.legend))
    legend = ["", rf"{{\raggedright\noindent {said}.\par}}"] if said else []
    return [rf"\begingroup{font}\setlength{{\tabcolsep}}{{{GAPS[columns] / 2}em}}", *body, *legend, r"\par\endgroup"]


def _long(spec: str, head: str, rows: list[str]) -> list[str]:
    return [rf"\begin{{longtable}}[l]{{@{{}}{spec}@{{}}}}", r"\toprule", head, r"\midrule", r"\endhead",
            r"\bottomrule", r"\endlastfoot", *rows, r"\end{longtable}"]


def _short(spec: str, head: str, rows: list[str]) -> list[str]:
    return [rf"\par\medskip\noindent\begin{{tabular}}{{@{{}}{spec}@{{}}}}", r"\toprule", head, r"\midrule", *rows,
            r"\bottomrule", r"\end{tabular}", r"\par\medskip"]


def _parts(rows: Sequence[str], lines: Sequence[int], most: int) -> list[list[str]]:
    """The rows in parts of at most so many lines, since a tabular does not break."""
    parts: list[list[str]] = [[]]
    used = 0
    for row, n in zip(rows, lines, strict=True):
        if parts[-1] and used + n > most:
            parts.append([])
            used = 0
        parts[-1].append(row)
        used += n
    return parts


def _lines(row: Row, sizes: Sequence[float]) -> int:
    """About how many lines a row takes."""
    return max((ceil(1.3 * widths(spans) / size) if widths(spans) > size else 1
               for spans, size in zip(row.cells, sizes, strict=True) if size), default=1)


def _widths(block: Table, i: int) -> tuple[float, float]:
    """How wide a column is with all cells on one line, and at least."""
    natural = [text_width(block.columns[i].title)]
    least = [max(map(text_width, block.columns[i].title.split()))]
    for row in block.rows:
        indent = 2.0 * row.level if i == 0 else 0
        natural.append(indent + widths(row.cells[i]))
        least.append(indent + _least(row.cells[i]))
    return max(natural), min(max(least) + 0.2, max(natural))


def _fitted(natural: Sequence[float], least: Sequence[float], room: float,
            gaps: float) -> tuple[str, Sequence[float]]:
    """The largest font, and the widths of the columns in it, with which the table fits."""
    for font, scale in FONTS[:3]:
        if sum(natural) + gaps <= room / scale:
            return font, natural
    for font, scale in FONTS[2:]:
        if sum(least) + gaps <= room / scale:
            return font, _narrowed(natural, least, room / scale - gaps)
    return FONTS[-1][0], least


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


def _row(row: Row, broken: list[bool]) -> str:
    cells = [_cell(spans, narrow) for spans, narrow in zip(row.cells, broken, strict=True)]
    if row.level:
        cells[0] = rf"\hspace{{{2 * row.level}em}}" + cells[0]
    return " & ".join(cells) + r" \tabularnewline"


def _cell(spans: Spans, narrow: bool) -> str:
    if narrow:
        return rf"\raggedright {' '.join(cell(spans))}"
    return texts(spans).replace(r"\allowbreak{}", "")


def _least(spans: Spans) -> float:
    """The widest piece that cannot be broken."""
    found = [0.0]
    for span in spans:
        if isinstance(span, str):
            found += [text_width(word) + 0.4 for word in re.split(r" +|(?<=[a-z])(?=[A-Z])", span)]
        elif isinstance(span, Code):
            found += [len(part) * 0.53 + 0.53 for part in span.text.replace("/", "_").split("_")]
        else:
            found += [n + 0.3 for n in piece_widths(span, inline=True)]
    return max(found)
