"""The order of the rows: Keras's own, by depth below the outputs, then by first visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .tensor import Node, Tensor


def dependency_order(outputs: Iterable[Tensor], inputs: Iterable[Tensor] = ()) -> tuple[list[Node], dict[int, int]]:
    """All nodes that the outputs depend on, inputs first, and the number of each layer's first visit by its id.

    The walk stops at ``inputs``, so that a model may begin in the middle of a graph.
    """
    stop = {t for t in inputs if t.node.inputs}
    done: dict[Node, None] = {}
    visits: dict[int, int] = {}
    for output in outputs:
        stack = [] if output in stop else [(output.node, iter(output.node.inputs))]
        while stack:
            node, sources = stack[-1]
            if node in done:
                stack.pop()
                continue
            visits.setdefault(id(node.layer), len(visits))
            for source in sources:
                if source.node not in done and source not in stop:
                    stack.append((source.node, iter(source.node.inputs)))
                    break
            else:
                done[node] = None
                stack.pop()
    return list(done), visits


def row_order(nodes: list[Node], visits: dict[int, int]) -> list[list[Node]]:
    """The nodes by layer, in the order in which Keras lists them."""
    known = set(nodes)
    node_depth: dict[Node, int] = {}
    layer_depth: dict[int, int] = {}
    calls: dict[int, list[Node]] = defaultdict(list)
    for node in reversed(nodes):
        key = id(node.layer)
        depth = max(node_depth.get(node, 0), layer_depth.get(key, 0))
        node_depth[node] = layer_depth[key] = depth
        for source in node.inputs:
            if source.node in known:
                node_depth[source.node] = max(depth + 1, node_depth.get(source.node, 0))
    for node in sorted(nodes, key=lambda n: n.serial):
        calls[id(node.layer)].append(node)
    return sorted(calls.values(), key=lambda group: (-layer_depth[id(group[0].layer)], visits[id(group[0].layer)]))
