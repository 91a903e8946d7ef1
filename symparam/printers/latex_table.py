"""The table of layers alone, in LaTeX."""

from __future__ import annotations

from typing import Any

from ..document.closing import assumptions
from ..document.refusal import refusal
from ..document.summary import layers_table
from ..report import Report
from . import latex
from .latex_blocks import blocks
from .latex_tables import table
from .latex_text import ascii_only


def summary(
    report: Report, *, width: float | None = None, columns: int = 1, brief: bool = False, expand: bool | int = False
) -> str:
    """The table of layers, and why it has no values where the sizes are illegal."""
    page = latex.page_of(False, width, columns)
    layers = layers_table(report, brief=brief, expand=expand, short=True, connected=columns == 1)
    lines = [*table(layers, page.width, page.columns), *blocks([*refusal(report), *assumptions(report)], page)]
    return ascii_only("\n".join(lines)) + "\n"


def derivation(report: Report, **options: Any) -> str:
    """The derivation, as ``latex`` gives it."""
    return latex.derivation(report, **options)
