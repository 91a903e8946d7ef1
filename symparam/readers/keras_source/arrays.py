"""Data of a known shape: what its methods do to the shape."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .numbers import plain
from .values import Array, Builtin, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

SAME = frozenset(["astype", "copy", "clip", "round", "fillna", "view"])


def array_attribute(m: Machine, value: Array, name: str, node: ast.AST) -> Value:
    """array.name."""
    if name == "shape":
        return value.shape
    if name == "ndim":
        return len(value.shape)
    if name == "T":
        return Array(value.shape[::-1])
    if name in SAME:
        return Builtin(name, lambda m, node, args, keywords: value)
    if name in ("reshape", "transpose", "squeeze"):
        return Builtin(name, lambda m, node, args, keywords: array_function(m, name, [value, *args], keywords, node))
    if name in ("flatten", "ravel"):
        return Builtin(name, lambda m, node, args, keywords: array_function(m, "reshape", [value, -1], {}, node))
    if name == "size":
        from .numeric import _product

        return _product(m, [value.shape], node)  # type: ignore[arg-type]
    return Builtin(name, lambda m, node, args, keywords: m.unknown(node))


def array_function(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    """numpy.name(array, …) where the result's shape is clear."""
    value = args[0] if args else None
    if not isinstance(value, Array):
        if name == "reshape" and isinstance(value, Unknown):
            return reshaped(m, None, args[1:], keywords, node)
        return m.unknown(node, value.why if isinstance(value, Unknown) else "")
    shape = list(value.shape)
    if name == "expand_dims":
        axis = keywords.get("axis", args[1] if len(args) > 1 else 0)
        if isinstance(axis, int):
            shape.insert(axis if axis >= 0 else len(shape) + 1 + axis, 1)
            return Array(tuple(shape))
    if name == "reshape":
        return reshaped(m, value, args[1:], keywords, node)
    if name == "transpose":
        order = args[1] if len(args) == 2 else tuple(args[1:]) or keywords.get("axes")
        if isinstance(order, (tuple, list)) and sorted(order) == list(range(len(shape))):
            return Array(tuple(shape[i] for i in order))
        return Array(tuple(shape[::-1]))
    if name == "squeeze":
        return Array(tuple(n for n in shape if n != 1))
    return m.unknown(node)


def reshaped(m: Machine, value: Array | None, args: list[Value], keywords: dict[str, Value], node: ast.expr) -> Value:
    shape = keywords.get("newshape", keywords.get("shape", args[0] if len(args) == 1 else tuple(args)))
    shape = shape if isinstance(shape, (tuple, list)) else (shape,)
    if not shape:
        return m.unknown(node)
    result = [m.unknown(node) if isinstance(n, int) and n == -1 else n for n in shape]
    known = value.shape if value is not None else ()
    free = [i for i, n in enumerate(shape) if isinstance(n, int) and n == -1]
    if len(free) == 1 and value is not None and not any(isinstance(n, Unknown) for n in (*known, *shape)):
        with m.guarded(node) as total:
            count = 1
            for n in known:
                count *= plain(m, n, node)
            others = 1
            for i, n in enumerate(shape):
                others *= 1 if i in free else plain(m, n, node)
            total.append(count // others)
        result[free[0]] = total[0]
    return Array(tuple(result))
