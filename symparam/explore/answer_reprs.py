"""What answers show of themselves in a notebook: a document or text, and a plot where there is something to draw."""

from __future__ import annotations

import io
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from ..errors import SymparamError
from ..printable import printable_lines

if TYPE_CHECKING:
    from .sweep import Sweep

PLAIN = '<pre style="text-align:left">{}</pre>'


def plain(text: str) -> str:
    """Lines of text as HTML."""
    return PLAIN.format(escape(printable_lines(text)))


def picture(swept: Mapping[str, Sweep]) -> str:
    """Sweeps as a drawing within HTML; where that cannot be, as a chart of characters."""
    from .plot import drawing, save

    try:
        figure = drawing(swept)
    except SymparamError:
        return "".join(plain(one.chart()) for one in swept.values())
    file = io.StringIO()
    save(figure, file, ".svg")
    svg = file.getvalue()
    return f'<div style="max-width:46em">{svg[svg.index("<svg") :]}</div>'
