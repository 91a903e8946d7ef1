"""Windows over data: x[i:i + n] has n rows wherever it begins, and so has every row of an array of such windows."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .numbers import is_whole, known
from .operators import operated
from .symbols import formula
from .values import Array, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def window(m: Machine, index: Value, node: ast.expr) -> tuple[Value, ...]:
    """The sizes of the first axes of data[index], with None for one that is not known."""
    sizes: list[Value] = []
    for part in index if isinstance(index, tuple) else (index,):
        if isinstance(part, slice):
            sizes.append(_length(m, part, node))
        elif not is_whole(part):
            break
    return tuple(sizes)


def _length(m: Machine, part: slice, node: ast.expr) -> Value:
    if part.step is not None or part.stop is None:
        return None
    start, stop = (_offset(m, end, node) for end in (part.start if part.start is not None else 0, part.stop))
    if start is None or stop is None or start[0] is not stop[0]:
        return None
    length = operated(m, ast.Sub, stop[1], start[1], node)
    first = known(start[1]) if is_whole(start[1]) else None
    if not is_whole(length) or (start[0] is None and (first is None or first < 0)):
        return None
    return length if (known(length) or 0) > 0 else None


def _offset(m: Machine, value: Value, node: ast.expr) -> tuple[Unknown | None, Value] | None:
    """i + 3 as (i, 3), 3 as (None, 3); None for what is no such sum."""
    if is_whole(value):
        return None, value
    if not isinstance(value, Unknown):
        return None
    if value.parts is None or value.parts[0] not in (ast.Add, ast.Sub):
        return value, 0
    op, a, b = value.parts
    left, right = _offset(m, a, node), _offset(m, b, node)
    if left is None or right is None:
        return None
    total = operated(m, op, left[1], right[1], node)
    if right[0] is None:
        return left[0], total
    if op is ast.Add and left[0] is None:
        return right[0], total
    return (None, total) if op is ast.Sub and left[0] is right[0] else None


def stacked(m: Machine, value: Value, node: ast.expr) -> Value:
    """np.array(value) for a list of windows; None where it is none."""
    count: Value = m.unknown(node)
    if isinstance(value, Unknown):
        each = value.each
    else:
        each, count = alike(value), len(value)
    if isinstance(each, Array):
        return Array((count, *each.shape))
    if each is None or not any(size is not None for size in each.window):
        return None
    array = m.unknown(node)
    array.sizes = (count, *each.window)
    return array


def alike(values: Sequence[Value]) -> Value:
    """The first of some values, if all of them have the same sizes; else None."""
    if not values or not isinstance(values[0], (Unknown, Array)):
        return None
    sizes = [_sizes(value) for value in values]
    return values[0] if all(one == sizes[0] for one in sizes) else None


def _sizes(value: Value) -> tuple[Value, ...] | None:
    known_sizes = value.window if isinstance(value, Unknown) else value.shape if isinstance(value, Array) else None
    return (
        None
        if known_sizes is None
        else tuple(formula(size) if is_whole(size) else size if size is None else id(size) for size in known_sizes)
    )
