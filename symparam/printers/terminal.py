"""Text for terminals, pipes and files: at most ``width`` cells wide, in unicode or ASCII."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..algebra.text import ASCII, UNICODE, Repertoire
from ..document import Document, Table
from ..document.summary import layers_table
from ..document.summary import summary as summary_of
from ..report import Report
from .common_names import without_beginning
from .display_width import cells
from .text_blocks import lines_of, paragraph
from .text_spans import Style
from .text_table import natural_width

COLOURS = {  # of the kinds of layers, as near to those of the pictures as a terminal has them
    "convolution": "blue",
    "dense": "yellow",
    "attention": "magenta",
    "recurrent": "green",
    "embedding": "cyan",
    "merge": "red",
}


def summary(
    report: Report,
    *,
    width: int = 80,
    ascii: bool | None = None,
    encoding: str = "utf-8",
    color: bool = False,
    keras: bool = False,
    brief: bool = False,
    expand: bool | int = False,
) -> str:
    """The table of layers and the totals.

    ``ascii`` None decides by the ``encoding``; ``keras`` gives the very table that Keras prints, in numbers.
    """
    style = _style(width, ascii, encoding, color)
    if keras:
        from .keras_table import keras_table

        return keras_table(report, style, expand=expand)
    document = summary_of(report, brief=brief, expand=expand)
    table, *others = document.blocks
    if isinstance(table, Table) and natural_width(table, style) > style.width:
        short = without_beginning(layers_table(report, brief=brief, expand=expand, short=True))
        document = replace(document, blocks=(short, *others))
    return _written(document, style)


def derivation(
    report: Report,
    *,
    width: int = 80,
    ascii: bool | None = None,
    encoding: str = "utf-8",
    color: bool = False,
    **options: Any,
) -> str:
    """The derivation, step by step; further options are those of ``symparam.document.derivation``."""
    from ..document.derivation import derivation as derivation_of

    return _written(derivation_of(report, **options), _style(width, ascii, encoding, color))


def written(
    document: Document, *, width: int = 80, ascii: bool | None = None, encoding: str = "utf-8", color: bool = False
) -> str:
    """Any document."""
    return _written(document, _style(width, ascii, encoding, color))


def _style(width: int, ascii: bool | None, encoding: str, color: bool) -> Style:
    repertoire = Repertoire.of(encoding) if ascii is None else ASCII if ascii else UNICODE
    if not color:
        return Style(repertoire, width)
    import click

    return Style(
        repertoire,
        width,
        lambda text: click.style(text, bold=True),
        lambda text: click.style(text, dim=True),
        lambda kind, text: click.style(text, fg=COLOURS[kind]) if kind in COLOURS else text,
    )


def _written(document: Document, style: Style) -> str:
    body = lines_of(document.blocks, style, 0 if document.answer else 1)
    if document.answer:
        return "\n".join(line.rstrip() for line in body) + "\n"
    lines = [*_title(document, style, min(style.width, max(map(cells, body)))), "", *body]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _title(document: Document, style: Style, width: int) -> list[str]:
    """The name, and at the right edge the sizes of the values."""
    title = style.plain(document.title)
    sizes = "  ".join(style.plain(f"{bound.name}={bound.size}") for bound in document.sizes)
    room = max(width - cells(title), min(len(sizes) + 2, style.width - cells(title))) - cells(sizes)
    if room >= 2:
        return [style.strong(title) + " " * room + sizes] if sizes else [style.strong(title)]
    return [style.strong(title), *paragraph((sizes,), style)]
