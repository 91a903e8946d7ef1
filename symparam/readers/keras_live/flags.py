"""Which weights of a live model are trainable: its config says it of layers, and a weight may differ from its layer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...errors import ReadError
from ...graph import Model
from ...graph.network import Entry
from ...layers.layer import Layer
from ...layers.nested import frozen


def flagged(model: Model, live: Any, name: str, new: dict[int, Layer] | None = None) -> Model:
    """The model with the flags that the live one has. Raises ReadError where a layer has some of either kind.

    ``new`` holds the layers with their flags, by the identity of those without: one that models share stays one.
    """
    lives = {layer.name: layer for layer in live.layers}
    new = {} if new is None else new
    for entry, calls in model.calls(*model.xs):
        layer = lives.get(entry.name)
        if layer is not None and entry.layer.identity not in new:
            new[entry.layer.identity] = _flagged(entry, entry.built(calls), layer, name, new)
    if any(new[entry.layer.identity] is not entry.layer for entry in model.entries if entry.layer.identity in new):
        model = model.rebuilt(lambda layer: new.get(layer.identity, layer))
    return model if live.trainable else replace(model, trainable=False)


def _flagged(entry: Entry, xs: tuple[Any, ...], live: Any, name: str, new: dict[int, Layer]) -> Layer:
    if isinstance(entry.layer, Model):
        return flagged(entry.layer, live, name, new) if hasattr(live, "layers") else entry.layer
    theirs = [bool(w.trainable) for w in live.weights]
    for layer in (entry.layer, frozen(entry.layer, False), frozen(entry.layer, True)):
        flags = [w.trainable for w in dict(layer.owned(*xs)).values()]
        if flags == theirs or len(flags) != len(theirs):
            return layer
    raise ReadError(
        f"{name}: some weights of its layer {entry.name} are trainable and others not, which is not followed"
    )
