"""What a summary and a derivation say, as a neutral tree; printers decide how it looks.

    Row of Conv2D(37, 3) -> Section("conv2d", Equation(params = k_h·k_w·C_in·F + F, = 3·3·3·37 + 37, = 1036))

``tree`` has the parts, from a span to a document. There is one function for each thing that is said, ``summary``,
``derivation``, ``comparison``, ``growth``, …, and each is said once, for all formats; none is loaded before it is
used.
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
    Outline,
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
    "Outline",
    "Paragraph",
    "Params",
    "Row",
    "Section",
    "Span",
    "Spans",
    "Table",
]
