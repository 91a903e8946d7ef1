"""A worksheet: the values are left blank, and their answers stand at the end."""

from __future__ import annotations

from dataclasses import replace

from .tree import Axes, Blank, Block, Count, Document, Equation, Line, Listing, Paragraph, Section, Span, Spans, Table


def worksheet(document: Document) -> Document:
    """The document with numbered blanks for the values of its equations, and the answers in a last section."""
    answers: list[Span] = []
    blocks = [block for b in document.blocks for block in _blanked(b, answers)]
    if not answers:  # no value is asked for, as where the sizes are illegal
        return replace(document, blocks=tuple(blocks))
    items: tuple[Spans, ...] = tuple((answer,) for answer in answers)
    key = Section(("Answers",), (Listing(items, numbered=True),))
    return replace(document, blocks=(*blocks, key))


def _blanked(block: Block, answers: list[Span]) -> list[Block]:
    if isinstance(block, Section):
        if any(isinstance(b, Table) and len(b.columns) > 3 for b in block.blocks):
            return []  # the tables of all values would give the answers away
        return [replace(block, blocks=tuple(new for b in block.blocks for new in _blanked(b, answers)))]
    if isinstance(block, Paragraph):
        return [replace(block, spans=tuple(_hidden(span, answers) for span in block.spans))]
    if isinstance(block, Equation):
        lines = [line for line in block.lines if line.kind != "numbers"]
        return [replace(block, lines=tuple(_blank(line, block, answers) for line in lines))]
    return [block]


def _hidden(span: Span, answers: list[Span]) -> Span:
    if not isinstance(span, Count):
        return span
    answers.append(span)
    return Blank(len(answers))


def _blank(line: Line, equation: Equation, answers: list[Span]) -> Line:
    if line.kind != "value" or not isinstance(line.right, (Count, Axes)):
        return line
    answers.append(line.right)
    at = next((other.reason for other in equation.lines if other.kind == "numbers"), line.reason)
    return replace(line, right=Blank(len(answers)), reason=at)
