"""itertools, as far as model code uses it."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from .arguments import argument
from .faults import sure, surely
from .iteration import iterate
from .numbers import plain
from .operators import operated
from .values import Iteration, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

# over iterables, one item of each at a time, as itertools does it
LAZY: dict[str, Callable[..., Iterator[Value]]] = {
    "chain": itertools.chain,
    "cycle": itertools.cycle,
    "zip_longest": itertools.zip_longest,
    "pairwise": itertools.pairwise,
}
COUNTED = {"islice": itertools.islice, "repeat": itertools.repeat, "count": itertools.count}
WHOLE: dict[str, Any] = {
    "product": itertools.product,
    "combinations": itertools.combinations,
    "permutations": itertools.permutations,
}


def from_itertools(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    """itertools.name(*args, **keywords)."""
    if name == "chain.from_iterable":
        parts = iterate(m, args[0], node) if args else None
        return from_itertools(m, "chain", list(parts), {}, node) if parts is not None else m.unknown(node)
    if name == "accumulate":
        return _accumulated(m, args, node)
    if name in COUNTED:
        first = [iterate(m, args[0], node)] if name == "islice" and args else args[:1]
        rest = [*args[1:], *keywords.values()]
        surely(None not in first and (not any(isinstance(a, Unknown) for a in (*first, *rest)) or name == "repeat"))
        numbers = [None if a is None else plain(m, a, node) for a in rest]
        return Iteration(COUNTED[name](*(first if name != "count" else [plain(m, a, node) for a in first]), *numbers))
    found = [iterate(m, a, node) for a in args]
    surely(not any(f is None for f in found))
    if name in LAZY:
        return Iteration(LAZY[name](*found))
    if name in WHOLE:
        return _whole(m, name, [list(_stepped(m, f)) for f in found if f is not None], args, keywords, node)
    return m.unknown(node)


def _whole(
    m: Machine, name: str, lists: list[list[Value]], args: list[Value], keywords: dict[str, Value], node: ast.expr
) -> Value:
    if name == "product":
        times = plain(m, keywords.get("repeat", 1), node)
        surely(isinstance(times, int) and times < 10)
        return Iteration(_filled(m, itertools.product(*lists * times)))
    size = plain(m, argument(args, keywords, 1, "r"), node)
    return Iteration(_filled(m, WHOLE[name](lists[0], size)))


def _filled(m: Machine, items: Iterator[tuple[Value, ...]]) -> Iterator[Value]:
    for entry in items:
        m.budget.walk(len(entry))
        m.budget.fill(len(entry))
        yield entry


def _stepped(m: Machine, items: Iterator[Value]) -> Iterator[Value]:
    for entry in items:
        m.budget.step()
        yield entry


def _accumulated(m: Machine, args: list[Value], node: ast.expr) -> Value:
    items = sure(iterate(m, args[0], node) if args else None)

    def add(a: Value, b: Value) -> Value:
        return m.call(args[1], [a, b], {}, node) if len(args) > 1 else operated(m, ast.Add, a, b, node)

    return Iteration(itertools.accumulate(items, add))
