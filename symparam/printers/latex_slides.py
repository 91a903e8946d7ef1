"""A model on slides: frames for beamer that fit, first the stages, then the totals, then a worked layer of each kind.

Needs amsmath, booktabs and tabularx, as a paper does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Equation, Row
from ..document.paper import Paper, paper
from ..report import Report
from .latex_blocks import Page, blocks
from .latex_compact import aligned, displayed, layout, letters_of
from .latex_stages import at, explained, row_lines, tabular
from .latex_text import ascii_only, escaped, literal

NEEDS = "% frames for beamer; needs amsmath, booktabs and tabularx\n"
PREAMBLE = r"""\documentclass[11pt]{beamer}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage{amsmath}
\usepackage{booktabs}
\usepackage{tabularx}
\begin{document}
"""
WIDTH = 27.0  # em of a frame's text at 4:3 in 11 points; wider frames have more
LINES = 11  # of a display in a frame, and of words below it
ROWS = 15.0  # lines of a table in a frame


def summary(report: Report, *, standalone: bool = False) -> str:
    """The stages and the totals."""
    return _written(report, standalone, worked=False)


def derivation(report: Report, *, standalone: bool = False) -> str:
    """The same, and a worked layer of each kind."""
    return _written(report, standalone, worked=True)


def _written(report: Report, standalone: bool, worked: bool) -> str:
    source = ascii_only("\n".join([NEEDS, *_frames(paper(report), worked)])) + "\n"
    return PREAMBLE + source + "\\end{document}\n" if standalone else source


def _frames(parts: Paper, worked: bool) -> Iterator[str]:
    title, page = escaped(parts.title), Page(WIDTH, 2)
    tables = list(_tables(parts.table.rows))
    for i, rows in enumerate(tables):
        said = rf"\par\smallskip\raggedright The stages{at(parts)}.{explained(parts)}"
        table = [r"\scriptsize\setlength{\tabcolsep}{0.5em}", *tabular(parts.table.columns, rows, WIDTH), said]
        yield from _frame(title, table, i, len(tables))
    for name, equation in zip(("parameters", "multiply--accumulates"), parts.totals, strict=True):
        below = [rf"\par\noindent The value is that{at(parts)}."] if parts.sizes else []
        yield from _equations(f"{title}: {name}", [equation], below, page)
    if parts.refused:
        yield from _frame(title, list(layout(parts.refused, page)))
    for each in parts.worked if worked else ():
        below = [*blocks([letters_of([each])], page)] if letters_of([each]).items else []
        yield from _equations(rf"{literal(each.name)} ({escaped(each.type)})", each.equations, below, page)


def _tables(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in as many parts as there are frames for."""
    part: list[Row] = []
    used = 0.0
    for row in rows:
        lines = row_lines(row, WIDTH)
        if part and used + lines > ROWS:
            yield part
            part, used = [], 0.0
        part.append(row)
        used += lines
    yield part


def _equations(title: str, equations: Sequence[Equation], below: Sequence[str], page: Page) -> Iterator[str]:
    """Frames with so many lines of the equations that they fit, and in the last what letters are."""
    lines = list(aligned(equations, page.width))
    parts = [lines[i : i + LINES] for i in range(0, len(lines), LINES)]
    alone = bool(below) and len(parts[-1]) > LINES - 4
    count = len(parts) + alone
    for i, part in enumerate(parts):
        here = below if i == len(parts) - 1 and not alone else ()
        yield from _frame(title, [*displayed(part), *here], i, count)
    if alone:
        yield from _frame(title, below, count - 1, count)


def _frame(title: str, lines: Sequence[str], i: int = 0, of: int = 1) -> Iterator[str]:
    number = f" ({i + 1}/{of})" if of > 1 else ""
    yield from (rf"\begin{{frame}}[t]{{{title}{number}}}", *lines, r"\end{frame}", "")
