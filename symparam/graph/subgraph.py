"""A model that begins in the middle of a graph: as in Keras, its calls are made anew from inputs of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..layers.core import InputLayer
from ..layers.naming import snake_case
from .order import dependency_order
from .tensor import Tensor, entrance, serial

Ends = tuple[tuple[Tensor, ...], tuple[Tensor, ...]]


def begun(inputs: tuple[Tensor, ...], outputs: tuple[Tensor, ...]) -> Ends:
    """The ends of the graph; where an input is a layer's output, an InputLayer takes that layer's place."""
    cuts = {t: _entrance(t) for t in inputs if not isinstance(t.node.layer, InputLayer)}
    if not cuts:
        return inputs, outputs
    new = _copied(outputs, cuts)
    return tuple(new.get(t, t) for t in inputs), tuple(new.get(t, t) for t in outputs)


def attached(model: Ends, tensor: Tensor) -> tuple[Tensor, ...]:
    """The outputs of a graph with one input, its calls made anew on a tensor of the same shape."""
    inputs, outputs = model
    new = _copied(outputs, {inputs[0]: tensor})
    return tuple(new.get(t, t) for t in outputs)


def _copied(outputs: tuple[Tensor, ...], others: Mapping[Tensor, Tensor]) -> dict[Tensor, Tensor]:
    """Every tensor of the graph with the one that stands for it, where the calls are made anew on the others."""
    new = dict(others)
    for node in dependency_order(outputs, others)[0]:
        if node.inputs:
            copy = replace(node, inputs=tuple(new.get(t, t) for t in node.inputs), serial=next(serial))
            for i in range(len(node.shapes)):
                new.setdefault(Tensor(node, i), Tensor(copy, i))
    return new


def _entrance(t: Tensor) -> Tensor:
    name = t.node.layer.name or snake_case(t.node.layer.type_name)
    number = f"_{t.index}" if t.index else ""
    return entrance(InputLayer(t.shape, name=f"{name}{number}_input"))
