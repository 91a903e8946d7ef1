"""The network as a picture: cards from top to bottom, one for each stage, and what flows between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..algebra import gathered
from ..algebra.display import display
from ..algebra.nodes import Node
from ..algebra.text import text
from ..frozen import dataclass
from ..report import Report
from ..row import Row, Traits
from .lines import Writer
from .refusal import MARK, refuses, values_at
from .shapes import batches, sizes_of
from .short import ShortNames
from .tree import Axes, Bound, Math, Span, Spans

PHRASES = 6  # on a card; what follows is left out
MAIN = ("convolution", "attention", "recurrent", "dense", "embedding", "model", "other", "pooling", "merge", "input")
_SETTING = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Size:
    """A shape or a count as a formula and, where all sizes are known, in numbers."""

    formula: Span
    value: tuple[int, ...] | int | None

    @property
    def is_number(self) -> bool:
        """Whether the formula says nothing that the value does not say."""
        if not isinstance(self.formula, Axes | Math):
            return False
        nodes = self.formula.sizes if isinstance(self.formula, Axes) else (self.formula.node,)
        return not any(re.search(r"[^\W\d]", text(node)) for node in nodes)


@dataclass(frozen=True)
class Card:
    """One stage."""

    title: str
    family: str  # of its main layer: convolution, dense, …
    times: Node | None  # how many blocks of this kind follow each other, if more than one
    equal: bool  # whether those are equal, or alike but for their sizes
    contents: tuple[Spans, ...]  # of one block
    omitted: bool  # whether there is more in it
    outputs: tuple[Size, ...]
    params: Size  # of all blocks
    share: Fraction | None  # of the model's parameters
    names: tuple[str, ...]  # of all its layers
    refused: str = ""  # why it has no values, where one of its layers refuses the default sizes


@dataclass(frozen=True)
class Edge:
    """What the output of one card feeds, both by their place."""

    source: int
    target: int

    @property
    def back(self) -> bool:
        """Whether it leads up again: to a layer that is called once more with what comes later."""
        return self.source >= self.target


@dataclass(frozen=True)
class Figure:
    """A picture in words: it knows no place on paper, and no colour."""

    title: str
    sizes: tuple[Bound, ...]
    cards: tuple[Card, ...]
    edges: tuple[Edge, ...]
    params: Size
    legend: tuple[Spans, ...]  # what short names on the cards stand for


def figure(report: Report, stages: Sequence[Any] | None = None) -> Figure:
    """The stages of a report as cards, with formulas and with values at its default sizes.

    ``stages`` are those of the report, where they are known already.
    """
    writer = Writer(report)
    shorten = ShortNames(writer)
    whole = writer.value(report.params)
    stages = report.stages() if stages is None else stages
    cards = tuple(_card(writer, shorten, stage, whole) for stage in stages)
    edges = tuple(Edge(source, i) for i, stage in enumerate(stages) for source in stage.feeds)
    return Figure(report.name, values_at(report), cards, edges, _count(writer, report.params), shorten.legend())


def _card(writer: Writer, shorten: ShortNames, stage: Any, whole: int | None) -> Card:
    params = writer.report.read(gathered(w.size for row in stage.every for w in row.weights if w.is_parameter))
    value = writer.value(params)
    said, families = phrases(stage.rows)
    calls = len(stage.rows[0].calls) if len(stage.every) == 1 else 1
    if calls > 1:
        said = [*said[: PHRASES - 1], (f"called {calls} times",)]
    refusal = writer.report.refusal if any(refuses(writer.report, row) for row in stage.every) else None
    return Card(
        title=stage.title,
        family=next((f for f in MAIN if f in families), "activation"),
        times=None if stage.times == 1 else display(stage.times),
        equal=stage.equal,
        contents=tuple(said[:PHRASES]),
        omitted=len(said) > PHRASES,
        outputs=tuple(_shape(writer, shorten, x) for x in _written(stage.every[-1])),
        params=_count(writer, params),
        share=Fraction(value, whole) if value is not None and whole else None,
        names=tuple(row.title for row in stage.every),
        refused=f"{MARK}: {refusal.why}" if refusal else "",
    )


def _written(row: Row) -> Iterator[tuple[Any, ...]]:
    return (sizes_of(x, times) for x, times in zip(row.outputs, batches(row), strict=True))


def _shape(writer: Writer, shorten: ShortNames, x: Iterable[Any]) -> Size:
    sizes = tuple(x)
    values = [writer.value(n) for n in sizes]
    known = tuple(v for v in values if v is not None)
    nodes = tuple(shorten(writer.node(n)) for n in sizes)
    return Size(Axes(nodes), known if len(known) == len(sizes) else None)


def _count(writer: Writer, count: Any) -> Size:
    return Size(Math(writer.node(count)), writer.value(count))


# --- what a card contains -----------------------------------------------------------------------------------------


def phrases(rows: Sequence[Row]) -> tuple[list[Spans], set[str]]:
    """What is in a block, in the order of its layers, and the families of these; equal neighbours are counted."""
    found: list[tuple[Spans, int]] = []
    families = {part.traits().family for row in rows for part in row.parts or (row,)}
    inside = [part for row in rows for part in _inside(row)]
    for row in inside:
        traits = row.traits()
        if traits.family not in MAIN or (traits.family == "input" and len(inside) > 1):
            continue
        said = phrase(traits)
        if found and found[-1][0] == said:
            found[-1] = said, found[-1][1] + 1
        else:
            found.append((said, 1))
    if not found:
        found = [(phrase(row.traits()), 1) for row in rows[:1]]
    return [said if n == 1 else (*said, f" ×{n}") for said, n in found], families


def _inside(row: Row) -> Iterator[Row]:
    """The layers that a row stands for: those of a repeated block, those of a model."""
    inner = row.parts or (row.rows if row.traits().family == "model" else ())
    if not inner:
        yield row
    for part in inner:
        yield from _inside(part)


def phrase(traits: Traits) -> Spans:
    """What a layer does in a few words: ``3×3 conv 64, stride 2``."""
    said = list(_filled(traits.phrase, traits.settings)) if traits.phrase else [_words(traits.type.strip("_"))]
    strides = traits.settings.get("strides", traits.settings.get("stride"))  # Keras's word, and PyTorch's
    window = traits.settings.get("kernel_size" if traits.family == "pooling" else "", traits.settings.get("pool_size"))
    if isinstance(strides, tuple) and strides != window and any(s != 1 for s in strides):
        said += [", stride ", *_setting(strides[:1] if len(set(strides)) == 1 else strides)]
    return tuple(said)


def _filled(template: str, settings: Mapping[str, Any]) -> Iterator[Span]:
    for i, part in enumerate(_SETTING.split(template)):
        if i % 2:
            yield from _setting(settings.get(part))
        elif part:
            yield part


def _setting(value: Any) -> Spans:
    if isinstance(value, Traits):
        return phrase(value)
    if isinstance(value, tuple):
        return tuple(span for i, n in enumerate(value) for span in (*(["×"] if i else []), *_setting(n)))
    return ("?",) if value is None or isinstance(value, str) else (Math(display(value)),)


def _words(kind: str) -> str:
    """``LayerScale`` as words: layer scale."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower() if re.search(r"[a-z][A-Z]", kind) else kind.lower()
