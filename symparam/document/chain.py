"""From layer to layer: how each spatial size comes down to one floor."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..algebra import Dim, names_in
from ..algebra.nodes import Floor, Maximum, Name, Node, Product
from ..algebra.walk import nesting
from ..frozen import dataclass
from ..row import Row
from ..steps import Lines
from .likeness import likeness
from .lines import SPATIAL, Writer
from .refusal import NO_VALUE
from .tree import Block, Code, Column, Count, Math, Paragraph, Section, Spans, Table
from .tree import Row as Cells


@dataclass(frozen=True)
class Link:
    """A layer that changes a spatial size."""

    layer: str
    lines: Lines


By = Callable[[Link], Spans]


def chain_section(writer: Writer) -> Section | None:
    """A table for each axis; one for axes that go alike. None where no window joins anything."""
    blocks, links = chains(writer)
    if not blocks:
        return None
    if any(nesting(link.lines.substituted) > 1 for link in links):
        x, a, b = Name("x"), Name("a"), Name("b")
        blocks.append(
            Paragraph(
                (
                    "A floor of a floor is one floor, ",
                    Math(Floor(Floor(x, a), b)),
                    " = ",
                    Math(Floor(x, Product((a, b)))),
                    ": so every chain of windows comes down to one.",
                )
            )
        )
    return Section(("Sizes from layer to layer",), tuple(blocks))


def chains(writer: Writer, least: int = 2, by: By | None = None) -> tuple[list[Block], list[Link]]:
    """The tables of all axes with at least so many links, and the links in them; ``by`` tells what joined a link."""
    blocks: list[Block] = []
    told: list[tuple[str, list[Link], tuple[Dim, ...]]] = []
    for axis in SPATIAL:
        links = _links(writer.report.rows, axis, changing=by is not None)
        if len(links) < least:
            continue
        values = tuple(link.lines.simplified for link in links)
        same = next((t for t in told if _same(writer, t, links, values)), None)
        if same:
            blocks.append(
                Paragraph(
                    (
                        f"The {_word(axis)} goes the same way, to ",
                        Math(writer.node(values[-1])),
                        *_equals(writer, values[-1]),
                        ".",
                    )
                )
            )
            continue
        told.append((axis, links, values))
        blocks.append(_table(writer, axis, links, by))
    return blocks, [link for _, links, _ in told for link in links]


def _links(rows: tuple[Row, ...], axis: str, changing: bool) -> list[Link]:
    """The layers with a rule along an axis; if ``changing``, only those that put out a size that does not come in."""
    links: list[Link] = []
    seen: set[tuple[Node, Dim]] = set()
    for row in _layers(rows):
        for lines in row.steps().shape:
            if lines.left != axis or not names_in(lines.simplified) or isinstance(lines.rule, Name):
                continue
            if (
                changing
                and any(lines.simplified in x for call in row.calls for x in call.inputs)
                and not (isinstance(lines.substituted, Maximum))
            ):
                continue
            key = (lines.substituted, lines.simplified)
            if key not in seen:
                seen.add(key)
                links.append(Link(row.name, lines))
    return [link for link in links if link.lines.substituted != link.lines.rule]


def _layers(rows: tuple[Row, ...]) -> Iterator[Row]:
    """The rows that are layers by themselves, those inside models and blocks too."""
    for row in rows:
        if row.rows:
            yield from _layers(row.rows)
        elif not row.unknown:
            yield row


def _table(writer: Writer, axis: str, links: list[Link], by: By | None) -> Table:
    word = _word(axis)
    columns = [Column("Layer"), Column(f"{word[:1].upper()}{word[1:]}, from the layer before"), Column("Joined")]
    columns += [Column("By")] if by else []
    rows = [
        Cells(
            (
                (Code(link.layer),),
                (Math(link.lines.substituted),),
                (Math(writer.node(link.lines.simplified)),),
                *([by(link)] if by else ()),
                _value(writer, link.lines.simplified),
            )
        )
        for link in links
    ]
    return Table((*columns, Column("Value", "right")), tuple(rows))


def _same(
    writer: Writer, told: tuple[str, list[Link], tuple[Dim, ...]], links: list[Link], values: tuple[Dim, ...]
) -> bool:
    if [link.layer for link in told[1]] != [link.layer for link in links]:
        return False
    names: dict[str, str] | None = {}
    for a, b in zip(told[2], values, strict=True):
        names = likeness(writer.node(a), writer.node(b), names)
        if names is None:
            return False
    return True


def _value(writer: Writer, size: Dim) -> Spans:
    n = writer.value(size)
    return (Count(n),) if n is not None else (NO_VALUE,) if writer.report.refusal else ()


def _equals(writer: Writer, size: Dim) -> Spans:
    n = writer.value(size)
    return () if n is None else (" = ", Count(n))


def _word(axis: str) -> str:
    return {"D_out": "depth", "H_out": "height", "W_out": "width", "T_out": "length"}[axis]
