"""Markdown with formulas, for GitHub (``math="github"``) or for JupyterLab and VS Code (``math="dollar"``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from ..document import (
    Block,
    Definitions,
    Document,
    Equation,
    Listing,
    Math,
    Outline,
    Paragraph,
    Section,
    Spans,
    Table,
)
from ..document.derivation import derivation as derivation_of
from ..document.summary import summary as summary_of
from ..errors import SymparamError
from ..report import Report
from .inline_equation import on_one_line
from .latex_spans import math as tex
from .latex_spans import width
from .latex_text import escaped
from .markdown_spans import MATH, Flavour

BAR = re.compile(r"(?<!\\)\|")  # would end a cell, even between backticks
BESIDE = 34  # em: up to this width of the formulas, their reasons stand in a column
ONE_LINE = 28  # em: up to this width a chain of steps is written on one line


def summary(
    report: Report, *, math: str = "github", brief: bool = False, expand: bool | int = False, short: bool = False
) -> str:
    """The table of layers and the totals; ``short`` gives names to floors and explains them below the table."""
    return _written(summary_of(report, brief=brief, expand=expand, short=short), math)


def derivation(report: Report, *, math: str = "github", **options: Any) -> str:
    """The derivation, step by step; further options are those of ``symparam.document.derivation``."""
    return _written(derivation_of(report, **options), math)


def written(document: Document, *, math: str = "github") -> str:
    """Any document."""
    return _written(document, math)


def _written(document: Document, math: str) -> str:
    if math not in MATH:
        raise SymparamError(f"Markdown has formulas for {' or '.join(MATH)}, not {math!r}")
    flavour = Flavour(math == "github")
    lines = [f"# {flavour.span(document.title)}", ""]
    if document.sizes:
        lines += [f"Values at {', '.join(map(flavour.span, document.sizes))}.", ""]
    return "\n".join([*lines, *_blocks(document.blocks, flavour, 2)]).rstrip() + "\n"


def _blocks(blocks: Sequence[Block], flavour: Flavour, level: int) -> list[str]:
    lines: list[str] = []
    for is_equation, group in groupby(blocks, key=lambda block: isinstance(block, Equation)):
        members = list(group)
        if is_equation:
            equations = [on_one_line(block, ONE_LINE) for block in members if isinstance(block, Equation)]
            lines += [*flavour.display(_aligned(equations)), ""]
        else:
            lines += [line for block in members for line in (*_block(block, flavour, level), "")]
    return lines


def _block(block: Block, flavour: Flavour, level: int) -> list[str]:
    match block:
        case Paragraph(spans):
            return [flavour.spans(spans)]
        case Definitions(head, items):
            entries = [flavour.spans((Math(node), " ", *spans)) for node, spans in items]
            return [f"{head} {'; '.join(entries)}."]
        case Listing(items, numbered):
            return [f"{f'{i}.' if numbered else '-'} {flavour.spans(item)}" for i, item in enumerate(items, 1)]
        case Outline(items):
            return [f"{'  ' * depth}- {flavour.spans(item)}" for depth, item in items]
        case Table():
            return _table(block, flavour)
        case Section(title, inner):
            return [f"{'#' * min(level, 6)} {flavour.spans(title)}", "", *_blocks(inner, flavour, level + 1)[:-1]]
    raise TypeError(f"{block!r} is no block")


def _aligned(equations: Sequence[Equation]) -> list[str]:
    lines: list[str] = []
    shown = [line for e in equations for line in e.lines]
    gap = "&&" if max((width(line.right) for line in shown if line.reason), default=0) < BESIDE else r"\qquad"
    for equation in equations:
        for i, line in enumerate(equation.lines):
            lead = f"{tex(equation.left)} &= " if i == 0 else "&= "
            lines.append(lead + tex(line.right) + _reason(gap, line.reason))
        lines[-1] += "\n"
    body = [line.replace("\n", "") + (r" \\[1ex]" if line.endswith("\n") else r" \\") for line in lines[:-1]]
    return [r"\begin{aligned}", *body, lines[-1].rstrip("\n"), r"\end{aligned}"]


def _reason(gap: str, reason: Spans) -> str:
    """Words and formulas side by side: in ``\\text`` no dollars, which not every renderer takes there."""
    parts = [rf"\text{{{escaped(span)}}}" if isinstance(span, str) else tex(span, inline=True) for span in reason]
    return f" {gap} {''.join(parts)}" if parts else ""


def _table(table: Table, flavour: Flavour) -> list[str]:
    marks = {"left": ":--", "right": "--:"}
    lines = [
        f"| {' | '.join(flavour.span(c.title) for c in table.columns)} |",
        f"|{'|'.join(f' {marks[c.align]} ' for c in table.columns)}|",
    ]
    for row in table.rows:
        cells = [BAR.sub(r"\\|", flavour.spans(cell)) for cell in row.cells]
        cells[0] = "&nbsp;" * 3 * (row.level - 1) + "└ " + cells[0] if row.level else cells[0]
        lines.append(f"| {' | '.join(cells)} |")
    return lines + (["", *_legend(table, flavour)] if table.legend else [])


def _legend(table: Table, flavour: Flavour) -> list[str]:
    return [", ".join(map(flavour.spans, table.legend)) + "."]
