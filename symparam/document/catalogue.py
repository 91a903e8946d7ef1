"""The catalogue of layers as a document: all names by family, or the rules of one layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..algebra.nodes import Name, Node, Number
from .tree import Axes, Block, Code, Column, Definitions, Document, Math, Paragraph, Row, Section, Spans, Table
from .words import join

if TYPE_CHECKING:
    from ..layers.catalogue import Array, Entry, Relation


def names_by_family(families: Mapping[str, Iterable[str]]) -> Document:
    """The names of all layers."""
    blocks: list[Block] = [
        Section((title,), (Paragraph(join([(Code(name),) for name in names], ", ")),))
        for title, names in families.items()
    ]
    ways = (Code("symparam layers Conv2D"), ", ", Code("symparam layers torch.nn.Conv2d"), ".")
    blocks.append(Paragraph(("The rules of one layer: ", *ways)))
    return Document("Layers", (), tuple(blocks))


def rules(entry: Entry) -> Document:
    """The general rule of one layer."""
    call = f"{entry.name}({', '.join((*entry.arguments, *(['…'] if entry.ignored else [])))})"
    known = f" Also called {', '.join(entry.aliases)}." if entry.aliases else ""
    rows: list[tuple[str, Spans]] = [
        ("shape", (*_shapes(entry.inputs), " → ", *_shapes(entry.outputs))),
        *((f"with {told}", (*_shapes(entry.inputs), " → ", *_shapes(shapes))) for told, shapes in entry.otherwise),
        ("params", (Math(entry.params),)),
    ]
    if entry.weights:
        rows.append(
            (
                "weights",
                join(
                    [(Code(w.name), " ", Axes(w.shape), _beside(w)) for w in entry.weights],
                    ", ",
                ),
            )
        )
    if entry.macs != Number(0):
        rows.append(("MACs", (Math(entry.macs),)))
    rows += [("needs", _relation(condition)) for condition in entry.conditions]
    if entry.source:
        rows.append(("source", (entry.source,)))
    table = Table((Column("Rule"), Column("")), tuple(Row(((what,), spans)) for what, spans in rows))
    letters = Definitions("where", tuple((Name(letter), (meaning,)) for letter, meaning in entry.letters))
    blocks: list[Block] = [Paragraph((Code(call),)), Paragraph((entry.about + known,)), table]
    return Document(entry.path, (), (*blocks, letters) if entry.letters else tuple(blocks))


def _beside(w: Array) -> str:
    return " (buffer)" if w.role == "buffer" else "" if w.trainable else " (not trained)"


def _shapes(shapes: Iterable[tuple[Node, ...]]) -> Spans:
    return join([(Axes(shape),) for shape in shapes], ", ")


def _relation(relation: Relation) -> Spans:
    a, b = Math(relation.left), Math(relation.right)
    match relation.op:
        case "divides":
            return a, " divides ", b
        case "broadcasts":
            return a, " = ", b, ", or one of them is 1"
        case "==":
            return a, " = ", b
    return a, " ≥ ", b
