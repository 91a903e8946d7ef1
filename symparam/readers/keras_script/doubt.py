"""Layers and models of which it is not known any more what they are: what was not followed may change them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ...errors import ReadError
from ...graph import Model
from ...interpreter.values import Value
from ...layers.layer import Layer
from .keras_state import KerasValue, ModelValue

if TYPE_CHECKING:
    from .session import Machine


def doubt(m: Machine, values: Iterable[Value], why: str, before: int) -> None:
    """Put values in doubt, and the models made since there were ``before`` of them."""
    for value in (*values, *m.keras.models[before:]):
        if isinstance(value, KerasValue):
            value.doubt = value.doubt or why


def inside(m: Machine, value: Value) -> Iterator[Value]:
    """The layers and models within one."""
    if isinstance(value, KerasValue):
        yield from value.parts
    if isinstance(value, ModelValue) and value.graph is not None:
        yield from inside_graph(m, value.graph)


def within(m: Machine, value: Value) -> Iterator[Value]:
    """The layers and models within one, and within these, each once."""
    seen: set[int] = set()
    ahead = [value]
    while ahead:
        whole = ahead.pop()
        for part in (*inside(m, whole), *getattr(whole, "layers", ())):
            if id(part) not in seen:
                seen.add(id(part))
                yield part
                ahead.append(part)


def inside_graph(m: Machine, graph: Layer) -> Iterator[Value]:
    """The layers and models of the script in a graph, also those within its layers."""
    for entry in graph.entries if isinstance(graph, Model) else ():
        value = m.keras.layers.get(entry.layer.identity)
        if isinstance(value, KerasValue):
            yield from (value, *value.parts)
        yield from inside_graph(m, entry.layer)


def refuse_doubtful(m: Machine, graph: Layer) -> None:
    """Raise ReadError where a layer of a graph is in doubt."""
    for value in inside_graph(m, graph):
        if why := getattr(value, "doubt", ""):
            raise ReadError(why)
