"""Blocks of a document as lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..algebra.breaker import break_lines
from ..algebra.text import text
from ..document import Block, Definitions, Equation, Line, Listing, Outline, Paragraph, Section, Spans, Table
from .display_width import NBSP, cells, fill, pad
from .loose_table import loose_table
from .text_spans import Style
from .text_table import table_lines

REASONS = 50  # the column of the reasons, where the formulas leave it free


def lines_of(blocks: Sequence[Block], style: Style, level: int = 1) -> list[str]:
    """Blocks one below the other, an empty line between those that do not belong together."""
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        new = _block(block, style, level)
        if isinstance(block, Equation) and isinstance(before, Equation) and _short(block) and _short(before):
            joined = f"{lines[-1]}    {new[0]}"
            if len(new) == 1 and cells(joined) <= style.width and len(block.lines) == len(before.lines) == 1:
                lines[-1] = joined
                continue
        elif lines and not _belongs(block, before):
            lines.append("")
        lines += new
        before = block
    return lines


def _belongs(block: Block, before: Block | None) -> bool:
    """Whether a block follows another one without an empty line."""
    if isinstance(block, Table) and block.loose:
        return isinstance(before, (Outline, Table))
    return isinstance(before, Paragraph) and isinstance(block, Listing)


def _short(block: Equation) -> bool:
    return sum(bool(line.reason) for line in block.lines) < 2


def _block(block: Block, style: Style, level: int) -> list[str]:
    match block:
        case Paragraph(spans):
            return paragraph(spans, style)
        case Equation():
            return equation(block, style)
        case Definitions():
            return _definitions(block, style)
        case Listing(items, numbered):
            return _listing(items, numbered, style)
        case Outline(items):
            return ["  " * depth + style.spans(item) for depth, item in items]
        case Table(loose=True):
            return loose_table(block, style)
        case Table():
            return table_lines(block, style) + _legend(block.legend, style)
        case Section(title, blocks):
            return _section(title, blocks, style, level)
    raise TypeError(f"{block!r} is no block")


def _section(title: Spans, blocks: Sequence[Block], style: Style, level: int) -> list[str]:
    head = style.spans(title)
    if level == 0:
        return [style.strong(head), *lines_of(blocks, style, 2)]
    if level == 1:
        return [
            style.strong(head),
            style.faint(style.repertoire.line * min(cells(head), style.width)),
            "",
            *lines_of(blocks, style, level + 1),
        ]
    inner = lines_of(blocks, replace(style, width=style.width - 2), level + 1)
    return [style.strong(head), *(f"  {line}" if line else "" for line in inner)]


def paragraph(spans: Spans, style: Style) -> list[str]:
    """Running text; formulas are not broken unless they are wider than the line."""
    words: list[str] = []
    for span in spans:
        text = style.span(span)
        whole = not isinstance(span, str) and cells(text) <= style.width
        words.append(text.replace(" ", NBSP) if whole else text)
    joined = "".join(words).replace(" = ", f" ={NBSP}").strip(" ")
    return [line.replace(NBSP, " ") for line in fill(re.split(r" +", joined), style.width)]


def equation(block: Equation, style: Style) -> list[str]:
    """Steps aligned at the equals sign, reasons in a column to their right; on one line where it all fits there."""
    left = style.span(block.left)
    reasons = [style.spans(line.reason) for line in block.lines]
    said = [reason for reason in reasons if reason]
    one = " = ".join([left, *(style.span(line.right) for line in block.lines)])
    if len(said) < 2 and cells(one) + sum(cells(reason) + 3 for reason in said) <= style.width:
        return _with_reason(one, "".join(said), style, _column([cells(one)], [sum(map(cells, said))], style))
    indent = cells(left) + 3
    broken = [_right(line, style, style.width - indent) for line in block.lines]
    ends = [indent + 2 * (len(rights) > 1) + cells(rights[-1]) for rights in broken]
    column = _column(ends, [*map(cells, reasons)], style)
    lines = []
    for i, (reason, rights) in enumerate(zip(reasons, broken, strict=True)):
        lead = f"{left} = " if i == 0 else pad("= ", indent, right=True)
        new = [lead + rights[0], *(" " * (indent + 2) + right for right in rights[1:])]
        lines += [*new[:-1], *_with_reason(new[-1], reason, style, column)]
    return lines


def _column(formulas: list[int], reasons: list[int], style: Style) -> int | None:
    """Where the reasons begin, None where there is no room for a column of them."""
    needed = max([size + 3 for size, reason in zip(formulas, reasons, strict=True) if reason], default=0)
    last = style.width - max(reasons)
    return None if needed > last else min(max(needed, REASONS), last)


def _right(line: Line, style: Style, room: int) -> list[str]:
    pieces = style.pieces(line.right)
    if cells("".join(pieces)) <= room:
        return ["".join(pieces)]
    if max(map(cells, pieces)) > room:
        pieces = style.pieces(line.right, fine=True)
    parts = [piece.rstrip() for piece in pieces]
    return [" ".join(part) for part in break_lines(parts, cells, room - 2, first=room, gap=1)]


def _with_reason(text: str, reason: str, style: Style, column: int | None) -> list[str]:
    """The reason in its column, or at the right edge, on a line of its own where it does not fit beside the formula."""
    if not reason:
        return [text]
    at = style.width - cells(reason) if column is None else column
    if cells(text) + 3 <= at:
        return [pad(text, at) + style.faint(reason)]
    return [
        text,
        *(" " * max(style.width - cells(line), 0) + style.faint(line) for line in fill(reason.split(), style.width)),
    ]


def _definitions(block: Definitions, style: Style) -> list[str]:
    head = f"{block.head}  "
    names = [style.plain(text(node)) for node, _ in block.items]
    label = max(map(cells, names))
    lines: list[str] = []
    for name, (_, spans) in zip(names, block.items, strict=True):
        lead = (head if not lines else " " * cells(head)) + pad(name, label) + "  "
        first, *rest = paragraph(spans, replace(style, width=max(style.width - cells(lead), 20)))
        lines += [lead + first, *(" " * cells(lead) + line for line in rest)]
    return lines


def _listing(items: Sequence[Spans], numbered: bool, style: Style) -> list[str]:
    marks = [f"{i}." for i in range(1, len(items) + 1)] if numbered else ["-"] * len(items)
    width = max(map(len, marks), default=0) + 1
    lines: list[str] = []
    for mark, item in zip(marks, items, strict=True):
        first, *rest = paragraph(item, replace(style, width=style.width - width))
        lines += [pad(mark, width) + first, *(" " * width + line for line in rest)]
    return lines


def _legend(entries: Sequence[Spans], style: Style) -> list[str]:
    """Entries beside one another, as many as fit."""
    words = [style.spans(entry).replace(" ", NBSP) for entry in entries]
    lines = fill((word + NBSP * 3 for word in words), style.width + 3)
    return [line.replace(NBSP, " ").rstrip() for line in lines]
