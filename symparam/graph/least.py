"""What the conditions before a call say about its sizes: where one is more than 1, a merge gives that one.

A tensor of a sizes beside one of b gives max(a, b), as one of them may be 1. Where the layers before ask for sizes with
which a is at least 2, it is a: ``⌊H/16⌋⌊W/16⌋ + 1`` patches plus an embedding of as many positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sympy import Expr

from ..algebra import Dim, Need, Shape, names_in
from ..algebra.batch import has_batch
from ..algebra.domain.broadcast import broadcast
from ..algebra.domain.intervals import bounds
from ..algebra.domain.threshold import threshold

if TYPE_CHECKING:
    from .tensor import Node, Tensor

Least = Mapping[str, int]
KNOWN: WeakKeyDictionary[Node, Least] = WeakKeyDictionary()
NOTHING: Least = {}


def settled(shapes: tuple[Shape, ...], needs: Iterable[Need], inputs: Iterable[Tensor]) -> tuple[Shape, ...]:
    """The output shapes of a call on tensors, as the conditions before it leave them."""
    joins = [need for need in needs if need.op == "broadcasts"]
    if not joins or not any(map(has_batch, shapes)):
        return shapes
    least: dict[str, int] = {}
    for t in inputs:
        _add(least, least_of(t.node))
    changes: dict[Expr, Dim] = {}
    for need in joins:
        joined = broadcast(need.left, need.right)
        if isinstance(joined, Expr) and joined not in (need.left, need.right):
            one = next((n for n in (need.left, need.right) if _above_one(n, least)), None)
            if one is not None:
                changes[joined] = one
    return tuple(Shape(changes.get(n, n) if isinstance(n, Expr) else n for n in x) for x in shapes)


def _above_one(n: Dim, least: Least) -> bool:
    low, _ = bounds(n, lambda name: (least.get(name, 1), None))
    return low is not None and low >= 2


def least_of(node: Node) -> Least:
    """The smallest sizes that a call and those before it leave, by the names of the symbols."""
    stack = [node]
    while stack:
        here = stack[-1]
        before = [] if here in KNOWN else [t.node for t in here.inputs if t.node not in KNOWN]
        stack += before
        if not before:
            stack.pop()
            KNOWN.setdefault(here, _at(here))
    return KNOWN[node]


def _at(node: Node) -> Least:
    own = dict(_thresholds(node.needs))
    before = [KNOWN[t.node] for t in node.inputs]
    if not own and before and all(least is before[0] for least in before):
        return before[0]
    found: dict[str, int] = {}
    for least in (*before, own):
        _add(found, least)
    return found or NOTHING


def _thresholds(needs: Iterable[Need]) -> Iterable[tuple[str, int]]:
    found: dict[str, int] = {}
    for need in needs:
        names = names_in(need.left)
        if need.op == ">=" and isinstance(need.right, int) and len(names) == 1:
            n = threshold(need.left, need.right)
            if n is not None:
                _add(found, {min(names): n})
    return found.items()


def _add(found: dict[str, int], more: Least) -> None:
    for name, n in more.items():
        found[name] = max(n, found.get(name, 1))
