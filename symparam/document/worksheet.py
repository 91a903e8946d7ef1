"""A worksheet: values, substitutions or rules are left blank, and no number that is asked for stands on the sheet.

A number is either given, because the model or a line that is not blank has it, or asked for. Where a number that is
asked for stands on the sheet a second time, as in a sum or behind "here", the name of its answer stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ..algebra.nodes import Name, Node, Number
from ..algebra.walk import children, names_of, rebuilt
from ..errors import RequestError
from .tree import (
    Axes,
    Blank,
    Block,
    Bound,
    Chain,
    Code,
    Count,
    Definitions,
    Document,
    Equation,
    Legal,
    Line,
    Listing,
    Math,
    Paragraph,
    Params,
    Row,
    Section,
    Span,
    Spans,
    Table,
)

B = TypeVar("B")
KINDS = {"values": "value", "substitutions": "substituted", "rules": "rule"}
LETTERS = "axyzq"  # one of them is no symbol of the model: a_3 is the answer in blank (3)
KEYS = ("end", "none", "only")
TOGETHER = ("layer by layer",)  # the reason of a line whose numbers are those of other lines
ELSEWHERE = Name("…")  # in the key of a shape, a size that is given


@dataclass
class Sheet:
    """What is found while a document is blanked: the answers so far, and in which blank each number is asked for."""

    kinds: frozenset[str]
    asked: frozenset[int]
    letter: str
    answers: list[Span] = field(default_factory=list)
    first: dict[int, int] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)  # the numbers that a blank above asks for
    referred: bool = False


def worksheet(document: Document, blank: str = "values", key: str = "end") -> Document:
    """The document with numbered blanks; the answers stand at its ``end``, nowhere, or alone (``only``).

    ``blank`` names what is left out, separated by commas: values, substitutions, rules. Raises RequestError for others.
    """
    chosen = [word.strip() for word in blank.split(",")]
    strange = next((word for word in chosen if word not in KINDS), None)
    if strange is not None:
        raise RequestError(f"a worksheet cannot leave {strange!r} blank; choose among {', '.join(KINDS)}")
    if key not in KEYS:
        raise RequestError(f"the key of a worksheet stands at its end, nowhere, or alone; not key={key!r}")
    kinds = frozenset(KINDS[word] for word in chosen)
    written = (*_spans(document.blocks), *(line.right for e in _of_kind(Equation, document.blocks) for line in e.lines))
    names = frozenset().union(*(names_of(node) for span in written for node in _nodes(span)))
    sheet = Sheet(kinds, frozenset(), next((c for c in LETTERS if not {c} & names), "answer"))
    if "value" in kinds:
        sheet.asked = _asked(document, kinds)
    blocks = _settled(document.blocks, sheet)
    if not sheet.answers:
        return replace(document, blocks=blocks)
    answers = Listing(tuple((answer,) for answer in sheet.answers), numbered=True)
    if key == "only":
        return replace(document, title=f"{document.title}: answers", blocks=(answers,))
    head: Spans = ("Name: ", Blank(0))
    if sheet.referred:
        letter = Math(Name(f"{sheet.letter}_n"))
        head = (*head, ". Here ", letter, " is the answer in blank (", Math(Name("n")), ").")
    end = (Section(("Answers",), (answers,)),) if key == "end" else ()
    return replace(document, blocks=(Paragraph(head), *blocks, *end))


def _settled(blocks: tuple[Block, ...], sheet: Sheet) -> tuple[Block, ...]:
    """The blocks with blanks, none of which has the number of an answer."""
    while True:
        sheet.first = {}
        for _ in range(2):  # a reference may stand before its blank
            sheet.answers, sheet.referred, sheet.known = [], False, set()
            found = tuple(new for block in blocks for new in _blanked(block, sheet))
        small = {n for n in sheet.asked if n <= len(sheet.answers)}
        if not small:
            return found
        sheet.asked -= small


# --- what is given, and what is asked for -------------------------------------------------------------------------


def _asked(document: Document, kinds: frozenset[str]) -> frozenset[int]:
    """The numbers of values that are nowhere given."""
    found = [n for e in _of_kind(Equation, document.blocks) for line in e.lines for n in _values(line)]
    found += [
        span.value for block in _of_kind(Paragraph, document.blocks) for span in block.spans if isinstance(span, Count)
    ]
    return frozenset(found) - _given(document, kinds)


def _values(line: Line) -> list[int]:
    if line.kind != "value":
        return []
    if isinstance(line.right, Count):
        return [line.right.value]
    return [n.value for n in line.right.sizes if isinstance(n, Number)] if isinstance(line.right, Axes) else []


def _given(document: Document, kinds: frozenset[str]) -> set[int]:
    """The numbers of sizes, of rules and of what is put into them, and those in words and names."""
    given = {bound.size for bound in document.sizes}
    words = [document.title]
    for span in _spans(document.blocks):
        match span:
            case str() | Code() | Legal():
                words.append(_text(span))
            case Bound(_, size):
                given.add(size)
    for equation in _of_kind(Equation, document.blocks):
        for line in equation.lines:
            if line.kind in ("rule", "substituted") and line.reason != TOGETHER and line.kind not in kinds:
                given.update(n for node in _nodes(line.right) for n in _numbers(node))
    return given | {int(n.replace(",", "")) for text in words for n in re.findall(r"\d[\d,]*", text) if n[-1] != ","}


def _text(span: Span) -> str:
    match span:
        case Code(text):
            return text
        case Legal(domain):
            return domain.text()
    return str(span)


# --- the sheet ----------------------------------------------------------------------------------------------------


def _blanked(block: Block, sheet: Sheet) -> Iterator[Block]:
    match block:
        case Section(title, inner):
            kept = tuple(new for b in inner for new in _blanked(b, sheet))
            if kept:
                yield Section(tuple(_hidden(s, sheet) for s in title), kept)
        case Paragraph(spans):
            yield Paragraph(tuple(_asked_for(span, sheet) for span in spans))
        case Equation(left, lines):
            again = not isinstance(left, Params) and all(
                n in sheet.known for line in lines for n in _values(line) if n in sheet.asked
            )
            shown = [new for line in lines for new in _line(line, lines, sheet, again)]
            yield Equation(left, tuple(shown))
        case Definitions(head, items):
            told = ((_replaced(node, sheet), tuple(_hidden(s, sheet) for s in spans)) for node, spans in items)
            yield Definitions(head, tuple(told))
        case Listing(items, numbered):
            yield Listing(tuple(tuple(_hidden(s, sheet) for s in item) for item in items), numbered)
        case Table(columns, rows, legend):
            yield Table(
                columns,
                tuple(
                    Row(tuple(tuple(_hidden(s, sheet) for s in cell) for cell in row.cells), row.level, row.below)
                    for row in rows
                ),
                tuple(tuple(_hidden(s, sheet) for s in entry) for entry in legend),
            )


def _line(line: Line, lines: tuple[Line, ...], sheet: Sheet, again: bool) -> Iterator[Line]:
    """The line as it stands on the sheet; a size that is asked for above is not asked for ``again``."""
    if line.kind == "numbers" and "value" in sheet.kinds:
        return  # the value with one step left
    if line.kind in sheet.kinds and line.kind != "value":
        yield replace(line, right=_answered(line.right, sheet))
        return
    if again or not set(_values(line)) & sheet.asked:
        yield replace(line, right=_hidden(line.right, sheet))
        return
    at = next((other.reason for other in lines if other.kind == "numbers"), line.reason)
    at = tuple(span for span in at if not (isinstance(span, str) and re.search(r"\d", span)))
    if isinstance(line.right, Axes):
        sizes = tuple(n if isinstance(n, Number) and n.value in sheet.asked else ELSEWHERE for n in line.right.sizes)
        yield replace(line, right=_answered(Axes(sizes), sheet), reason=at)
    else:
        yield replace(line, right=_answered(line.right, sheet), reason=at)


def _answered(answer: Span, sheet: Sheet) -> Span:
    """A blank for it."""
    sheet.answers.append(answer)
    values = _values(Line("value", answer))
    sheet.known.update(values)
    for value in values:
        sheet.first.setdefault(value, len(sheet.answers))
    return Blank(len(sheet.answers))


def _asked_for(span: Span, sheet: Sheet) -> Span:
    """A count in a sentence is asked for; anything else only hides what is."""
    return _answered(span, sheet) if isinstance(span, Count) and span.value in sheet.asked else _hidden(span, sheet)


def _hidden(span: Span, sheet: Sheet) -> Span:
    """The span with names of answers in the place of numbers that are asked for."""
    match span:
        case Count(value) if value in sheet.asked:
            return Math(_replaced(Number(value), sheet))
        case Math(node):
            return Math(_replaced(node, sheet))
        case Axes(sizes):
            return Axes(tuple(_replaced(node, sheet) for node in sizes))
        case Chain(sides):
            return Chain(tuple(_hidden(side, sheet) for side in sides))
    return span


def _replaced(node: Node, sheet: Sheet) -> Node:
    if isinstance(node, Number):
        if node.value not in sheet.asked:
            return node
        sheet.referred = True
        return Name(f"{sheet.letter}_{sheet.first.get(node.value, 0)}")
    return rebuilt(node, lambda part: _replaced(part, sheet))


# --- walks --------------------------------------------------------------------------------------------------------


def _of_kind(kind: type[B], blocks: tuple[Block, ...]) -> Iterator[B]:
    """The blocks of a kind, in sections too."""
    for block in blocks:
        if isinstance(block, Section):
            yield from _of_kind(kind, block.blocks)
        elif isinstance(block, kind):
            yield block


def _spans(blocks: tuple[Block, ...]) -> Iterator[Span]:
    """Everything that is written, but for the right sides of equations."""
    for block in blocks:
        match block:
            case Section(title, inner):
                yield from (*title, *_spans(inner))
            case Paragraph(spans):
                yield from spans
            case Equation(left, lines):
                yield left
                yield from (span for line in lines for span in line.reason if line.kind != "value")
            case Definitions(_, items):
                yield from (span for _, spans in items for span in spans)
            case Listing(items):
                yield from (span for item in items for span in item)
            case Table(columns, rows, legend):
                yield from (column.title for column in columns)
                yield from (span for row in rows for cell in (*row.cells, row.below) for span in cell)
                yield from (span for entry in legend for span in entry)


def _nodes(span: Span) -> tuple[Node, ...]:
    match span:
        case Math(node):
            return (node,)
        case Axes(sizes):
            return sizes
    return ()


def _numbers(node: Node) -> Iterator[int]:
    if isinstance(node, Number):
        yield node.value
    for child in children(node):
        yield from _numbers(child)
