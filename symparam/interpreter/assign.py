"""Assignment to names, attributes, items and patterns of them."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from .attributes import set_attribute
from .decisions import change
from .effects import value_at
from .indexing import store
from .iteration import items_of
from .scope import Scope
from .values import Arange, Array, Iteration, Number, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def assign(m: Machine, target: ast.expr, value: Value, scope: Scope) -> None:
    """target = value."""
    change(m, value)
    if isinstance(target, ast.Name):
        scope.assign(target.id, named(m, target.id, value, scope))
    elif isinstance(target, ast.Attribute):
        receiver = m.evaluate(target.value, scope)
        if isinstance(value, Unknown):
            value = christened(value, target.attr)
        set_attribute(m, receiver, target.attr, value, target)
    elif isinstance(target, ast.Subscript):
        receiver = m.evaluate(target.value, scope)
        if not store(m, receiver, m.evaluate(target.slice, scope), value, target):
            forget(m, target.value, target, scope)
    elif isinstance(target, (ast.Tuple, ast.List)):
        unpack(m, target, value, scope)
    elif isinstance(target, ast.Starred):
        assign(m, target.value, value, scope)


def named(m: Machine, name: str, value: Value, scope: Scope) -> Value:
    """The value under its name: constants of the module become symbols, data takes the name of its variable."""
    outer = scope.elsewhere.get(name, scope)
    if outer.kind == "module":
        if name in m.constants and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return m.symbols.named(name, value)
        if name in m.symbols.bindings and name not in m.symbols.used and isinstance(value, (int, float, str, Unknown)):
            return m.symbols.named(name, m.symbols.bindings[name])
        value = m.symbols.text(name, value)
    if isinstance(value, Unknown):
        return christened(value, name)
    m.library.named(m, value, name, outer.kind != "module")
    if outer.kind == "module":
        m.library.bound(m, value, name)
    return value


def christened(value: Unknown, name: str) -> Unknown:
    """Data under the name of the first variable that holds it."""
    if value.is_named or name == "_":
        return value
    return replace(value, name=name, memo={})


def unpack(m: Machine, target: ast.Tuple | ast.List, value: Value, scope: Scope) -> None:
    """a, *b = value."""
    stars = [i for i, part in enumerate(target.elts) if isinstance(part, ast.Starred)]
    opaque = isinstance(value, (Array, Unknown, Number)) and not isinstance(value, Arange)
    items = None if opaque else items_of(m, value, target)
    count = len(target.elts)
    if items is not None and stars:
        at, after = stars[0], count - stars[0] - 1
        if len(items) >= count - 1:
            items = [*items[:at], items[at : len(items) - after], *items[len(items) - after :]]
    if items is None or len(items) != count:
        if items is not None:
            m.fail(target, "ValueError", f"{len(items)} values cannot be unpacked into {count} names")
        why = value.why if isinstance(value, Unknown) else ""
        text = value.text if isinstance(value, Unknown) else target
        line = value.line if isinstance(value, Unknown) else target.lineno
        wrong = getattr(value, "wrong", not isinstance(value, (Unknown, Array, Iteration)))
        items = [Unknown(text, line, why, wrong=wrong) for _ in target.elts]
    for part, entry in zip(target.elts, items, strict=True):
        assign(m, part, entry, scope)


def forget(m: Machine, holder: ast.expr, node: ast.AST, scope: Scope, why: str = "") -> None:
    """The value of a name or attribute is no longer known."""
    unknown = m.unknown(node, why)
    if isinstance(holder, ast.Name):
        unknown.text = holder.id
        if scope.find(holder.id) is not None:
            scope.assign(holder.id, Unknown(holder.id, unknown.line, why, holder.id))
    elif isinstance(holder, ast.Attribute):
        set_attribute(m, m.evaluate(holder.value, scope), holder.attr, unknown, holder)
    elif isinstance(holder, ast.Subscript) and isinstance(value_at(m, holder.value, scope), Array):
        return  # its entries change, its shape does not
    elif isinstance(holder, (ast.Subscript, ast.Starred)):
        forget(m, holder.value, node, scope, why)
    elif isinstance(holder, (ast.Tuple, ast.List)):
        for part in holder.elts:
            forget(m, part, node, scope, why)
