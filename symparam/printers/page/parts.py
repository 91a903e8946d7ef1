"""What stands on the page before its script begins: the totals, the drawing, the table and the derivation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from ...algebra.figures import grouped
from ...document import Block, Definitions, Equation, Listing, Paragraph, Row, Section, Table
from ...document import Math as Formula
from ...document.figure import figure
from ...document.layers import groups_of, layer_sections
from ...document.lines import Writer
from ...document.refusal import refusal, values_at
from ...document.summary import layers_table
from ...printable import printable
from ...report import Report
from ..html_spans import inline, inlines, math
from ..svg import drawn


def parts(report: Report) -> Mapping[str, str]:
    """The pieces of the page, each as HTML."""
    value = Writer(report).value(report.params)
    return {
        "title": _shown(report.name),
        "total": "" if value is None else grouped(value),
        "formula": inline(Formula(Writer(report).node(report.params))),
        "sizes": ", ".join(map(inline, values_at(report))),
        "refusal": "".join(_blocks(refusal(report))),
        "valid": _shown(report.domain.text()),
        "drawing": drawn(figure(report), live=True),
        "table": "\n".join(_table(layers_table(report, short=True, connected=False), report)),
        "why": "\n".join(_why(report)),
    }


def _why(report: Report) -> Iterator[str]:
    """The derivation, one article for each kind of layer, with the names of all layers that it stands for."""
    writer = Writer(report)
    for section, names in zip(*_sections(writer, report), strict=True):
        listed = " ".join(dict.fromkeys(names))
        yield f'<article class="why" data-layers="{listed}"><h3>{inlines(section.title)}</h3>'
        yield from _blocks(section.blocks)
        yield "</article>"


def _sections(writer: Writer, report: Report) -> tuple[tuple[Section, ...], list[list[str]]]:
    """The sections of the derivation, and the places of the layers that each stands for."""
    place = {inner.name: str(i) for i, row in enumerate(report.rows) for inner in row.walk()}
    names = [[place[name] for name in (group.row.name, *group.likewise)] for group in groups_of(report.rows)]
    return layer_sections(writer, report.rows, "normal", None), names


# --- blocks -------------------------------------------------------------------------------------------------------


def _blocks(blocks: object) -> Iterator[str]:
    for block in blocks:  # type: ignore[attr-defined]
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(spans):
            yield f"<p>{inlines(spans)}</p>"
        case Equation():
            yield from _equation(block)
        case Definitions(head, items):
            entries = "".join(f"<dt>{inline(Formula(node))}</dt><dd>{inlines(spans)}</dd>" for node, spans in items)
            yield f'<details class="letters"><summary>{escape(head)} …</summary><dl>{entries}</dl></details>'
        case Listing(items):
            yield f"<ul>{''.join(f'<li>{inlines(item)}</li>' for item in items)}</ul>"
        case Section(title, inner):
            yield f"<h4>{inlines(title)}</h4>"
            yield from _blocks(inner)
        case Table():
            raise TypeError("a layer's derivation has no table")


def _equation(equation: Equation) -> Iterator[str]:
    """Steps one below the other; each says of what kind it is, so that a worksheet can hide it."""
    yield '<div class="scroll"><table class="steps">'
    for i, line in enumerate(equation.lines):
        left = f"<math>{math(equation.left)}</math>" if i == 0 else ""
        yield (
            f'<tr class="{line.kind}"><td>{left}</td><td>=</td><td class="right-side">{inline(line.right)}</td>'
            f'<td class="reason">{inlines(line.reason)}</td></tr>'
        )
    yield "</table></div>"


def _table(table: Table, report: Report) -> Iterator[str]:
    titles = [column.title for column in table.columns]
    head = "".join(f'<th scope="col"{_align(column.align)}>{_shown(column.title)}</th>' for column in table.columns)
    yield f'<table class="layers"><thead><tr>{head}</tr></thead><tbody>'
    for i, row in enumerate(table.rows):
        yield f'<tr data-layer="{i}">{"".join(_cells(row, table, titles))}</tr>'
    yield "</tbody></table>"
    if table.legend:
        yield f'<p class="legend">{", ".join(map(inlines, table.legend))}.</p>'


def _cells(row: Row, table: Table, titles: list[str]) -> Iterator[str]:
    for title, column, cell in zip(titles, table.columns, row.cells, strict=True):
        kind = ' data-value=""' if title == "value" else ""
        yield f"<td{_align(column.align)}{kind}>{inlines(cell)}</td>"


def _align(align: str) -> str:
    return ' class="right"' if align == "right" else ""


def _shown(text: str) -> str:
    return escape(printable(text))
