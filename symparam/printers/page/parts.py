"""What stands on the page before its script begins: the totals, the drawing, the table and the derivation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from ...algebra.nodes import Name, Node, Number
from ...algebra.number_format import grouped
from ...algebra.walk import names_of
from ...document import Axes, Block, Definitions, Equation, Listing, Paragraph, Section, Span, Spans, Table
from ...document import Line as Step
from ...document import Math as Formula
from ...document import Row as Line
from ...document.figure import figure
from ...document.layers import groups_of, layer_section
from ...document.lines import Writer
from ...document.proof import reasons
from ...document.refusal import refusal, values_at
from ...document.summary import layers_table
from ...frozen import dataclass
from ...printable import printable
from ...report import Report
from ...row import Row
from ..html_spans import inline, inlines, math
from ..svg import drawn
from .data import Pool


def parts(models: Mapping[str, Report], stages: Mapping[str, Sequence[Any]], pool: Pool) -> dict[str, str]:
    """The pieces of the page, each as HTML; the formulas of values that follow the sizes go into the pool."""
    totals = [(name, Writer(report).value(report.params), report) for name, report in models.items()]
    alone = len(models) == 1
    first = next(iter(models.values()))
    start = {name: sum(len(r.rows) for r in list(models.values())[:i]) for i, name in enumerate(models)}
    return {
        "title": _shown(" and ".join(models)),
        "total": ", ".join(
            (grouped(n) if alone else f"{_shown(name)} {grouped(n)}") for name, n, _ in totals if n is not None
        ),
        "formula": "; ".join(inline(Formula(Writer(report).node(report.params))) for _, _, report in totals),
        "sizes": ", ".join(map(inline, values_at(first))),
        "refusal": "".join(line for _, _, report in totals for line in _blocks(refusal(report))),
        "valid": "; ".join(_shown(report.domain.text()) for report in models.values()),
        "drawing": "".join(_drawing(name, report, stages[name], alone) for name, report in models.items()),
        "table": "\n".join(
            line for name, report in models.items() for line in _layers(name, report, start[name], alone)
        ),
        "why": "\n".join(line for name, report in models.items() for line in _why(report, start[name], pool)),
    }


def _drawing(name: str, report: Report, stages: Sequence[Any], alone: bool) -> str:
    picture = drawn(figure(report, stages), heading=False, live=True)
    return picture if alone else f"<figure><figcaption>{_shown(name)}</figcaption>{picture}</figure>"


def _layers(name: str, report: Report, start: int, alone: bool) -> Iterator[str]:
    if not alone:
        yield f"<h3>{_shown(name)}</h3>"
    yield from _table(layers_table(report, short=True, connected=False), start)


def _why(report: Report, start: int, pool: Pool) -> Iterator[str]:
    """The derivation, one article for each kind of layer, with the places of all layers that it stands for."""
    writer = Writer(report)
    walked = [(str(start + i), row) for i, outer in enumerate(report.rows) for row in _inner(outer)]
    place = {id(row): at for at, row in walked}
    named = {name: at for at, row in reversed(walked) for name in _names(row)}
    for group in groups_of(report.rows, exactly=True):
        section = layer_section(writer, group)
        listed = " ".join(dict.fromkeys((place[id(group.row)], *(named[name] for name in group.likewise))))
        yield f'<article class="why" data-layers="{listed}"><h3>{inlines(section.title)}</h3>'
        shape = group.steps.shape if not group.row.rows else ()
        proofs: Mapping[Span, Sequence[Spans]] = {Formula(Name(line.left)): reasons(writer, line) for line in shape}
        yield from _blocks(section.blocks, Why(proofs, pool))
        yield "</article>"


def _inner(row: Row) -> Iterator[Row]:
    """A row, and those of the layers in it: of a model, or of a block that is repeated."""
    yield row
    for inner in (*row.rows, *row.parts):
        yield from _inner(inner)


def _names(row: Row) -> Iterator[str]:
    """The name of a layer; those of the parts of a block may have its name before them."""
    yield row.title
    yield from (f"{row.title}.{part.title}" for part in row.parts)


# --- blocks -------------------------------------------------------------------------------------------------------


BESIDE = 5  # spans of a reason; a longer one stands below its formula


@dataclass(frozen=True)
class Why:
    """What is told besides: proofs, by what an equation is about, and formulas that the script works out."""

    proofs: Mapping[Span, Sequence[Spans]]
    pool: Pool

    def places(self, lines: Sequence[Step]) -> str:
        """An attribute that says where the formulas of an equation's value are; nothing where it has no sizes."""
        rights = [step.right for step in lines if step.kind not in ("rule", "numbers", "value")]
        match rights[-1] if rights else None:
            case Formula(node) if self._follows([node]):
                return f' data-tree="{self.pool(node)}"'
            case Axes(sizes) if self._follows(sizes):
                return f' data-shape="{" ".join(str(self.pool(node)) for node in sizes)}"'
        return ""

    def _follows(self, nodes: Sequence[Node]) -> bool:
        names = frozenset().union(*map(names_of, nodes))
        return bool(names) and names <= set(self.pool.names)


def _blocks(blocks: Sequence[Block], why: Why | None = None) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, why)


def _block(block: Block, why: Why | None) -> Iterator[str]:
    match block:
        case Paragraph(spans):
            yield f"<p>{inlines(spans)}</p>"
        case Equation():
            yield from _equation(block, why)
        case Definitions(head, items):
            entries = "".join(f"<dt>{inline(Formula(node))}</dt><dd>{inlines(spans)}</dd>" for node, spans in items)
            yield f'<details class="letters"><summary>{escape(head)} …</summary><dl>{entries}</dl></details>'
        case Listing(items):
            yield f"<ul>{''.join(f'<li>{inlines(item)}</li>' for item in items)}</ul>"
        case Section(title, inner):
            yield f"<h4>{inlines(title)}</h4>"
            yield from _blocks(inner, why)
        case Table():
            raise TypeError("a layer's derivation has no table")


def _equation(equation: Equation, why: Why | None) -> Iterator[str]:
    """Steps one below the other; each of a kind that a worksheet can hide, and with its proof."""
    proof = why.proofs.get(equation.left, ()) if why else ()
    places = why.places(equation.lines) if why else ""
    yield '<div class="scroll"><table class="steps">'
    for i, line in enumerate(equation.lines):
        left = f"<math>{math(equation.left)}</math>" if i == 0 else ""
        reason = inlines(line.reason)
        if proof and line.kind == "simplified" and line.reason:
            told = "".join(f"<p>{inlines(spans)}</p>" for spans in proof)
            reason = f'<details class="proof"><summary>{reason}</summary>{told}</details>'
        row = f'<tr class="{line.kind}"'
        opened = f"{row}{places}>" if line.kind == "value" else f"{row}>"
        shown = f'<td>{left}</td><td>=</td><td class="right-side">{inline(line.right)}</td>'
        if len(line.reason) <= BESIDE:
            yield f'{opened}{shown}<td class="reason">{reason}</td></tr>'
            continue
        yield f"{opened}{shown}<td></td></tr>"
        yield f'{row}><td></td><td></td><td class="reason" colspan="2">{reason}</td></tr>'
    yield "</table></div>"


def _table(table: Table, start: int) -> Iterator[str]:
    titles = [column.title for column in table.columns]
    head = "".join(f'<th scope="col"{_align(column.align)}>{_shown(column.title)}</th>' for column in table.columns)
    yield f'<table class="layers"><thead><tr>{head}</tr></thead><tbody>'
    for i, row in enumerate(row for row in table.rows if not row.level):  # what is inside a layer is in its value
        yield f'<tr data-layer="{start + i}">{"".join(_cells(row, table, titles))}</tr>'
    yield "</tbody></table>"
    if table.legend:
        yield f'<p class="legend">{", ".join(map(inlines, table.legend))}.</p>'


def _cells(row: Line, table: Table, titles: list[str]) -> Iterator[str]:
    for title, column, cell in zip(titles, table.columns, row.cells, strict=True):
        kind = ' class="right value"' if title == "value" else _align(column.align)
        yield f"<td{kind}>{''.join(map(_figure, cell))}</td>"


def _figure(span: Span) -> str:
    """A cell's span: a table of a thousand layers has a number as it is, and not as a formula."""
    match span:
        case Formula(Number(value)):
            return grouped(value)
    return inline(span)


def _align(align: str) -> str:
    return ' class="right"' if align == "right" else ""


def _shown(text: str) -> str:
    return escape(printable(text))
