"""LaTeX: a fragment for ``\\input`` that needs amsmath, booktabs and longtable, or a whole document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..document import Block, Document, Equation, Paragraph, Params, Span
from ..document.derivation import derivation as derivation_of
from ..document.figure import figure
from ..document.refusal import refusal
from ..document.summary import summary as summary_of
from ..errors import RequestError, SymparamError
from ..report import Report
from .latex_blocks import LEVELS, Page, blocks, label_of
from .latex_spans import math, text
from .latex_text import ascii_only, escaped
from .tikz import drawn

PREAMBLE = r"""\documentclass[11pt{columns}]{{article}}
\usepackage[T1]{{fontenc}}
\usepackage{{lmodern}}
\usepackage{{amsmath}}
\usepackage{{booktabs}}
\usepackage{{longtable}}
\usepackage[a4paper,margin=25mm]{{geometry}}
{packages}\raggedbottom
\begin{{document}}
"""
DRAWING = r"\usepackage{tikz}" + "\n" + r"\usepackage{adjustbox}" + "\n"
FRAGMENT, STANDALONE, COLUMN = 31.0, 41.0, 19.6  # em: article's default text, 160 mm at 11 pt, half of that


def summary(
    report: Report,
    *,
    standalone: bool = False,
    notebook: bool = False,
    width: float | None = None,
    columns: int = 1,
    brief: bool = False,
    expand: bool | int = False,
    heading: str | None = None,
    label: str | None = None,
    picture: bool = False,
) -> str:
    """The table of layers and the totals.

    ``width`` is the width of the text in em; ``columns`` 2 avoids tables that cannot stand in two columns;
    ``notebook`` gives only the total as one formula between double dollars; ``heading`` is the level of the title,
    which then has a number and a ``label``; ``picture`` draws the network above, with tikz and adjustbox.
    """
    if notebook:
        return formula(summary_of(report), refusal(report))
    short = any(len(x) for row in report.rows for x in row.outputs)
    document = summary_of(report, brief=brief, expand=expand, short=short, connected=columns == 1)
    return _written(document, standalone, width, columns, heading, label, _picture(report) if picture else ())


def derivation(
    report: Report,
    *,
    standalone: bool = False,
    width: float | None = None,
    columns: int = 1,
    heading: str | None = None,
    label: str | None = None,
    picture: bool = False,
    **options: Any,
) -> str:
    """The derivation, step by step; further options are those of ``symparam.document.derivation``."""
    document = derivation_of(report, **options)
    return _written(document, standalone, width, columns, heading, label, _picture(report) if picture else ())


def written(document: Document, *, standalone: bool = False, width: float | None = None, columns: int = 1) -> str:
    """Any document."""
    return _written(document, standalone, width, columns)


def formula(document: Document, below: Sequence[Block] = ()) -> str:
    """The first equation of the totals as ``$$…$$``, which notebooks set, and the words of paragraphs below it."""
    for block in document.blocks:
        if isinstance(block, Equation) and isinstance(block.left, Params):
            right = [math(line.right) for line in block.lines]
            lines = [f"{math(block.left)} &= {right[0]}", *(f"&= {r}" for r in right[1:])]
            for words in (b.spans for b in below if isinstance(b, Paragraph)):
                lines.append("&" + "".join(_in_math(span) for span in words))
            return r"$$\begin{aligned}" + " \\\\ ".join(lines) + r"\end{aligned}$$"
    return ""


def _in_math(span: Span) -> str:
    return rf"\text{{{escaped(span)}}}" if isinstance(span, str) else math(span)


def page_of(standalone: bool, width: float | None, columns: int) -> Page:
    """The page that a text is set for."""
    if columns not in (1, 2):
        raise SymparamError(f"LaTeX has 1 or 2 columns of text, not {columns!r}")
    usual = COLUMN if columns > 1 else STANDALONE if standalone else FRAGMENT
    return Page(width or usual, columns)


def _written(
    document: Document,
    standalone: bool,
    width: float | None,
    columns: int,
    heading: str | None = None,
    label: str | None = None,
    picture: Sequence[str] = (),
) -> str:
    page = page_of(standalone, width, columns)
    if label and not heading:
        raise RequestError(f"a label belongs to a heading with a number; add heading={'section'!r}")
    labels = f"sec:{label or label_of(document.title)}" if heading else ""
    source = ascii_only("\n".join(body(document, replace(page, labels=labels), heading or "section", picture))) + "\n"
    if not standalone:
        return source
    packages = DRAWING if picture else ""
    return (
        PREAMBLE.format(columns=",twocolumn" if columns > 1 else "", packages=packages) + source + "\\end{document}\n"
    )


def _picture(report: Report) -> list[str]:
    """The network, no larger than the text of a page."""
    room = r"max width=\linewidth, max totalheight=0.9\textheight, center"
    return [rf"\noindent\begin{{adjustbox}}{{{room}}}", drawn(figure(report)).rstrip(), r"\end{adjustbox}", ""]


def body(document: Document, page: Page, level: str, picture: Sequence[str] = ()) -> list[str]:
    """A document under a heading of this level.

    Raises RequestError for another level.
    """
    if level not in LEVELS:
        raise RequestError(f"there is no heading {level!r}; choose one of {', '.join(LEVELS)}")
    sizes = ", ".join(map(text, document.sizes))
    ragged = r"\raggedright" if page.columns > 1 else ""
    title = escaped(document.title)
    lines = [
        rf"\begingroup\allowdisplaybreaks[1]\setlength{{\jot}}{{5pt}}{ragged}",
        rf"\{level}{{{title}}}\label{{{page.labels}}}" if page.labels else rf"\{level}*{{{title}}}",
        "",
    ]
    if sizes:
        lines += [rf"{{\raggedright\noindent Values at {sizes}.\par}}", ""]
    lines += picture
    return [*lines, *blocks(document.blocks, replace(page, level=LEVELS[level] + 1)), r"\endgroup"]
