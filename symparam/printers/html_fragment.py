"""HTML with MathML Core: a fragment, or a page, that needs no script and no network."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from ..document import (
    Block,
    Definitions,
    Document,
    Equation,
    Listing,
    Outline,
    Paragraph,
    Section,
    Table,
)
from ..document import Math as Formula
from ..document.derivation import derivation as derivation_of
from ..document.figure import figure
from ..document.summary import summary as summary_of
from ..report import Report
from .html_spans import inline, inlines, math, shown
from .inline_equation import on_one_line
from .svg import drawn

ONE_LINE = 28  # em: up to this width a chain of steps is written on one line
SCREEN = 12  # cards
STYLE = """
.symparam { line-height: 1.45; max-width: 60em; }
.symparam .scroll { overflow-x: auto; overflow-y: hidden; margin: 0.7em 0; }
.symparam table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 0; }
.symparam th, .symparam td { padding: 0.15em 0.9em 0.15em 0; text-align: left; border: 0; background: none;
  vertical-align: baseline; }
.symparam .right { text-align: right; }
.symparam thead th { border-bottom: 1px solid; }
.symparam tbody tr:last-child td { border-bottom: 1px solid; padding-bottom: 0.35em; }
.symparam mtd { padding: 0.18em 0.15em; }
.symparam .sizes, .symparam .legend { opacity: 0.8; }
.symparam code { font-size: 0.95em; }
.symparam .picture svg { max-width: 100%; height: auto; }
.symparam .blank { display: inline-block; width: 6em; border-bottom: 1px solid; }
""".strip()
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>body {{ font-family: system-ui, sans-serif; margin: 2em auto; max-width: 62em; padding: 0 1em; }}</style>
</head>
<body>
{body}</body>
</html>
"""


def summary(
    report: Report,
    *,
    standalone: bool = False,
    brief: bool = False,
    expand: bool | int = False,
    short: bool = False,
    picture: bool = False,
) -> str:
    """The table of layers and the totals; ``standalone`` makes a page of its own, ``picture`` draws the network."""
    document = summary_of(report, brief=brief, expand=expand, short=short)
    return _written(document, standalone, _picture(report) if picture else [])


def derivation(report: Report, *, standalone: bool = False, picture: bool = False, **options: Any) -> str:
    """The derivation, step by step; further options are those of ``symparam.document.derivation``."""
    return _written(derivation_of(report, **options), standalone, _picture(report) if picture else [])


def written(document: Document, *, standalone: bool = False) -> str:
    """Any document; ``standalone`` makes a page of its own."""
    return _written(document, standalone)


def _picture(report: Report) -> list[str]:
    """The network, which can be folded away; one that is higher than a screen is."""
    net = figure(report)
    state = " open" if len(net.cards) <= SCREEN else ""
    return [f'<details class="picture"{state}><summary>The network</summary>', drawn(net, heading=False), "</details>"]


def _written(document: Document, standalone: bool, picture: Sequence[str] = ()) -> str:
    sizes = ", ".join(map(inline, document.sizes))
    title = f"<h2>{shown(document.title, quote=False)}</h2>"
    at = [f'<p class="sizes">Values at {sizes}.</p>'] if sizes else []
    lines = [
        '<section class="symparam">',
        f"<style>{STYLE}</style>",
        title,
        *at,
        *picture,
        *_blocks(document.blocks, 3),
        "</section>",
    ]
    body = "\n".join(lines) + "\n"
    return PAGE.format(title=shown(document.title), body=body) if standalone else body


def _blocks(blocks: Sequence[Block], level: int) -> list[str]:
    lines: list[str] = []
    for is_equation, group in groupby(blocks, key=lambda block: isinstance(block, Equation)):
        members = list(group)
        if is_equation:
            lines.append(_aligned([on_one_line(block, ONE_LINE) for block in members if isinstance(block, Equation)]))
        else:
            lines += [line for block in members for line in _block(block, level)]
    return lines


def _block(block: Block, level: int) -> list[str]:
    match block:
        case Paragraph(spans):
            return [f"<p>{inlines(spans)}</p>"]
        case Definitions(head, items):
            entries = [f"{inline(Formula(node))} {inlines(spans)}" for node, spans in items]
            return [f"<p>{shown(head)} {'; '.join(entries)}.</p>"]
        case Listing(items, numbered):
            kind = "ol" if numbered else "ul"
            return [f"<{kind}>", *(f"<li>{inlines(item)}</li>" for item in items), f"</{kind}>"]
        case Outline(items):
            return [f"<p>{'<br>'.join('&emsp;' * depth + inlines(item) for depth, item in items)}</p>"]
        case Table():
            return _table(block)
        case Section(title, inner):
            heading = f"h{min(level, 6)}"
            return [f"<{heading}>{inlines(title)}</{heading}>", *_blocks(inner, level + 1)]
    raise TypeError(f"{block!r} is no block")


def _aligned(equations: Sequence[Equation]) -> str:
    """Steps aligned at the equals sign, reasons to the right, in a box that scrolls where it is too narrow."""
    rows: list[str] = []
    for equation in equations:
        for i, line in enumerate(equation.lines):
            reason = f'<mspace width="2em"></mspace>{"".join(map(math, line.reason))}' if line.reason else ""
            cells = (
                ("right", math(equation.left) if i == 0 else ""),
                ("center", "<mo>=</mo>"),
                ("left", math(line.right)),
                ("left", reason),
            )
            space = ";padding-top:0.7em" if i == 0 and rows else ""
            mtds = "".join(f'<mtd style="text-align:{align}{space}">{cell}</mtd>' for align, cell in cells)
            rows.append(f"<mtr>{mtds}</mtr>")
    table = "\n".join(rows)
    return f'<div class="scroll"><math><mtable displaystyle="true">\n{table}\n</mtable></math></div>'


def _table(table: Table) -> list[str]:
    rights = [' class="right"' if column.align == "right" else "" for column in table.columns]
    head = "".join(f"<th{right}>{shown(c.title)}</th>" for c, right in zip(table.columns, rights, strict=True))
    lines = ['<div class="scroll"><table>', f"<thead><tr>{head}</tr></thead>", "<tbody>"]
    for row in table.rows:
        cells = [f"<td{right}>{inlines(cell)}</td>" for cell, right in zip(row.cells, rights, strict=True)]
        if row.level:
            cells[0] = cells[0].replace("<td", f'<td style="padding-left:{2 * row.level}em"', 1)
        lines.append(f"<tr>{''.join(cells)}</tr>")
    legend = [f'<p class="legend">{", ".join(map(inlines, table.legend))}.</p>'] if table.legend else []
    return [*lines, "</tbody></table></div>", *legend]
