"""Where functions of tensors stand among modules, and what their rows are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..layers.naming import snake_case
from .network import Entry
from .tensor import Node

Span = tuple[int, int, str]  # the first call within a module's forward, the first behind it, and the module's path


def named_functions(nodes: Iterable[Node], spans: Iterable[Span], taken: set[str]) -> Mapping[Node, str]:
    """A name for each function: what it is called, behind the path of the module in whose forward it stands.

    ``taken`` are the names of modules; functions of one name are counted.
    """
    nodes = sorted(nodes, key=lambda node: node.serial)
    within = _within([node.serial for node in nodes], sorted(spans, key=lambda s: (s[0], -s[1])))
    counts: dict[str, int] = {}
    named = {}
    for node, path in zip(nodes, within, strict=True):
        base = node.layer.name or ".".join(filter(None, (path, snake_case(node.layer.type_name).strip("_"))))
        name = base
        while name in taken:
            counts[base] = counts.get(base, 0) + 1
            name = f"{base}_{counts[base]}"
        taken.add(name)
        named[node] = name
    return named


def _within(serials: Sequence[int], spans: Sequence[Span]) -> list[str]:
    """For each call, in order, the innermost module whose forward makes it; the model itself where there is none."""
    found = []
    opened: list[Span] = []
    i = 0
    for serial in serials:
        while i < len(spans) and spans[i][0] <= serial:
            opened.append(spans[i])
            i += 1
        while opened and opened[-1][1] <= serial:
            opened.pop()
        found.append(opened[-1][2] if opened else "")
    return found


def ordered(modules: Sequence[Entry], functions: Sequence[Entry]) -> list[Entry]:
    """The modules in their order, each function behind the entry whose output it takes; of several, the last one."""
    place: dict[Node, tuple[int, int]] = {}  # the module behind which a call stands, and the call's own number
    entry_of: dict[Node, int] = {}
    for i, entry in enumerate(modules):
        for node in entry.calls:
            place[node] = (i, node.serial)
            entry_of[node] = i
    behind: dict[int | Node, list[Entry]] = {}
    for entry in functions:
        (node,) = entry.calls
        sources = [t.node for t in node.inputs if t.node in place]
        last = max(sources, key=lambda n: place[n], default=None)
        place[node] = (place[last][0] if last is not None else -1, node.serial)
        behind.setdefault(-1 if last is None else entry_of.get(last, last), []).append(entry)
    found: list[Entry] = []
    own = [entry for entry in modules[:1] if not entry.name]  # the model's own parameters come before all else
    stack: list[Entry] = [*reversed(modules[len(own) :]), *reversed(behind.get(-1, [])), *own]
    places = {entry.layer.identity: i for i, entry in enumerate(modules)}
    while stack:
        entry = stack.pop()
        found.append(entry)
        key = places.get(entry.layer.identity)
        stack += reversed(behind.get(entry.calls[0] if key is None else key, []))
    return found
