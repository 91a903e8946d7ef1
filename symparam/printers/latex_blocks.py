"""Blocks of a document in LaTeX; lines of formulas are broken where they would not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..algebra.breaker import break_lines
from ..document import Axes, Block, Code, Definitions, Equation, Line, Listing, Math, Paragraph, Section, Spans, Table
from .chains import on_one_line
from .latex_spans import math, piece_widths, pieces, text, texts, width, widths
from .latex_tables import table

HEADINGS = ("section*", "subsection*", "subsubsection*")
FRAME = 3.3  # em: the indentation, the equals sign, and 1 em to spare
CONTINUED, REASON_GAP = 2.2, 2.5  # em
SKIP = "skip"  # between the lines of two equations


@dataclass(frozen=True)
class Page:
    """Where the text goes: how wide it is, in em of its font, and whether it has two columns."""

    width: float = 34.0
    columns: int = 1
    level: int = 1  # of the headings of the next sections


def blocks(content: Sequence[Block], page: Page) -> list[str]:
    """The blocks, each with the lines of its source; equations that follow one another are aligned together."""
    lines: list[str] = []
    before: str | None = None
    for kind, group in groupby(content, key=lambda block: type(block).__name__):
        members = list(group)
        if kind == "Equation":
            equations = [block for block in members if isinstance(block, Equation)]
            if before == "Paragraph":
                lines.pop()  # a display that begins no paragraph of its own has no empty line above it
            else:
                lines.append(r"\vspace{-0.6\baselineskip}")
            lines += [*aligned(equations, page), ""]
        else:
            lines += [line for block in members for line in (*_block(block, page), "")]
        before = kind
    return lines


def _block(block: Block, page: Page) -> list[str]:
    match block:
        case Paragraph(spans):
            if any(isinstance(span, (Code, Axes)) for span in spans):
                return [rf"{{\raggedright\noindent {texts(spans)}\par}}"]
            return [rf"\noindent {texts(spans)}"]
        case Definitions(head, items):
            entries = [rf"{texts((Math(node),))}~{texts(spans)}" for node, spans in items]
            return [rf"{{\raggedright\noindent {head} {'; '.join(entries)}.\par}}"]
        case Listing(items, numbered):
            return _listing(items, numbered)
        case Table():
            return table(block, page.width, page.columns)
        case Section(title, inner):
            heading = HEADINGS[min(page.level, len(HEADINGS) - 1)]
            return [rf"\{heading}{{{texts(title)}}}", "", *blocks(inner, replace(page, level=page.level + 1))[:-1]]
    raise TypeError(f"{block!r} is no block")


# --- equations ---------------------------------------------------------------------------------------------------


def aligned(equations: Sequence[Equation], page: Page) -> list[str]:
    """Equations below one another, aligned at the equals sign; all together where there is room for their reasons."""
    room = page.width - max(width(e.left) for e in equations) - FRAME
    shown = [on_one_line(e, room) for e in equations]
    reasons = max(widths(line.reason) for e in shown for line in e.lines)
    rows = [_rows(line, room - reasons - REASON_GAP * (reasons > 0)) for e in shown for line in e.lines]
    beside = all(len(row) == 1 for row in rows) and reasons < room / 2
    if len(equations) > 1 and any(max(piece_widths(line.right)) > room for e in shown for line in e.lines):
        return [line for equation in equations for line in aligned([equation], page)]
    first, *others = [_in_columns(e) if beside else _stacked(e, room) for e in shown]
    return _display([*first, *(line for other in others for line in (SKIP, *other))])


def _in_columns(equation: Equation) -> list[str]:
    """Reasons flush with the right margin."""
    return [rf"{_lead(equation, i)}{math(line.right)} &{_reason(' ', line.reason)}"
            for i, line in enumerate(equation.lines)]


def _stacked(equation: Equation, room: float) -> list[str]:
    """Long lines broken; a reason stands behind its formula, or below it where there is no room."""
    lines: list[str] = []
    for i, line in enumerate(equation.lines):
        rows = _rows(line, room)
        new = [f"{_lead(equation, i)}{rows[0][0]} &", *(rf"&\qquad {{}}{source} &" for source, _ in rows[1:])]
        if line.reason and rows[-1][1] + REASON_GAP + widths(line.reason) <= room:
            new[-1] = new[-1].removesuffix(" &") + rf"{_reason(chr(92) + 'qquad ', line.reason)} &"
        elif line.reason:
            new += [rf"&\qquad {source} &" for source in _broken_reason(line.reason, room - CONTINUED)]
        lines += new
    return lines


def _lead(equation: Equation, i: int) -> str:
    return "&= " if i else rf"\quad {math(equation.left)} &= "


def _display(lines: list[str]) -> list[str]:
    body = [f"  {line} " + (r"\\[1ex]" if after == SKIP else r"\\")
            for line, after in zip(lines, [*lines[1:], ""], strict=True) if line != SKIP]
    return [r"\begin{flalign*}", *body[:-1], body[-1].removesuffix(r" \\"), r"\end{flalign*}"]


def _rows(line: Line, room: float) -> list[tuple[str, float]]:
    """A right side in lines, each with its width."""
    sizes = piece_widths(line.right)
    fine = max(sizes) > room
    sizes = piece_widths(line.right, fine=True) if fine else sizes
    parts = list(zip(pieces(line.right, fine=fine), sizes, strict=True))
    broken = [parts] if sum(sizes) <= room else break_lines(parts, lambda p: p[1], room - CONTINUED, first=room)
    return [("".join(p for p, _ in row).strip(), sum(n for _, n in row) + CONTINUED * (i > 0))
            for i, row in enumerate(broken)]


def _reason(before: str, reason: Spans) -> str:
    return rf"{before}\text{{{texts(reason)}}}" if reason else ""


def _broken_reason(reason: Spans, room: float) -> list[str]:
    """A reason in as many lines as it needs."""
    parts = [(text(span), width(span)) for span in reason]
    rows = break_lines(parts, lambda p: p[1], room)
    return [rf"\text{{{''.join(p for p, _ in row).strip()}}}" for row in rows if "".join(p for p, _ in row).strip()]


def _listing(items: Sequence[Spans], numbered: bool) -> list[str]:
    kind = "enumerate" if numbered else "itemize"
    return [rf"\begin{{{kind}}}", *(rf"  \item {texts(item)}" for item in items), rf"\end{{{kind}}}"] if items else []
