"""Formulas in lines of text, where there is little room: fractions with a slash, long right sides broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import ceil

from ..algebra.breaker import break_lines
from ..algebra.nodes import Name
from ..document import Block, Chain, Definitions, Equation, Paragraph, Span
from ..document.paper import Worked, rule_names
from ..steps import Letter
from .latex_blocks import Page, blocks
from .latex_spans import math, piece_widths, pieces, texts, width, widths

LOW, AROUND = 1.09, 0.8  # lines of text that a line of a display takes, and half of its skips
FRAME = 1.8  # em: the equals sign, and half an em to spare


def layout(content: Sequence[Block], page: Page) -> Iterator[str]:
    """The blocks, with fractions in one line of text, which takes half the height."""
    groups = [(kind, list(group)) for kind, group in groupby(content, key=type)]
    for (kind, group), (after, _) in pairwise([*groups, (Equation, [])]):
        if kind is Equation:
            yield from (*display([b for b in group if isinstance(b, Equation)], page.width), "")
        elif kind is Paragraph:
            yield from (rf"\noindent {texts(b.spans, broken=True)}" for b in group if isinstance(b, Paragraph))
            yield from [""] * (after is not Equation)  # a display goes on in it
        else:
            yield from blocks(group, page)


def display(equations: Sequence[Equation], room: float) -> Iterator[str]:
    """Equations aligned at their equals signs, long right sides broken."""
    yield from displayed(list(aligned(equations, room)))


def displayed(lines: Sequence[str]) -> Iterator[str]:
    """Lines of equations as a display."""
    yield r"\begin{flalign*}"
    yield from (rf"  {line} & \\" for line in lines[:-1])
    yield from (f"  {lines[-1]} &", r"\end{flalign*}")


def aligned(equations: Sequence[Equation], room: float) -> Iterator[str]:
    """The lines of equations, each with its place for alignment."""
    left = max(width(e.left) for e in equations)
    for e in equations:
        for i, line in enumerate(e.lines):
            for j, row in enumerate(_rows(line.right, room - left - FRAME)):
                begin = math(e.left) + " " if i == j == 0 else ""
                yield f"{begin}&{row}" if row.startswith("=") else rf"&\quad {{}}{row}"


def _rows(right: Span, room: float) -> list[str]:
    """A right side in lines that fit; those that begin a side of several begin with the equals sign."""
    rows: list[str] = []
    left = 0.0
    for side in sides_of(right):
        size = sum(n for _, n in _parts(side, fine=False)) + 1.3
        broken = _broken(side, room)
        if len(broken) == 1 and size <= left:
            rows[-1] += f" = {broken[0]}"
            left -= size
        else:
            rows += [f"= {broken[0]}", *broken[1:]]
            left = room - size + 1.3 if len(broken) == 1 else 0.0
    return rows


def sides_of(right: Span) -> tuple[Span, ...]:
    """The right sides that stand in one line."""
    return right.sides if isinstance(right, Chain) else (right,)


def _broken(right: Span, room: float) -> list[str]:
    """One side in lines that fit."""
    parts = _parts(right, fine=False)
    if max(size for _, size in parts) > room:
        parts = _parts(right, fine=True)
    return ["".join(p for p, _ in row).strip() for row in break_lines(parts, lambda p: p[1], room - 1.2, first=room)]


def _parts(right: Span, fine: bool) -> list[tuple[str, float]]:
    """The pieces of a right side with their widths."""
    sizes = piece_widths(right, inline=True, fine=int(fine))
    return list(zip(pieces(right, inline=True, fine=fine), sizes, strict=True))


def letters_of(worked: Sequence[Worked]) -> Definitions:
    """Each letter of their rules once; of two meanings the first."""
    found: dict[str, Letter] = {}
    for each in worked:
        used = frozenset().union(*map(rule_names, each.equations))
        for letter in each.letters:
            if letter.name in used:
                found.setdefault(letter.name, letter)
    return Definitions("Letters:", tuple((Name(name), (letter.meaning,)) for name, letter in found.items()))


def height(content: Sequence[Block], page: Page) -> float:
    """About how many lines of text some blocks take."""
    return sum(_lines(block, page) for block in content)


def _lines(block: Block, page: Page) -> float:
    """About how many lines of text a block takes."""
    match block:
        case Paragraph(spans):
            return ceil(0.9 * widths(spans) / page.width)
        case Definitions(_, items):
            return ceil(1.15 * sum(1.5 + widths(spans) + 2 for _, spans in items) / page.width) + 0.5
        case Equation(left, lines):
            return AROUND + LOW * sum(len(_rows(line.right, page.width - width(left) - FRAME)) for line in lines)
    return 0.0
