"""Further columns of the table of layers: what goes in, windows, and shares; each is one row here."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ..algebra.display import display
from ..algebra.nodes import Node
from ..algebra.number_format import percent
from ..row import Row
from .lines import Writer
from .tree import Axes, Column, Math, Spans
from .words import join

Shorten = Callable[[Node], Node]


def columns(names: tuple[str, ...]) -> list[Column]:
    """The columns of these names."""
    return [Column(DETAILS[name][0], "right" if name == "share" else "left") for name in names]


def cells(writer: Writer, row: Row, names: tuple[str, ...], shorten: Shorten) -> list[Spans]:
    """What stands in them for a row."""
    return [DETAILS[name][1](writer, row, shorten) for name in names]


def _input(writer: Writer, row: Row, shorten: Shorten) -> Spans:
    shapes = row.calls[-1].inputs if row.calls else ()
    return join([(Axes(tuple(shorten(writer.node(n)) for n in x)),) for x in shapes], ", ")


def _setting(*fields: str) -> Callable[[Writer, Row, Shorten], Spans]:
    """The first of some settings that the layer has."""

    def said(writer: Writer, row: Row, shorten: Shorten) -> Spans:
        settings = row.traits().settings
        found = next((settings[field] for field in fields if settings.get(field) is not None), None)
        return () if found is None else _written(found)

    return said


def _written(value: Any) -> Spans:
    if isinstance(value, tuple):
        return tuple(span for i, n in enumerate(value) for span in (*(["×"] if i else []), *_written(n)))
    return (value,) if isinstance(value, str) else (Math(display(value)),)


def _share(writer: Writer, row: Row, shorten: Shorten) -> Spans:
    part, whole = writer.value(row.params), writer.value(writer.report.params)
    return () if part is None or not whole else (percent(Fraction(part, whole)),)


DETAILS: dict[str, tuple[str, Callable[[Writer, Row, Shorten], Spans]]] = {
    "input": ("Input Shape", _input),
    "kernel": ("Kernel", _setting("kernel_size", "pool_size")),
    "stride": ("Stride", _setting("strides", "pool_size")),
    "padding": ("Padding", _setting("padding")),
    "share": ("% of params", _share),
}
