"""Data of a known shape: what its methods do to the shape."""

from __future__ import annotations

import ast
from collections.abc import Callable
from math import prod
from typing import TYPE_CHECKING, Any

from ..several import several, single
from .arguments import argument
from .faults import sure, surely
from .iteration import items_of
from .numbers import plain
from .operators import operated
from .values import Array, Builtin, Number, Quotient, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

JOINED = ("concatenate", "vstack", "hstack", "stack", "column_stack", "row_stack", "append")
REDUCING = frozenset(["sum", "mean", "max", "min", "prod", "std", "var", "argmax", "argmin", "any", "all"])
SAME = frozenset(["astype", "copy", "clip", "round", "fillna", "view"])


def array_attribute(m: Machine, value: Array, name: str, node: ast.AST) -> Value:
    """array.name."""
    if name == "shape":
        return value.shape
    if name == "ndim":
        return len(value.shape)
    if name == "values":
        return value
    if name == "to_numpy":
        return Builtin(name, lambda m, node, args, keywords: value)
    if name == "T":
        return Array(value.shape[::-1])
    if name in SAME:
        return Builtin(name, lambda m, node, args, keywords: value)
    if name in REDUCING:
        return Builtin(name, lambda m, node, args, keywords: reduced(m, value, args, keywords, node))
    if name in ("reshape", "transpose", "squeeze"):
        return Builtin(name, lambda m, node, args, keywords: array_function(m, name, [value, *args], keywords, node))
    if name in ("flatten", "ravel"):
        return Builtin(name, lambda m, node, args, keywords: array_function(m, "reshape", [value, -1], {}, node))
    if name == "size":
        return product_of(m, value.shape, node)
    return Builtin(name, lambda m, node, args, keywords: m.unknown(node))


def as_array(value: Value) -> Value:
    """A list of numbers, or of lists of them, as an array of its shape; anything else as it is."""
    if not isinstance(value, list):
        return value
    shape: list[Value] = []
    level: list[Value] = [value]
    while level and all(isinstance(part, list) for part in level):
        if len({len(part) for part in level}) != 1:
            return value
        shape.append(len(level[0]))
        level = [entry for part in level for entry in part]
    return (
        Array(tuple(shape)) if all(isinstance(entry, (int, float, str, Number, Quotient)) for entry in level) else value
    )


def joined(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    """numpy.concatenate((a, b), axis=…) and its relatives."""
    parts = args[:2] if name == "append" else args[0] if args else ()
    parts = [as_array(part) for part in parts] if isinstance(parts, (list, tuple)) else []
    flat = name == "append"  # which takes two arrays, and makes one axis of each where none is given
    axis = argument(args, keywords, 2 if flat else 1, "axis", default=None if flat else 0)
    surely(parts and all(isinstance(part, Array) for part in parts) and isinstance(axis, int))
    shapes = [list(part.shape) for part in parts]
    rank = len(shapes[0])
    surely(not any(len(shape) != rank for shape in shapes))
    if name == "stack" or (rank == 1 and name in ("vstack", "row_stack", "column_stack")):
        axis = 1 if name == "column_stack" else axis + rank + 1 if axis < 0 else axis
        return Array((*shapes[0][:axis], len(shapes), *shapes[0][axis:]))
    if name in ("hstack", "column_stack"):
        axis = 0 if rank == 1 else 1
    surely(-rank <= axis < rank)
    result = shapes[0]
    for shape in shapes[1:]:
        result[axis] = operated(m, ast.Add, result[axis], shape[axis], node)
    return Array(tuple(result))


def grid_shape(sizes: list[Any], indexing: Value) -> tuple[Any, ...]:
    """The shape of the arrays that meshgrid makes of axes of these sizes; by default the first two change places."""
    return (*sizes[1::-1], *sizes[2:]) if indexing == "xy" else tuple(sizes)


def reduced(m: Machine, value: Array, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """array.sum(axis) and its like."""
    axis = plain(m, argument(args, keywords, 0, "axis"), node)
    axes = several(axis)
    rank = len(value.shape)
    surely(all(isinstance(i, int) and -rank <= i < rank for i in axes))
    gone = {i % rank for i in axes}
    keep = keywords.get("keepdims") is True
    shape = tuple(1 if i in gone else n for i, n in enumerate(value.shape) if keep or i not in gone)
    surely(shape)
    return Array(shape)


def array_function(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    """numpy.name(array, …) where the result's shape is clear."""
    if name in JOINED:
        return joined(m, name, args, keywords, node)
    value = as_array(args[0]) if args else None
    if isinstance(value, Array):
        surely(name in RESHAPING)
        return RESHAPING[name](m, value, args[1:], keywords, node)
    if name == "reshape" and isinstance(value, Unknown):
        return reshaped(m, None, args[1:], keywords, node)
    return m.unknown(node, value.why if isinstance(value, Unknown) else "")


def _expanded(m: Machine, value: Array, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    axis = argument(args, keywords, 0, "axis", default=0)
    surely(isinstance(axis, int))
    shape = list(value.shape)
    shape.insert(axis if axis >= 0 else len(shape) + 1 + axis, 1)
    return Array(tuple(shape))


def _transposed(m: Machine, value: Array, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    order: Value = args[0] if len(args) == 1 else tuple(args) or keywords.get("axes")
    whole = isinstance(order, (tuple, list)) and sorted(order) == list(range(len(value.shape)))
    return Array(tuple(value.shape[i] for i in order) if whole else value.shape[::-1])


def _squeezed(m: Machine, value: Array, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    return Array(tuple(n for n in value.shape if n != 1))


def reshaped(m: Machine, value: Array | None, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    shape = several(keywords.get("newshape", keywords.get("shape", single(args))))
    surely(shape)
    free = [i for i, n in enumerate(shape) if isinstance(n, int) and n == -1]
    result = [m.unknown(node) if i in free else n for i, n in enumerate(shape)]
    if value is not None and len(free) == 1 and not any(isinstance(n, Unknown) for n in (*value.shape, *shape)):
        with m.guarded(node) as total:
            others = prod(plain(m, n, node) for i, n in enumerate(shape) if i not in free)
            total.append(prod(plain(m, n, node) for n in value.shape) // others)
        result[free[0]] = total[0]
    return Array(tuple(result))


def product_of(m: Machine, values: Value, node: ast.AST) -> Value:
    """The product of the items of a value."""
    factors = sure(items_of(m, values, node))
    surely(None not in factors)
    result: Value = 1
    for factor in factors:
        result = operated(m, ast.Mult, result, factor, node)
    return result


RESHAPING: dict[str, Callable[[Machine, Array, list[Value], dict[str, Value], Any], Value]] = {
    "expand_dims": _expanded,
    "reshape": reshaped,
    "transpose": _transposed,
    "squeeze": _squeezed,
}
