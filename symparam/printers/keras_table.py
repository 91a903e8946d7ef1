"""The table that ``keras.Model.summary()`` prints, cell for cell: keras.src.utils.summary_utils, set by rich."""

from __future__ import annotations

import re

from ..algebra import Dim
from ..algebra.number_format import grouped, keras_bytes
from ..document.shapes import batches, sizes_of
from ..document.summary import is_chain
from ..report import Report
from ..row import Row
from .display_width import cells, pad
from .text_spans import Style

FLOAT32 = 4  # bytes of a parameter
UNICODE = tuple(map(tuple, ("┏━┳┓", "┃┃┃", "┡━╇┩", "│││", "├─┼┤", "└─┴┘")))
ASCII = tuple(map(tuple, ("+-++", "|||", "+-++", "|||", "+-++", "+-++")))


def keras_table(report: Report, style: Style, *, expand: bool | int = False) -> str:
    """The report at its default sizes as Keras prints it; like Keras, it cuts off names that are too long."""
    report = report.at() if report.symbols else report
    chain = is_chain(report.rows)
    length = min(88 if chain else 108, style.width - 4)
    positions = (0.45, 0.80, 1.0) if chain else (0.3, 0.56, 0.74, 1.0)
    heads = ["Layer (type)", "Output Shape", "Param #", "Connected to"][: len(positions)]
    rows = [cell for row in report.rows for cell in _rows(row, chain, expand, 0)]
    widths = _widths(length, positions)
    top, head, under, side, between, bottom = ASCII if style.ascii else UNICODE
    lines = [_rule(top, widths), *_cells(heads, widths, head, style), _rule(under, widths)]
    for i, row in enumerate(rows):
        lines += [*([_rule(between, widths)] if i else []), *_cells(row, widths, side, style)]
    counts = (("Total", report.params), ("Trainable", report.trainable), ("Non-trainable", report.non_trainable))
    totals = [f" {word} params: {grouped(n)} ({keras_bytes(FLOAT32 * n)})" for word, n in counts]
    return "\n".join([style.plain(f'Model: "{report.name}"'), *lines, _rule(bottom, widths), *totals]) + "\n"


def _rows(row: Row, chain: bool, expand: bool | int, level: int) -> list[list[str]]:
    prefix = "   " * level + "└ " if level else ""
    shapes = [_shape(sizes_of(x, n), n) for x, n in zip(row.outputs, batches(row), strict=True)]
    shape = shapes[0] if len(shapes) == 1 else f"[{', '.join(shapes)}]"
    cells = [f"{prefix}{row.title} ({row.type})", shape, grouped(row.params)]
    if not chain:
        cells.append(", ".join(row.sources) or "-")
    deeper = expand is True or level < int(expand)
    inner = [c for r in row.rows for c in _rows(r, chain, expand, level + 1)] if deeper else []
    return [cells, *inner]


def _shape(sizes: tuple[Dim, ...], times: Dim | None) -> str:
    """A shape with None for the batch where it leads alone."""
    told = [*(["None"] if times == 1 else []), *map(str, sizes)]
    return f"({', '.join(told)}{',' if len(told) == 1 and times != 1 else ''})"


def _widths(length: int, positions: tuple[float, ...]) -> list[int]:
    """Keras's columns, from which rich takes what they exceed the table by (rich.table, rich._ratio.ratio_reduce)."""
    ends = [int(p * length) for p in positions]
    widths = [end - start + 2 for start, end in zip([0, *ends], ends, strict=False)]
    excess, left = sum(widths) + len(widths) + 1 - length, len(widths)
    for i, width in enumerate(widths):
        taken = min(width, round(max(excess, 0) / left))
        widths[i] -= taken
        excess -= taken
        left -= 1
    return widths


def _rule(marks: tuple[str, ...], widths: list[int]) -> str:
    left, line, cross, right = marks
    return left + cross.join(line * width for width in widths) + right


def _cells(row: list[str], widths: list[int], marks: tuple[str, ...], style: Style) -> list[str]:
    left, cross, right = marks
    wrapped = [_wrapped(style.plain(cell), width - 2, style) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for i in range(max(map(len, wrapped))):
        parts = [
            f" {pad(cell[i] if i < len(cell) else '', width - 2, right=column == 2)} "
            for column, (cell, width) in enumerate(zip(wrapped, widths, strict=True))
        ]
        lines.append(left + cross.join(parts) + right)
    return lines


def _wrapped(text: str, width: int, style: Style) -> list[str]:
    """Words in lines, a word longer than a line cut off (rich._wrap.divide_line, rich.text.Text.truncate)."""
    lines, used = [""], 0
    for word in re.findall(r"\s*\S+\s*", text):
        size = cells(word.rstrip())
        if size <= width - used or not used:
            lines[-1] += word
            used += cells(word)
        else:
            lines.append(word)
            used = cells(word)
    dots = style.repertoire.ellipsis
    return [line if cells(line) <= width else line[: width - len(dots)] + dots for line in map(str.rstrip, lines)]
