"""The order of the rows: Keras's own, by depth below the outputs, then by first visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from .tensor import Node, Tensor


def dependency_order(outputs: Iterable[Tensor], stop: Collection[Tensor] = ()) -> tuple[list[Node], dict[int, int]]:
    """All nodes that the outputs depend on, inputs first, and the number of each layer's first visit by its identity.

    The walk ends at the tensors in ``stop``.
    """
    done: dict[Node, None] = {}
    visits: dict[int, int] = {}
    for output in outputs:
        stack = [] if output in stop else [(output.node, iter(output.node.inputs))]
        while stack:
            node, sources = stack[-1]
            if node in done:
                stack.pop()
                continue
            visits.setdefault(node.layer.identity, len(visits))
            for source in sources:
                if source.node not in done and (not stop or source not in stop):
                    stack.append((source.node, iter(source.node.inputs)))
                    break
            else:
                done[node] = None
                stack.pop()
    return list(done), visits


def row_order(nodes: list[Node], visits: dict[int, int], unused: Iterable[Node] = ()) -> list[list[Node]]:
    """The nodes by layer, in the order in which Keras lists them; ``unused`` are inputs that no output depends on."""
    keys = {node: node.layer.identity for node in nodes}
    node_depth: dict[Node, int] = {}
    layer_depth: dict[int, int] = {}
    calls: dict[int, list[Node]] = defaultdict(list)
    for node in reversed(nodes):
        key = keys[node]
        depth = max(node_depth.get(node, 0), layer_depth.get(key, 0))
        node_depth[node] = layer_depth[key] = depth
        for source in node.inputs:
            if source.node in keys:
                node_depth[source.node] = max(depth + 1, node_depth.get(source.node, 0))
    for node in sorted(nodes, key=lambda n: n.serial):
        calls[keys[node]].append(node)
    used = sorted(calls.items(), key=lambda item: (-layer_depth[item[0]], visits[item[0]]))
    first = next((i for i, (key, _) in enumerate(used) if layer_depth[key] == 0), len(used))
    groups = [group for _, group in used]
    return [*groups[:first], *([node] for node in unused), *groups[first:]]
