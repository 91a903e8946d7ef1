"""The summary as a document: the table of layers, the totals, and where they are valid."""

from __future__ import annotations

from dataclasses import replace

from ..algebra.display import display
from ..algebra.nodes import Node, Number
from ..report import Report
from ..row import Row as Layer
from .closing import assumptions
from .lines import Writer
from .opening import pinned_list
from .plateau import plateau
from .refusal import refusal, value_cell, values_at
from .shapes import output_spans
from .short import ShortNames
from .tree import (
    Block,
    Code,
    Column,
    Count,
    Document,
    Equation,
    Legal,
    Line,
    Math,
    Paragraph,
    Params,
    Row,
    Spans,
    Table,
)
from .words import bracketed, join, names, row_title

TOGETHER: Spans = ("the numbers of a row with × are those of all its blocks together",)
ABOVE: Spans = ("connected to the row above where nothing is said",)
USUAL = 8  # a size to give as an example


def summary(
    report: Report, *, brief: bool = False, expand: bool | int = False, short: bool = False, connected: bool = True
) -> Document:
    """What a report says at one look.

    ``brief`` leaves out layers without parameters, ``expand`` shows the layers of models inside the model, all of them
    or as many levels as a number says, ``short``
    gives names to floors and explains them below the table; ``connected`` shows inputs where the graph is no chain.
    """
    table = layers_table(report, brief=brief, expand=expand, short=short, connected=connected)
    blocks: list[Block] = [table, *totals(report)]
    if report.facts.generates:
        from .tokens import token_lines

        blocks += token_lines(report)
    if report.shown.names:
        from .costs import cost_totals  # costs are an edge: loaded only where they are shown

        blocks += cost_totals(report)
    blocks += refusal(report)
    if report.symbols and not report.domain.is_empty:
        unchanged = plateau(report)
        told: Spans = (" The total is the same for ", *unchanged, ".") if unchanged else ()
        blocks.append(Paragraph(("Valid for ", Legal(report.domain), ".", *told)))
    if report.partial:
        unknown = [row.title for row in report.rows if row.unknown]
        blocks.append(Paragraph(("The totals are partial: no rule is known for ", *names(unknown), ".")))
    blocks += without_sizes(report)
    blocks += [Paragraph((note,)) for note in report.facts.notes]
    if report.facts.pinned:
        blocks += [Paragraph(("Fixed by the source:",)), pinned_list(report)]
    return Document(report.name, values_at(report), (*blocks, *assumptions(report)))


def without_sizes(report: Report) -> list[Block]:
    """Which symbols have no default, and how to give them a size, a legal one; nothing where none would be legal."""
    free = [name for name, size in report.symbols.items() if size is None]
    if not free or report.domain.is_empty:
        return []
    legal = report.domain[free[0]]
    size = legal.above(USUAL) or legal.smallest or USUAL
    given = "has no default size; give it one" if len(free) == 1 else "have no default sizes; give them one"
    return [Paragraph((*join([(Code(name),) for name in free]), f" {given}, as in ", Code(f"{free[0]}={size}"), "."))]


def layers_table(
    report: Report, *, brief: bool = False, expand: bool | int = False, short: bool = False, connected: bool = True
) -> Table:
    """Each layer with its output shape and parameters; if ``connected``, its inputs where the graph is no chain."""
    writer = Writer(report)
    shorten = ShortNames(writer) if short else None
    connected = connected and not is_chain(report.rows)
    values = bool(report.symbols)
    titles = [Column("Layer (type)"), Column("Output Shape"), Column("Param #", "right")]
    titles += [Column("value", "right")] if values else []
    costs: dict[str, list[Spans]] = {}
    if report.shown.names:
        from .costs import cost_cells, cost_columns

        costs = cost_cells(report)
        titles += cost_columns(report)
    details = report.shown.details
    if details:
        from .details import cells as detail_cells
        from .details import columns as detail_columns

        titles += detail_columns(details)
    titles += [Column("Connected to", minor=True)] if connected else []
    rows = []
    above: str | None = None  # the row that stands there in the table
    for row, level in _listed(report.rows, expand):
        if brief and not row.weights and not row.unknown:
            continue
        count, value = _params(writer, row, shorten)
        counts = [count, value_cell(report, row, value)]
        times: Spans = () if row.repeat == 1 else (" × ", *bracketed(display(row.repeat)))
        name: Spans = (*row_title(row), *times)
        cells: list[Spans] = [name, _shapes(writer, row, shorten), *counts[: 1 + values]]
        if costs:
            cells += costs[row.name] if not level else [()] * (len(titles) - len(cells) - connected - len(details))
        if details:
            cells += detail_cells(writer, row, details, shorten or display)
        if connected:
            cells.append(_sources(row, above, level))
        above = row.name
        rows.append(Row(tuple(cells), level, kind=row.traits().family))
    legend = shorten.legend() if shorten else ()
    notes = [*([ABOVE] if connected else []), *([TOGETHER] if any(r.repeat != 1 for r in report.rows) else [])]
    return Table(tuple(titles), tuple(rows), (*legend, *notes))


def _sources(row: Layer, above: str | None, level: int) -> Spans:
    """The inputs of a row; nothing where it is the row above alone, nor for a part of a block."""
    if row.inputs == (above,) or (level and not row.inputs):
        return ()
    return join([(Code(name),) for name in row.inputs], ", ") or ("-",)


def is_chain(rows: tuple[Layer, ...]) -> bool:
    """Whether each layer takes what the one before it gives."""
    known = {row.name for row in rows}
    before = None
    for row in rows:
        inputs = [name for name in row.inputs if name in known]
        if len(row.inputs) > 1 or inputs != ([before] if before else []):
            return False
        before = row.name
    return True


def totals(report: Report) -> list[Block]:
    """The three totals; one below the other, where they are formulas."""
    writer = Writer(report)
    blocks: list[Block] = []
    for part, of in (("all", report.params), ("trainable", report.trainable), ("non_trainable", report.non_trainable)):
        value = writer.value(of)
        number = isinstance(of, int) or of.is_Integer
        lines = [Line("simplified", Math(display(of)))] if value is None or not number else []
        if value is not None:
            lines.append(Line("value", Count(value)))
        if part == "trainable" and of == report.params and value is not None:
            lines = lines[-1:]
        blocks.append(Equation(Params(None, part), tuple(lines)))  # type: ignore[arg-type]
    return [*blocks, *_buffers(writer)]


def _buffers(writer: Writer) -> list[Block]:
    """What PyTorch keeps beside the parameters, in a line of its own; nothing where there is nothing."""
    buffers = writer.report.buffers
    if buffers == 0:
        return []
    return [Equation("Buffers", writer.closed([Line("simplified", Math(display(buffers)))], buffers))]


def _listed(rows: tuple[Layer, ...], expand: bool | int, level: int = 0) -> list[tuple[Layer, int]]:
    """Each row with how deep it stands; the parts of repeated blocks always, the rows of models where asked for."""
    deeper = expand is True or level < int(expand)
    found: list[tuple[Layer, int]] = []
    for row in rows:
        found += [(row, level), *((replace(part, inputs=()), level + 1) for part in row.parts)]
        found += _listed(row.rows, expand, level + 1) if deeper else []
    return found


def _shapes(writer: Writer, row: Layer, shorten: ShortNames | None) -> Spans:
    return join(output_spans(row, lambda n: _short(writer.node(n), shorten)), ", ")


def _params(writer: Writer, row: Layer, shorten: ShortNames | None) -> tuple[Spans, Spans]:
    if row.unknown:
        return ("unknown",), ()
    params = row.params
    node = display(params)
    count: Spans = (
        (Count(node.value),)
        if isinstance(node, Number) and not writer.report.symbols
        else (Math(_short(node, shorten)),)
    )
    value = writer.value(params)
    return count, () if value is None else (Count(value),)


def _short(node: Node, shorten: ShortNames | None) -> Node:
    return shorten(node) if shorten else node
