"""A graph as a list of calls, which a pickle or a copy of it walks through without going deeper with each layer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .tensor import Node, Tensor, serial

Place = tuple[int, int]  # which call makes a tensor, and which of its outputs it is
Flat = tuple[list[tuple[Any, ...]], tuple[Place, ...], tuple[Place, ...]]


def flattened(nodes: Iterable[Node], inputs: Iterable[Tensor], outputs: Iterable[Tensor]) -> Flat:
    """The calls in their order, each with the places of what goes in, and the places of the ends."""
    ordered = sorted(nodes, key=lambda node: node.serial)
    number = {id(node): i for i, node in enumerate(ordered)}

    def places(tensors: Iterable[Tensor]) -> tuple[Place, ...]:
        return tuple((number[id(t.node)], t.index) for t in tensors)

    calls = [(n.layer, places(n.inputs), n.shapes, n.taken, n.needs, n.built) for n in ordered]
    return calls, places(inputs), places(outputs)


def unflattened(flat: Flat) -> tuple[tuple[Tensor, ...], tuple[Tensor, ...]]:
    """The inputs and the outputs of the same graph, of calls of its own."""
    calls, inputs, outputs = flat
    nodes: list[Node] = []
    for layer, places, shapes, taken, needs, built in calls:
        taking = tuple(Tensor(nodes[i], index) for i, index in places)
        nodes.append(Node(layer, taking, shapes, next(serial), taken, needs, built))
    return tuple(Tensor(nodes[i], k) for i, k in inputs), tuple(Tensor(nodes[i], k) for i, k in outputs)
