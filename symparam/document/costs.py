"""The costs that a report was asked to show: columns of its table, and totals with what they count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..algebra import Dim
from ..algebra.display import display
from ..algebra.nodes import Name, Node, Number, Product
from ..algebra.number_format import binary_bytes, decimal_bytes
from ..costs import COSTS, counts_in_words
from ..report import Report
from .lines import Writer
from .short import ShortNames
from .tree import Block, Code, Column, Count, Equation, Line, Listing, Math, Row, Section, Spans, Table

PRINTED = ("params", "trainable", "non_trainable")  # these stand in every summary


def cost_columns(report: Report) -> list[Column]:
    """One column for each cost, with its unit where it is bytes."""
    return [
        Column(COSTS[name].heading + (" (bytes)" if COSTS[name].unit == "bytes" else ""), "right")
        for name in _names(report)
    ]


def cost_cells(report: Report) -> dict[str, list[Spans]]:
    """The cells of each row by its name: the value at the default sizes, else the formula."""
    writer = Writer(report)
    cells: dict[str, list[Spans]] = {row.name: [] for row in report.rows}
    for name in _names(report):
        column = report.column(name, **report.shown.options)
        for row, value in zip(report.rows, column, strict=True):
            cells[row.name].append(("unknown",) if row.unknown else _cell(writer, value))
    return cells


def cost_totals(report: Report) -> list[Block]:
    """Each total as formula and value, and what it counts."""
    blocks: list[Block] = []
    for name in _names(report):
        if COSTS[name].unit == "positions":
            continue
        blocks.append(_equation(report, name))
    notes = tuple(
        (f"{COSTS[name].heading}: {counts_in_words(name, **report.counting(report.shown.options))}",)
        for name in _names(report)
    )
    return [*blocks, Listing(notes)] if notes else []


def cost_section(report: Report) -> list[Block]:
    """The same as a section of a derivation, with a table of all layers as formulas."""
    if not _names(report):
        return []
    shorten = ShortNames(Writer(report))
    for n in (n for row in report.rows for x in row.outputs for n in x):
        shorten(display(n))  # each size has the name that it has in the table of all layers
    columns = [report.column(name, **report.shown.options) for name in _names(report)]
    rows = [
        Row(((Code(row.title),), *(_formula(shorten, column[i]) for column in columns)))
        for i, row in enumerate(report.rows)
    ]
    table = Table((Column("Layer"), *cost_columns(report)), tuple(rows), shorten.legend())
    return [Section(("Costs",), (table, *cost_totals(report)))]


def _names(report: Report) -> list[str]:
    return [name for name in report.shown.names if name not in PRINTED]


def _equation(report: Report, name: str) -> Equation:
    """A total and its value."""
    value = report.cost(name, **report.shown.options)
    number = Writer(report).value(value)
    lines = []
    if number is None or (not isinstance(value, int) and not value.is_Integer):
        lines.append(Line("simplified", Math(display(value))))
    if number is not None:
        reason: Spans = ()
        if COSTS[name].unit == "bytes" and number >= 1000:
            reason = (f"{decimal_bytes(number)}, {binary_bytes(number)}",)
        lines.append(Line("value", Count(number), reason))
    heading = COSTS[name].heading
    return Equation(
        heading if name == "peak" else f"Total {heading if heading.isupper() else _lower(heading)}", tuple(lines)
    )


def _lower(heading: str) -> str:
    return heading if heading in ("MACs", "FLOPs") else heading[0].lower() + heading[1:]


def _cell(writer: Writer, value: Any) -> Spans:
    """A value; sizes along several axes with a cross between them."""
    if value is None:
        return ()
    number = None if isinstance(value, tuple) else writer.value(value)
    return (Count(number),) if number is not None else _formula(display, value)


def _formula(write: Callable[[Node], Node], value: Any) -> Spans:
    if value is None:
        return ()
    return _axes(write, value) if isinstance(value, tuple) else (Math(write(display(value))),)


def _axes(write: Callable[[Node], Node], values: tuple[Dim | None, ...]) -> Spans:
    spans: list[Any] = []
    for i, n in enumerate(values):
        node = None if n is None else write(display(n))
        single = isinstance(node, (Number, Name, Product))
        spans += [" × "] if i else []
        spans += ["all"] if node is None else [Math(node)] if single else ["(", Math(node), ")"]
    return tuple(spans)
