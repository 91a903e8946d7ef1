"""a + b, a * b and their like, for any values of the script."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Any

from ..several import for_each
from .numbers import arithmetic, is_whole, join, native
from .scope import MISSING
from .special import combined
from .strings import formatted
from .values import Array, Batch, Grid, Instance, Measure, Number, Quotient, Text, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

WHOLE = (int, Number, Unknown)
HASHED = (set, frozenset, dict)  # what an operator goes through element by element
CARRYING = (Number, Quotient, Measure)  # numbers that may carry names


def operated(m: Machine, op: type[ast.operator], a: Value, b: Value, node: ast.AST) -> Value:
    """a op b for any values of the script."""
    if op is ast.Mod and isinstance(a, str):
        return formatted(m, a, b, node)
    if either(a, b, Instance) and (made := combined(m, op, a, b, node)) is not MISSING:
        return made
    if either(a, b, m.library.tensors):
        return m.settled(node, lambda: m.library.operate(m, op, [a, b], node))
    if m.classic and op is ast.Div and isinstance(a, WHOLE) and isinstance(b, WHOLE):
        op = ast.FloorDiv
    rule = next((rule for kind, rule in RULES if either(a, b, kind)), _in_python)
    return m.settled(node, lambda: rule(m, op, a, b, node))


def either(a: Value, b: Value, kind: Any) -> bool:
    """Whether one of two values is of a kind."""
    return isinstance(a, kind) or isinstance(b, kind)


def _joined(m: Machine, op: type[ast.operator], a: Value, b: Value, node: ast.AST) -> Value:
    return join(op, a, b, node)


def _counted(m: Machine, op: type[ast.operator], a: Value, b: Value, node: ast.AST) -> Value:
    with m.guarded(node) as result:
        result.append(arithmetic(m, op, a, b, node))
    return result[0]


def _in_python(m: Machine, op: type[ast.operator], a: Value, b: Value, node: ast.AST) -> Value:
    with m.guarded(node) as result:
        if isinstance(a, HASHED) and isinstance(b, HASHED):
            m.budget.walk(len(a) + len(b))
        value = native(op, a, b)
        if isinstance(value, (str, list, tuple, bytes, set, frozenset)):
            m.budget.fill(len(value))
            m.budget.weigh(value)
        result.append(Text.of(value, a, b) if isinstance(value, str) else value)
    return result[0]


def _one_by_one(m: Machine, op: type[ast.operator], a: Value, b: Value, node: ast.AST) -> Value:
    """a op b of which at least one is a grid of numbers."""
    count = next(len(x) for x in (a, b) if isinstance(x, Grid))
    left, right = (for_each(x, count) for x in (a, b))
    if len(left) != len(right):
        return m.unknown(node, "arrays of different shapes are not joined here")
    return Grid(operated(m, op, x, y, node) for x, y in zip(left, right, strict=True))


def _samples(m: Machine, op: type[ast.operator], a: Value, b: Value, node: ast.AST) -> Value:
    """Arithmetic with the number of samples: so many times as many, or a part of them."""
    if op is ast.Mult and (is_whole(a) or is_whole(b)):
        batch, count = (a, b) if isinstance(a, Batch) else (b, a)
        return Batch(None if batch.times is None else operated(m, op, batch.times, count, node))
    if op in (ast.FloorDiv, ast.Div) and isinstance(a, Batch) and is_whole(b):
        return Batch(None)
    return m.unknown(node, "it depends on the number of samples in a batch")


def _spread(m: Machine, op: type[ast.operator], a: Value, b: Value, node: ast.AST) -> Value:
    """The shape of an operation on two values of which one is data."""
    return Array(reduce(spread, [x for x in (a, b) if isinstance(x, Array)]).shape)


def spread(a: Array, b: Array) -> Array:
    """What an operation makes of two arrays: they are repeated to fit each other."""
    long, short = sorted((a.shape, b.shape), key=len, reverse=True)
    short = (*(1,) * (len(long) - len(short)), *short)
    return Array(tuple(one if isinstance(n, int) and n == 1 else n for one, n in zip(long, short, strict=True)))


# by what one of the two values is, in this order; any others are Python's own
RULES: tuple[tuple[Any, Callable[..., Value]], ...] = (
    (Unknown, _joined),
    (Batch, _samples),
    (Array, _spread),
    (Grid, _one_by_one),
    (CARRYING, _counted),
)
