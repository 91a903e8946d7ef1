"""A model in a paper, in at most one column: its stages as a float, the totals, and a worked layer of each kind.

It is right in any column, since the table is as wide as the line. Needs amsmath, booktabs and tabularx.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..algebra.nodes import Name
from ..document import Block, Code, Math, Paragraph, Params, Spans
from ..document.derivation import derivation as derivation_of
from ..document.paper import Paper, Worked, paper
from ..document.words import listed
from ..report import Report
from .latex import COLUMN, FRAGMENT, body
from .latex_blocks import Page, label_of
from .latex_compact import height, layout, letters_of, sides_of
from .latex_stages import at, explained, table_lines, tabular
from .latex_text import ascii_only, escaped

NEEDS = "% needs amsmath, booktabs and tabularx\n"
PREAMBLE = r"""\documentclass[10pt{columns}]{{article}}
\usepackage[T1]{{fontenc}}
\usepackage{{lmodern}}
\usepackage{{amsmath}}
\usepackage{{booktabs}}
\usepackage{{tabularx}}
\usepackage{{longtable}}
\raggedbottom
\begin{{document}}
"""
SET = r"\begingroup\setlength{\jot}{1pt}\emergencystretch=3em \relpenalty=10000 \hbadness=9999 \allowdisplaybreaks[1]"
NARROW = 22.5  # em: what fits the columns of article, IEEEtran and ICML at 10 points
HEIGHT = 45.0  # lines of a column, which the float, the totals and the worked layers share


def summary(
    report: Report,
    *,
    standalone: bool = False,
    columns: int = 2,
    appendix: bool = False,
    heading: str = "section",
    label: str | None = None,
) -> str:
    """The float and the totals; with ``appendix`` the derivation follows, under a ``heading`` of that level."""
    return _written(report, False, standalone, columns, appendix, heading, label)


def derivation(
    report: Report,
    *,
    standalone: bool = False,
    columns: int = 2,
    appendix: bool = False,
    heading: str = "section",
    label: str | None = None,
) -> str:
    """The same with a worked layer of each kind, of as many as the column has room for."""
    return _written(report, True, standalone, columns, appendix, heading, label)


def _written(
    report: Report, worked: bool, standalone: bool, columns: int, appendix: bool, heading: str, label: str | None
) -> str:
    name = label or label_of(report.name)
    page = Page(NARROW, 2)
    parts = [NEEDS, *_column(paper(report), name, worked, page)]
    if appendix:
        parts += ["", *appended(report, name, heading, Page(COLUMN if columns == 2 else FRAGMENT, columns))]
    source = ascii_only("\n".join(parts)) + "\n"
    if not standalone:
        return source
    return PREAMBLE.format(columns=",twocolumn" if columns == 2 else "") + source + "\\end{document}\n"


def appended(report: Report, name: str, heading: str, page: Page) -> list[str]:
    """The whole derivation under a heading that can be referred to; equal blocks are derived once."""
    folded = report.fold(stages=True)
    document = derivation_of(folded, title=f"The derivation of {report.name}")
    return body(document, replace(page, labels=f"app:{name}"), heading)


def floating(parts: Paper, name: str) -> Iterator[str]:
    """The table of stages with caption and label."""
    said = f"The stages of {escaped(parts.title)}{at(parts)}.{explained(parts)}"
    yield from (r"\begin{table}[!t]", r"\centering", rf"\caption{{{said}}}", rf"\label{{tab:{name}}}")
    yield r"\smallskip\footnotesize\setlength{\tabcolsep}{0.4em}"
    yield from (*tabular(parts.table.columns, parts.table.rows, NARROW), r"\end{table}")


def _column(parts: Paper, name: str, worked: bool, page: Page) -> Iterator[str]:
    """What fits below the float, in this order: parameters, worked layers, multiply–accumulates; but M below P."""
    yield from floating(parts, name)
    yield ""
    params, macs = parts.totals
    room = HEIGHT - table_lines(parts, NARROW) - height((_said(parts, True), params, *parts.refused), page)
    layers = list(_kinds(parts.worked, page, room)) if worked else []
    both = height((macs,), page) <= room - height(layers, page)
    totals = (params, macs) if both else (params,)
    yield from (SET, r"\abovedisplayskip=4pt plus 2pt \belowdisplayskip=\abovedisplayskip")
    yield from layout((_said(parts, both), *totals, *parts.refused, *layers), page)
    yield r"\endgroup"


def _said(parts: Paper, both: bool) -> Paragraph:
    at: Spans = ("; the values are those at ", *listed([(span,) for span in parts.sizes])) if parts.sizes else ()
    where: Spans = (" ", *parts.legal) if parts.legal else ()
    has: Spans = (Math(Name("P")), " parameters")
    more: Spans = (" and ", Math(Name("M")), " multiply–accumulates") if both else ()
    return Paragraph((f"In closed form, {parts.title} has ", *has, *more, *where, *at, "."))


# --- worked layers ------------------------------------------------------------------------------------------------


def _kinds(worked: Sequence[Worked], page: Page, room: float) -> Iterator[Block]:
    """As many as there is room for, some with their first equation alone; below them what their letters are.

    Where not even the first has room in a display, it stands in the text.
    """
    chosen: list[Worked] = []
    written: list[Block] = []
    for each in worked:
        first = replace(each, equations=each.equations[:1])
        forms: list[tuple[Worked, list[Block]]] = [(each, _displayed(each)), (first, _displayed(first))]
        if not chosen:
            forms.append((first, [_inline(first)]))
        for told, content in forms:
            if height([*written, *content, letters_of([*chosen, told])], page) <= room:
                chosen.append(told)
                written += content
                break
    letters = letters_of(chosen)
    yield from (*written, *([letters] if letters.items else []))


def _displayed(worked: Worked) -> list[Block]:
    return [Paragraph((Code(worked.name), f" ({worked.type}):")), *worked.equations]


def _inline(worked: Worked) -> Paragraph:
    """Its first equation within a sentence."""
    (equation,) = worked.equations
    sides = [side for line in equation.lines for side in sides_of(line.right)]
    left = Math(Name("P")) if isinstance(equation.left, Params) else equation.left
    return Paragraph(
        (Code(worked.name), f" ({worked.type}): ", *listed([(span,) for span in (left, *sides)], " = "), ".")
    )
