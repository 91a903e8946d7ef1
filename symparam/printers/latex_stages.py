"""The table of stages, as wide as the line; what a stage contains stands below its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from ..algebra.nodes import Number
from ..document import Code, Column, Math, Row, Span, Spans
from ..document.paper import Paper
from .latex_spans import cell, texts, widths
from .latex_text import escaped

FOOT = 0.8  # the size and the height of a line in the table, by those of the text
HEAD = 3.0  # lines of the rules and the head of the table


def at(parts: Paper) -> str:
    """At which sizes the numbers hold."""
    return f" at {', '.join(texts((size,)) for size in parts.sizes)}" if parts.sizes else ""


def explained(parts: Paper) -> str:
    """What the rows with × are, and which formulas the sizes."""
    told = f" Here {texts(parts.sizes_told)}." if parts.sizes_told else ""
    times = r" A row with $\times$ stands for so many equal blocks, and counts all of them."
    return (times if parts.repeated else "") + told


def tabular(columns: Sequence[Column], rows: Sequence[Row], room: float) -> Iterator[str]:
    """The table alone, in ``room`` em of the text's font; where formulas are too wide for columns, all in one."""
    if is_wide(rows, room):
        yield from _in_one_column(columns, rows)
        return
    yield r"\begin{tabularx}{\linewidth}{@{}>{\raggedright\arraybackslash}Xlrr@{}}"
    yield from (r"\toprule", " & ".join(escaped(c.title) for c in columns) + r" \\", r"\midrule")
    stages = [row for row in rows if row.below]
    for row in stages:
        yield _cells(row) + r" \\*"
        yield rf"\multicolumn{{4}}{{@{{}}p{{\linewidth}}@{{}}}}{{{_within(row.below)}}} \\"
        yield from (r"\addlinespace[0.3ex]",) * (row is not stages[-1])
    total = [row for row in rows if not row.below]
    yield from (r"\midrule", *(_cells(row) + r" \\" for row in total)) if total else ()
    yield from (r"\bottomrule", r"\end{tabularx}")


def is_wide(rows: Sequence[Row], room: float) -> bool:
    """Whether shapes and counts leave too little room for names beside them."""
    return max(sum(map(widths, row.cells[1:])) for row in rows) > room / FOOT - 7


def _in_one_column(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[str]:
    """Below each name what the stage contains, and then what would stand in the other columns."""
    yield r"\begin{tabularx}{\linewidth}{@{}>{\raggedright\arraybackslash}X@{}}"
    yield from (r"\toprule", escaped(columns[0].title) + r" \\", r"\midrule")
    stages = [row for row in rows if row.below]
    for row in stages:
        yield texts(_plain(row.cells[0])) + r" \tabularnewline"
        yield _within(row.below) + r" \tabularnewline"
        for column, spans in zip(columns[1:], row.cells[1:], strict=True):
            yield _within((f"{column.title}: ", *spans)) + r" \tabularnewline"
        yield from (r"\addlinespace[0.3ex]",) * (row is not stages[-1])
    yield from (r"\bottomrule", r"\end{tabularx}")


def _within(spans: Spans) -> str:
    said = " ".join(cell(_plain(spans), fine=1)).replace(
        r"$ ${}\cdot", r" \cdot"
    )  # within mathematics TeX breaks by itself
    return rf"\raggedright\hangindent=1em\hspace*{{1em}}{said}"


def _cells(row: Row) -> str:
    return " & ".join(texts(_plain(spans)) for spans in row.cells)


def _plain(spans: Spans) -> Spans:
    """Sizes and settings, whose digits are not grouped, as text, and the ends of a range of names as two names."""
    return tuple(part for span in spans for part in _parts(span))


def _parts(span: Span) -> Spans:
    if isinstance(span, Math) and isinstance(span.node, Number):
        return (str(span.node.value),)
    if isinstance(span, Code) and " – " in span.text:
        first, last = span.text.split(" – ", 1)
        return Code(first), " – ", Code(last)
    return (span,)


def table_lines(parts: Paper, room: float) -> float:
    """About how many lines of text the table and its caption take."""
    said = ceil(widths((explained(parts).replace("$", ""),)) * 0.55 / room) + ceil(
        (12 + sum(widths((size,)) for size in parts.sizes)) / room
    )
    return FOOT * sum(row_lines(row, room) for row in parts.table.rows) + HEAD + said


def row_lines(row: Row, room: float) -> float:
    """About how many lines of the table a row takes."""
    numbers = list(map(widths, row.cells[1:]))
    name = room / FOOT - sum(numbers) - 1.5
    if is_wide([row], room):
        return 1.15 + sum(ceil(1.15 * n / (room / FOOT - 4)) for n in (widths(row.below), *numbers))
    below = ceil(widths(row.below) / (room / FOOT - 2)) if row.below else 0
    return ceil(widths(row.cells[0]) / max(name, 4)) + below + 0.15
