"""value[index], for reading and for writing."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ..algebra.slices import sliced
from .arrays import as_array
from .data_slices import window
from .decisions import change
from .faults import surely
from .iteration import as_range
from .numbers import is_whole, plain
from .records import NAMESPACE, items_in
from .scope import MISSING
from .symbols import formula
from .values import (
    Arange,
    Array,
    Batch,
    Filling,
    Function,
    Grid,
    Instance,
    Method,
    Module,
    Number,
    ShapeTuple,
    Unknown,
    Value,
    own,
)

if TYPE_CHECKING:
    from .machine import Machine


def item(m: Machine, value: Value, index: Value, node: ast.expr) -> Value:
    """value[index]."""
    if isinstance(value, m.library.tensors):
        return m.library.operate(m, ast.Subscript, [value, index], node)
    if isinstance(value, Grid) and isinstance(index, (tuple, list, Grid)):
        value = as_array(value)
    if isinstance(value, Arange) and index is not None and not isinstance(index, (tuple, list, Array, Unknown)):
        value = as_range(m, value, node)
    if isinstance(value, Array):
        return _of_array(m, value, index, node)
    if isinstance(value, Instance):
        method = value.cls.find("__getitem__")
        if isinstance(method, Function):
            return m.call(Method(method, value), [index], {}, node)
        value = items_in(value) or (value.attributes if value.cls is NAMESPACE else own(value))
    if isinstance(value, m.library.kinds) and (found := m.library.item(m, value, index, node)) is not MISSING:
        return found
    if isinstance(value, (Module, Unknown)) or isinstance(index, (Unknown, Array)):
        return _of_unknown(m, value, index, node)
    if not isinstance(value, (list, tuple, str, dict, range, bytes)):
        return m.fail(node, "TypeError", f"{type(value).__name__} cannot be indexed")
    with m.guarded(node) as result:
        value = plain(m, value, node) if isinstance(value, str) else value
        result.append((_cut if isinstance(index, slice) else _entry)(m, value, index, node))
    return result[0]


def _of_unknown(m: Machine, value: Value, index: Value, node: ast.expr) -> Value:
    """A part of what is not known, or a part of something that is not known which."""
    if not isinstance(value, Unknown):
        return m.unknown(node, index.why if isinstance(index, Unknown) else "")
    if isinstance(index, list) and index and all(isinstance(i, str) for i in index):
        return Array((m.unknown(node), len(index)))  # columns of a table, by their names
    if isinstance(node, ast.Subscript) and isinstance(index, (int, str)):
        return m.part(value, repr(index), node)
    part = m.unknown(node, value.why)
    part.origin = value.origin
    part.window = window(m, index, node)
    return part


def _cut(m: Machine, value: Value, index: slice, node: ast.expr) -> Value:
    surely(not any(isinstance(part, Unknown) for part in (index.start, index.stop, index.step)))
    index = plain_index(m, index, node)
    if not isinstance(value, (dict, range)):  # a part of a range is three numbers
        cells = len(range(*index.indices(len(value))))
        m.budget.walk(cells)
        m.budget.fill(cells)
    got: Any = value[index]
    if isinstance(value, Grid):
        return Grid(got)
    if isinstance(value, ShapeTuple):
        return ShapeTuple(got)
    return got


def _entry(m: Machine, value: Value, index: Value, node: ast.expr) -> Value:
    key = plain(m, index, node)
    if isinstance(value, Filling) and key not in value and value.factory is not None:
        value[key] = m.call(value.factory, [], {}, node)
    return value[key]


def _of_array(m: Machine, value: Array, index: Value, node: ast.expr) -> Value:
    parts = index if isinstance(index, tuple) else (index,)
    if Ellipsis in [p for p in parts if p is Ellipsis]:
        at = next(i for i, p in enumerate(parts) if p is Ellipsis)
        missing = len(value.shape) - sum(p is not None for p in parts) + 1
        parts = (*parts[:at], *[slice(None)] * max(missing, 0), *parts[at + 1 :])
    shape: list[Value] = []
    axes = list(value.shape)
    for part in parts:
        if part is None:
            shape.append(1)
            continue
        surely(axes)
        size = axes.pop(0)
        if isinstance(part, slice):
            shape.append(size if part == slice(None) else _positions(m, part, size, node))
        elif isinstance(part, Array) and len(part.shape) == 1 and len(parts) == 1:
            shape.append(part.shape[0])  # so many of its rows
        elif isinstance(part, (Unknown, Array, list)):
            shape.append(m.unknown(node))
    shape += axes
    surely(shape)
    return Array(tuple(shape))


def _positions(m: Machine, part: slice, size: Value, node: ast.expr) -> Value:
    """How many positions of an axis a slice takes."""
    ends = (part.start, part.stop, part.step)
    if not all(end is None or is_whole(end) for end in ends) or not is_whole(size):
        return m.unknown(node)
    with m.guarded(node) as result:
        start, stop = (end if end is None else formula(end) for end in ends[:2])
        result.append(m.symbols.number(sliced(start, stop, plain(m, part.step, node), formula(size))))
    return result[0]


def plain_index(m: Machine, index: Value, node: ast.AST) -> Value:
    """An index or a slice without names, which are pinned."""
    if isinstance(index, slice):
        return slice(*(plain(m, part, node) for part in (index.start, index.stop, index.step)))
    return plain(m, index, node)


def store(m: Machine, value: Value, index: Value, new: Value, node: ast.AST) -> bool:
    """value[index] = new; False where the value could not be changed, so that it is no longer known."""
    if isinstance(value, Instance):
        method = value.cls.find("__setitem__")
        if isinstance(method, Function):
            m.call(Method(method, value), [index, new], {}, node)
            return True
    if isinstance(own(value), m.library.kinds):
        m.library.store(m, own(value), index, new, node)
        return True
    if isinstance(value, Instance):
        return True
    if isinstance(value, (tuple, str, int, float, type(None))):
        m.fail(node, "TypeError", f"the items of a {type(value).__name__} cannot be set")
    return store_item(m, value, index, new, node) if isinstance(value, (list, dict)) else True


def store_item(m: Machine, value: list[Value] | dict[Value, Value], index: Value, new: Value, node: ast.AST) -> bool:
    """value[index] = new, of a list or a dictionary; False where it is no longer known."""
    if isinstance(index, slice) and isinstance(new, (int, float, Number, type(None))):
        m.fail(node, "TypeError", f"{type(new).__name__} is assigned to a slice")
    change(m, value)
    if isinstance(index, (Unknown, Array, Batch)) or (isinstance(index, slice) and not isinstance(new, (list, tuple))):
        return False
    with m.guarded(node) as result:
        if isinstance(index, slice):
            m.budget.walk(len(value) + len(new))
            value[plain_index(m, index, node)] = list(new)
        else:
            value[plain(m, index, node)] = new
            if isinstance(value, dict) and len(value) > 64:
                m.budget.fill(65)
    return not result
