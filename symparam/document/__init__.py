"""What a summary and a derivation say, as a neutral tree; printers decide how it looks.

Its modules ``summary``, ``derivation`` and ``comparison`` build one document each; none is loaded before it is used.
"""

from .tree import (
    Axes,
    Blank,
    Block,
    Bound,
    Chain,
    Code,
    Column,
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

__all__ = [
    "Axes",
    "Blank",
    "Block",
    "Bound",
    "Chain",
    "Code",
    "Column",
    "Count",
    "Definitions",
    "Document",
    "Equation",
    "Legal",
    "Line",
    "Listing",
    "Math",
    "Paragraph",
    "Params",
    "Row",
    "Section",
    "Span",
    "Spans",
    "Table",
]
