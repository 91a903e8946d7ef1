"""Blocks of a document in LaTeX; lines of formulas are broken where they would not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ..algebra.breaker import break_lines
from ..algebra.names import latex_name
from ..algebra.nodes import Name
from ..document import (
    Axes,
    Block,
    Bound,
    Code,
    Count,
    Definitions,
    Equation,
    Legal,
    Line,
    Listing,
    Math,
    Outline,
    Paragraph,
    Section,
    Spans,
    Table,
)
from ..frozen import dataclass
from .inline_equation import on_one_line
from .latex_spans import math, piece_widths, pieces, text, texts, width, widths
from .latex_tables import table

HEADINGS = ("section", "subsection", "subsubsection", "paragraph")
LEVELS = {"chapter": -1, **{name: i for i, name in enumerate(HEADINGS)}}
FRAME = 3.3  # em: the indentation, the equals sign, and 1 em to spare
CONTINUED, REASON_GAP = 2.2, 2.5  # em: the indentation of a continued line, the gap before a reason
WIDE = 0.24  # of the page: a left side that is wider than this, and than LEFT em, stands on a line of its own
LEFT = 5.0
LONG = 12.0  # em of a size in a reason, such as MAX_LENGTH = 1,000, from which on it may be broken at its equals sign
APART = " & &"  # at the end of a line that has a left side only
SKIP = "skip"  # between the lines of two equations


@dataclass(frozen=True)
class Page:
    """Where the text goes: how wide it is, in em of its font, and whether it has two columns."""

    width: float = 34.0
    columns: int = 1
    level: int = 1  # of the headings of the next sections
    labels: str = ""  # what the labels of the headings begin with; without any, headings have no numbers


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
            if any(isinstance(span, (Code, Axes, Legal)) for span in spans):
                return [rf"{{\raggedright\noindent {texts(spans, broken=True)}\par}}"]
            return [rf"\noindent {texts(spans)}"]
        case Definitions(head, items):
            entries = [rf"{texts((Math(node),))}~{texts(spans, broken=True)}" for node, spans in items]
            return [rf"{{\raggedright\noindent {head} {'; '.join(entries)}.\par}}"]
        case Listing(items, numbered):
            return _listing(items, numbered)
        case Outline(items):
            lines = [(rf"\hspace*{{{depth}em}}" if depth else "") + texts(item, broken=True) for depth, item in items]
            return [r"{\raggedright\noindent " + r" \\ ".join(lines) + r"\par}"]
        case Table():
            return table(block, page.width, page.columns)
        case Section(title, inner):
            below = blocks(inner, replace(page, level=page.level + 1))
            return [heading(title, page), "", *below[:-1]]
    raise TypeError(f"{block!r} is no block")


def heading(title: Spans, page: Page) -> str:
    """A heading of the page's level; with a number and a label where the page has labels."""
    name = HEADINGS[min(page.level, len(HEADINGS) - 1 if page.labels else 2)]
    after = r"\leavevmode" if name == "paragraph" else ""
    if not page.labels:
        return rf"\{name}*{{{texts(title)}}}{after}"
    said = "".join(span if isinstance(span, str) else getattr(span, "text", "") for span in title)
    return rf"\{name}{{{texts(title)}}}\label{{{page.labels}:{label_of(said)}}}{after}"


def label_of(name: str) -> str:
    """What a label may be called: letters, digits and dashes.

    >>> label_of("ResNet 50_v2")
    'resnet-50-v2'
    """
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in name.lower()).split()) or "model"


# --- equations ---------------------------------------------------------------------------------------------------


def aligned(equations: Sequence[Equation], page: Page) -> list[str]:
    """Equations below one another, aligned at the equals sign; all together where there is room for their reasons."""
    apart = [e.left for e in equations if width(e.left) > max(LEFT, WIDE * page.width)]
    room = page.width - max(0.0 if e.left in apart else width(e.left) for e in equations) - FRAME
    if any(_widest(line) > room - CONTINUED for e in equations for line in e.lines):
        if len(equations) > 1:
            return [line for equation in equations for line in aligned([equation], page)]
        apart, room = [equations[0].left], page.width - FRAME
    shown = [on_one_line(e, room) for e in equations]
    reasons = max(widths(line.reason) for e in shown for line in e.lines)
    narrow = room - reasons - REASON_GAP * (reasons > 0)
    rows = [_rows(line, narrow) for e in shown for line in e.lines]
    beside = all(len(row) == 1 and row[0][1] <= narrow for row in rows) and reasons < room / 2
    if len(equations) > 1 and any(max(piece_widths(line.right)) > room for e in shown for line in e.lines):
        return [line for equation in equations for line in aligned([equation], page)]
    first, *others = [_in_columns(e, e.left in apart) if beside else _stacked(e, room, e.left in apart) for e in shown]
    return _display([*first, *(line for other in others for line in (SKIP, *other))])


def _widest(line: Line) -> float:
    """The widest piece of a line, its reason included, that cannot be broken."""
    return max(*piece_widths(line.right, fine=1), *(n for _, n in _pieces(line.reason)), 0.0)


def _in_columns(equation: Equation, apart: bool) -> list[str]:
    """Reasons flush with the right margin."""
    head, first = _lead(equation, apart)
    return [
        *head,
        *(
            rf"{'&= ' if i else first}{math(line.right)} &{_reason(' ', line.reason)}"
            for i, line in enumerate(equation.lines)
        ),
    ]


def _stacked(equation: Equation, room: float, apart: bool) -> list[str]:
    """Long lines broken; a reason stands behind its formula, or below it where there is no room."""
    lines, first = _lead(equation, apart)
    for i, line in enumerate(equation.lines):
        rows = _rows(line, room)
        new = [f"{'&= ' if i else first}{rows[0][0]} &", *(rf"&\qquad {{}}{source} &" for source, _ in rows[1:])]
        if line.reason and rows[-1][1] + REASON_GAP + widths(line.reason) <= room:
            new[-1] = new[-1].removesuffix(" &") + rf"{_reason(chr(92) + 'qquad ', line.reason)} &"
        elif line.reason:
            new += [rf"&\qquad {source} &" for source in _broken_reason(line.reason, room - CONTINUED)]
        lines += new
    return lines


def _lead(equation: Equation, apart: bool) -> tuple[list[str], str]:
    """The left side, on a line of its own where it stands ``apart``, and what the first right side begins with."""
    left = math(equation.left)
    return ([rf"\quad\rlap{{${left}$}}{APART}"], "&= ") if apart else ([], rf"\quad {left} &= ")


def _display(lines: list[str]) -> list[str]:
    body = [
        f"  {line} " + (r"\\[1ex]" if after == SKIP else r"\\*" if line.endswith(APART) else r"\\")
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if line != SKIP
    ]
    return [r"\begin{flalign*}", *body[:-1], body[-1].removesuffix(r" \\"), r"\end{flalign*}"]


def _rows(line: Line, room: float) -> list[tuple[str, float]]:
    """A right side in lines, each with its width."""
    sizes = piece_widths(line.right)
    fine = max(sizes) > room
    sizes = piece_widths(line.right, fine=1) if fine else sizes
    parts = list(zip(pieces(line.right, fine=fine), sizes, strict=True))
    broken = [parts] if sum(sizes) <= room else break_lines(parts, lambda p: p[1], room - CONTINUED, first=room)
    return [
        ("".join(p for p, _ in row).strip(), sum(n for _, n in row) + CONTINUED * (i > 0))
        for i, row in enumerate(broken)
    ]


def _reason(before: str, reason: Spans) -> str:
    return rf"{before}\text{{{texts(reason)}}}" if reason else ""


def _broken_reason(reason: Spans, room: float) -> list[str]:
    """A reason in as many lines as it needs."""
    rows = break_lines(_pieces(reason), lambda p: p[1], room)
    return [rf"\text{{{''.join(p for p, _ in row).strip()}}}" for row in rows]


def _pieces(reason: Spans) -> list[tuple[str, float]]:
    """The parts of a reason, each with its width; a comma stays with what stands before it."""
    found: list[tuple[str, float]] = []
    for span in reason:
        if found and isinstance(span, str) and span.startswith(","):
            found[-1] = (found[-1][0] + text(span), found[-1][1] + width(span))
        elif isinstance(span, Bound) and width(span) > LONG:
            found += [
                (f"${latex_name(span.name)}$", width(Math(Name(span.name)))),
                (f"${{}} = {math(Count(span.size))}$", 1.6 + width(Count(span.size))),
            ]
        else:
            found.append((text(span), width(span)))
    return found


def _listing(items: Sequence[Spans], numbered: bool) -> list[str]:
    kind = "enumerate" if numbered else "itemize"
    lines = [rf"  \item {texts(item)}" for item in items]
    return [rf"\begin{{{kind}}}\raggedright", *lines, rf"\end{{{kind}}}"] if items else []
