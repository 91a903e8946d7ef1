"""The section of equal blocks that one row stands for: what one of them has, and what they have together."""

from __future__ import annotations

from ..algebra.display import display, product_of, sum_of
from ..algebra.nodes import Number
from ..algebra.number_format import counted
from ..row import Row
from .lines import Writer
from .shapes import output_spans
from .tree import Block, Code, Column, Count, Equation, Line, Math, Paragraph, Params, Section, Spans, Table
from .tree import Row as Cells
from .words import listed


def folded_section(writer: Writer, row: Row, only: str | None) -> Section:
    """A table of the layers of one block, each with its own numbers in its rule, and the sum of all blocks."""
    times = int(row.repeat)
    block = row.rows[: len(row.rows) // times]
    said = f"{times} equal blocks, one after the other; each has " if times > 1 else "A block of "
    blocks: list[Block] = [Paragraph((f"{said}{counted(len(block), 'layer')}.",))]
    params = only != "shapes" and any(layer.weights for layer in block)
    rows = tuple(_cells(writer, layer, params) for layer in block if _tells(layer))
    if rows:
        columns = [Column("Layer"), *([Column("Parameters"), Column("Value", "right")] * params), Column("Output")]
        blocks.append(Table(tuple(columns), rows))
    if params:
        blocks.append(Equation(Params(row.name), _sum(writer, row, block, times)))
    if only != "params":
        blocks.append(Paragraph(("The output is ", *listed(output_spans(row, writer.node)), ".")))
    return Section((Code(row.name), f" ({row.type})"), tuple(blocks))


def _tells(layer: Row) -> bool:
    """Whether a layer has weights, or gives another shape than it gets."""
    return bool(layer.weights) or any(call.outputs != call.inputs[: len(call.outputs)] for call in layer.calls)


def _cells(writer: Writer, layer: Row, params: bool) -> Cells:
    lines = None if layer.unknown or layer.rows or not params else layer.steps().params
    counts: tuple[Spans, ...] = ((), ())
    if lines:
        value = writer.value(lines.simplified)
        counts = (Math(lines.substituted),), () if value is None else (Count(value),)
    name = (Code(layer.name), f" ({layer.type})")
    return Cells((name, *(counts if params else ()), listed(output_spans(layer, writer.node))))


def _sum(writer: Writer, row: Row, block: tuple[Row, ...], times: int) -> tuple[Line, ...]:
    each = [layer.params for layer in block if layer.weights]
    one = sum_of([writer.node(n) for n in each])
    node = product_of([Number(times), one]) if times > 1 else one
    steps = [
        Line("substituted", Math(node), ("layer by layer",)),
        Line("simplified", Math(display(row.params)), ("simplified",)),
    ]
    return writer.closed(steps, row.params)
