"""What a loop runs over."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .budget import Undecided
from .numbers import plain
from .records import items_in
from .values import Arange, Array, Function, Instance, Iteration, Method, Number, Quotient, Text, Value

if TYPE_CHECKING:
    from .machine import Machine


def iterate(m: Machine, value: Value, node: ast.AST) -> Iterator[Value] | None:
    """The items of a value one by one, or None where only a run of the script would know them."""
    if isinstance(value, list):
        return _growing(value)
    if isinstance(value, (tuple, str, range)):
        return iter(plain(m, value, node) if isinstance(value, Text) else value)
    if isinstance(value, dict):
        return iter(list(value))
    if isinstance(value, (set, frozenset)):
        return iter(list(value)) if has_order(value) else None
    if isinstance(value, Iteration):
        return value.items
    if isinstance(value, m.library.kinds):
        return m.library.iterate(m, value, node)
    if isinstance(value, Arange):
        return iterate(m, as_range(m, value, node), node)
    if isinstance(value, Array) and len(value.shape) > 1 and isinstance(value.shape[0], int):
        return iter([Array(value.shape[1:])] * min(value.shape[0], 10_000))
    if isinstance(value, Instance):
        method = value.cls.find("__iter__")
        if isinstance(method, Function):
            return iterate(m, m.call(Method(method, value), [], {}, node), node)
        if (items := items_in(value)) is not None:
            return iter(items)
        if isinstance(value.adopted, m.library.kinds):
            return m.library.iterate(m, value.adopted, node)
    if isinstance(value, (int, float, Number, Quotient, type(None), Function)):
        m.fail(node, "TypeError", f"{type(value).__name__} cannot be iterated over")
    return None


def as_range(m: Machine, value: Arange, node: ast.AST) -> Value:
    """The numbers of np.arange(…), as a range that is one."""
    return m.builtins["range"].call(m, node, list(value.ends), {})


def has_order(value: set[Value] | frozenset[Value]) -> bool:
    """Whether Python gives the items of a set in the same order in every run; texts are in another one in each."""
    return len(value) < 2 or all(map(_hashes_alike, value))


def _hashes_alike(value: Value) -> bool:
    return all(map(_hashes_alike, value)) if isinstance(value, tuple) else isinstance(value, (int, float))


def _growing(items: list[Value]) -> Iterator[Value]:
    i = 0
    while i < len(items):
        yield items[i]
        i += 1


def items_of(m: Machine, value: Value, node: ast.AST) -> list[Value] | None:
    """All items of an iterable, or None where they are not known."""
    items = iterate(m, value, node)
    if items is None:
        return None
    values = []
    try:
        for entry in items:
            m.budget.step()
            values.append(entry)
    except Undecided:
        return None
    return values
