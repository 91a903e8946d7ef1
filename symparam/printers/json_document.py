"""A document as JSON: the tree of blocks with their spans, formulas as text and in LaTeX."""

from __future__ import annotations

from typing import Any

from ..algebra.text import ASCII, text
from ..document import (
    Axes,
    Blank,
    Block,
    Bound,
    Chain,
    Code,
    Count,
    Definitions,
    Equation,
    Legal,
    Listing,
    Math,
    Outline,
    Paragraph,
    Params,
    Section,
    Span,
    Spans,
    Table,
)
from ..document.derivation import derivation as derivation_of
from ..report import Report
from .latex_spans import math

SCHEMA = "symparam-derivation-1"


def derivation_object(report: Report, **options: Any) -> dict[str, Any]:
    """The derivation in lists, dicts, strings and integers."""
    document = derivation_of(report, **options)
    return {
        "schema": SCHEMA,
        "title": document.title,
        "sizes": {b.name: b.size for b in document.sizes},
        "refusal": report.refusal and report.refusal.message,
        "assumptions": [{"what": a.what, "line": a.line} for a in report.assumptions],
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Section(title, blocks):
            return {"section": _spans(title), "blocks": [_block(b) for b in blocks]}
        case Paragraph(spans):
            return {"paragraph": _spans(spans)}
        case Equation(left, lines):
            return {
                "equation": _span(left),
                "lines": [
                    {"kind": line.kind, "right": _span(line.right), "reason": _spans(line.reason)} for line in lines
                ],
            }
        case Definitions(head, items):
            return {
                "definitions": head,
                "items": [{"name": _span(Math(node)), "meaning": _spans(spans)} for node, spans in items],
            }
        case Listing(items, numbered):
            return {"list": [_spans(item) for item in items], "numbered": numbered}
        case Outline(items):
            return {"outline": [{"depth": depth, "line": _spans(item)} for depth, item in items]}
        case Table(columns, rows, legend):
            return {
                "table": [c.title for c in columns],
                "rows": [{"level": row.level, "cells": [_spans(cell) for cell in row.cells]} for row in rows],
                "legend": [_spans(entry) for entry in legend],
            }
    raise TypeError(f"{block!r} is no block")


def _spans(spans: Spans) -> list[Any]:
    return [_span(span) for span in spans if span != ""]


def _span(span: Span) -> Any:
    match span:
        case str():
            return span
        case Code(name):
            return {"code": name}
        case Math(node):
            return {"formula": text(node, ASCII), "latex": math(span)}
        case Count(value):
            return {"value": value}
        case Axes(sizes):
            return {"shape": [text(n, ASCII) for n in sizes], "latex": math(span)}
        case Chain(sides):
            return {"equal": [_span(side) for side in sides]}
        case Bound(name, size):
            return {"symbol": name, "size": size}
        case Params(layer, part):
            return {"params": part, "layer": layer}
        case Blank(number):
            return {"blank": number}
        case Legal(domain):
            return {"domain": domain.text(ascii=True)}
    raise TypeError(f"{span!r} is no span")
