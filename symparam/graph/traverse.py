"""Layers inside layers: in models, in repeated blocks and in wrappers, each under the names that people call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from ..algebra import Shape
from ..layers.layer import Layer
from ..layers.naming import Namer
from ..layers.wrapper import Wrapper
from ..several import several
from .network import Network
from .repeat import Repeat

Names = tuple[str, ...]  # what a layer may be called: its path, its own name, and those of a wrapper around it
Change = Callable[[Names, Layer], Layer]


def layers_within(
    layer: Layer, xs: tuple[Shape, ...] = (), path: str = "", names: Names = ()
) -> Iterator[tuple[Names, Layer]]:
    """Every layer inside a layer, with its names.

    >>> from symparam import Sequential, layers, repeat
    >>> block = [layers.Dense(4), layers.TimeDistributed(layers.Dense(4))]
    >>> model = Sequential([repeat(block, 3)], input=(2, 4))
    >>> [names[0] for names, _ in layers_within(model, model.xs)][3:]
    ['repeat/dense', 'repeat/time_distributed', 'repeat/time_distributed/dense']
    """
    if isinstance(layer, Repeat):
        layer = layer.model(*xs)
    if isinstance(layer, Network):
        for entry, calls in layer.calls(*layer.xs):
            yield from _named(entry.layer, calls[0], *_names(path, entry.name))
    for name, part in _parts(layer):
        inputs = next(iter(layer.parts(*xs)))[2] if isinstance(layer, Wrapper) and xs else ()
        there, own = _names(path, name)
        yield from _named(part, inputs, there, (*own, *names))


def _named(layer: Layer, xs: tuple[Shape, ...], path: str, names: Names) -> Iterator[tuple[Names, Layer]]:
    yield names, layer
    yield from layers_within(layer, xs, path, names)


def map_within(layer: Layer, change: Change, path: str = "", names: Names = ()) -> Layer:
    """The layer with every layer inside replaced by ``change(names, layer)``; those inside of that one come first."""

    def changed(part: Layer, there: str, own: Names) -> Layer:
        return change(own, map_within(part, change, there, own))

    def in_graph(part: Layer) -> Layer:
        return changed(part, *_names(path, str(part.name)))  # a graph names its layers before they are changed

    if isinstance(layer, Network):
        return layer.rebuilt(in_graph)
    if isinstance(layer, Repeat):
        return layer.edited(lambda model: model.rebuilt(in_graph))
    new = {
        id(part): changed(part, there, (*own, *names))
        for part, there, own in ((p, *_names(path, name)) for name, p in _parts(layer))
    }
    return replace(layer, **_with_parts(layer, new)) if new else layer


def _parts(layer: Layer) -> Iterator[tuple[str, Layer]]:
    """The layers in the fields of a layer, under their own names, or counted by their types."""
    namer = Namer()
    for f in fields(layer):
        if f.metadata.get("layer"):
            value = getattr(layer, f.name)
            for part in several(value) if value is not None else ():
                yield part.name or namer(part.type_name), part


def _with_parts(layer: Layer, new: Mapping[int, Layer]) -> dict[str, Any]:
    """The fields of a layer that hold layers, with others in them."""
    held = {f.name: getattr(layer, f.name) for f in fields(layer) if f.metadata.get("layer")}
    return {
        name: tuple(new[id(v)] for v in value) if isinstance(value, tuple) else new[id(value)]
        for name, value in held.items()
        if value is not None
    }


def _names(path: str, name: str) -> tuple[str, Names]:
    there = f"{path}/{name}" if path else name
    return there, tuple(dict.fromkeys((there, name)))
