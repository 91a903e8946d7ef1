"""What a summary and a derivation say, as a neutral tree; printers decide how it looks."""

from .comparison import comparison
from .derivation import derivation
from .summary import summary
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
    "Axes", "Blank", "Block", "Bound", "Chain", "Code", "Column", "Count", "Definitions", "Document", "Equation",
    "Legal", "Line", "Listing", "Math", "Paragraph", "Params", "Row", "Section", "Span", "Spans", "Table",
    "comparison", "derivation", "summary",
]
