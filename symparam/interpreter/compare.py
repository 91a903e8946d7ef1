"""Comparisons, membership and identity."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .iteration import as_range
from .numbers import compared_plain, is_whole, order, plain
from .operators import either
from .records import fields_of, is_record, items_in
from .scope import MISSING, Scope
from .special import combined, special
from .truth import truth
from .values import Arange, Array, Batch, Grid, Instance, Module, Number, Quotient, Unknown, Value, own

if TYPE_CHECKING:
    from .machine import Machine

COMPARISONS: dict[str, ast.cmpop] = {
    "equal": ast.Eq(),
    "not_equal": ast.NotEq(),
    "less": ast.Lt(),
    "less_equal": ast.LtE(),
    "greater": ast.Gt(),
    "greater_equal": ast.GtE(),
}  # functions that compare numbers as the operators do
CONSTANT = (int, str, float, tuple, Number)  # of which Python keeps one object each, as far as scripts ask
NUMERIC = (int, float, Number, Quotient)


def compare(m: Machine, node: ast.Compare, scope: Scope) -> Value:
    """a < b < c …: each pair until one fails."""
    left = m.evaluate(node.left, scope)
    result: Value = True
    for op, other in zip(node.ops, node.comparators, strict=True):
        right = m.evaluate(other, scope)
        result = compared(m, op, left, right, node)
        if isinstance(result, m.library.tensors):
            return result
        known = truth(m, result, node)
        if not known:
            return result
        left = right
    return result


def compared(m: Machine, op: ast.cmpop, a: Value, b: Value, node: ast.AST) -> Value:
    """a op b for one pair."""
    equality = isinstance(op, (ast.Eq, ast.NotEq))
    if isinstance(op, (ast.Is, ast.IsNot)) or (equality and (a is None or b is None)):
        return _as_asked(m, op, _identical(m, a, b, node), node)
    if isinstance(op, (ast.In, ast.NotIn)):
        return _as_asked(m, op, _contains(m, a, b, node), node)
    if either(a, b, m.library.tensors):
        return m.library.operate(m, type(op), [a, b], node)
    if either(a, b, (Unknown, Array, Batch, Grid)) or _holds_tensors(m, a) or _holds_tensors(m, b):
        return m.unknown(node)
    if either(a, b, Instance):
        return _objects(m, op, a, b, node)
    if equality and _are_shapes(a, b):
        return _as_asked(m, op, _all_equal(m, a, b, node), node)
    with m.guarded(node) as result:
        if isinstance(a, Module) and isinstance(b, Module):
            result.append((a.path == b.path) is isinstance(op, ast.Eq))
        elif isinstance(a, NUMERIC) and isinstance(b, NUMERIC) and (is_whole(a) or is_whole(b)):
            result.append(order(m, type(op), a, b, node))
        else:
            result.append(order(m, type(op), compared_plain(m, a, node), compared_plain(m, b, node), node))
    return result[0]


def _as_asked(m: Machine, op: ast.cmpop, holds: bool | None, node: ast.AST) -> Value:
    """The answer where it is known whether something holds; ``is not``, ``!=`` and ``not in`` ask for the other one."""
    return m.or_unknown(None if holds is None else holds is isinstance(op, (ast.Is, ast.Eq, ast.In)), node)


def _are_shapes(a: Value, b: Value) -> bool:
    """Whether both are tuples, or both lists, with a size among their elements."""
    alike = any(isinstance(a, kind) and isinstance(b, kind) for kind in (tuple, list))
    return alike and any(isinstance(size, Number) for size in (*a, *b))


def _all_equal(m: Machine, a: Sequence[Value], b: Sequence[Value], node: ast.AST) -> bool | None:
    """Whether values agree one by one; numbers that differ decide it, before any condition on a size is made."""
    if len(a) != len(b) or any(type(x) is type(y) is int and x != y for x, y in zip(a, b, strict=True)):
        return False
    undecided = False
    for x, y in zip(a, b, strict=True):
        equal = truth(m, compared(m, ast.Eq(), x, y, node), node)
        if equal is False:
            return False
        undecided |= equal is None
    return None if undecided else True


def _holds_tensors(m: Machine, value: Value) -> bool:
    """Whether a list has tensors among its elements, which a library compares one by one."""
    return isinstance(value, (list, tuple)) and any(isinstance(part, m.library.tensors) for part in value)


def _objects(m: Machine, op: ast.cmpop, a: Value, b: Value, node: ast.AST) -> Value:
    """a op b of which one is an object of a class of the script."""
    if (made := combined(m, type(op), a, b, node)) is not MISSING:
        return made
    if isinstance(op, ast.NotEq):
        return _as_asked(m, op, truth(m, _objects(m, ast.Eq(), a, b, node), node), node)
    left, right = (items_in(x) if isinstance(x, Instance) else x for x in (a, b))
    if left is not None and right is not None:  # named tuples
        return compared(m, op, tuple(left), tuple(right) if isinstance(right, list) else right, node)
    if not isinstance(op, ast.Eq):
        return m.fail(node, "TypeError", "objects of these classes have no order")
    if isinstance(a, Instance) and isinstance(b, Instance) and a.cls is b.cls and is_record(a.cls):
        return _parts_equal(m, a, b, node)
    return a is b


def _parts_equal(m: Machine, a: Instance, b: Instance, node: ast.AST) -> Value:
    left, right = ([x.attributes.get(name) for name in fields_of(a.cls)] for x in (a, b))
    return m.or_unknown(_all_equal(m, left, right, node), node)


def _identical(m: Machine, a: Value, b: Value, node: ast.AST) -> bool | None:
    for x, y in ((a, b), (b, a)):
        if y is None:
            if isinstance(x, Number):
                return m.symbols.leaves_open(x)
            return None if isinstance(x, Unknown) else x is None
    if either(a, b, Unknown):
        return None
    if isinstance(a, Module) and isinstance(b, Module):
        return a.path == b.path
    if a is b:
        return True
    if isinstance(a, CONSTANT) and isinstance(b, CONSTANT):
        with m.guarded(node) as result:
            a, b = plain(m, a, node), plain(m, b, node)
            result.append(type(a) is type(b) and bool(a == b))
        return result[0] if isinstance(result[0], bool) else None
    return False


def _contains(m: Machine, a: Value, b: Value, node: ast.AST) -> bool | None:
    if isinstance(b, Arange):
        b = as_range(m, b, node)
    if (made := special(m, b, "__contains__", [a], node)) is not MISSING:
        return truth(m, made, node)
    if isinstance(b, Instance) and (parts := items_in(b)) is not None:
        b = parts
    if isinstance(b, (list, tuple)) and any(isinstance(x, Instance) for x in (a, *b)):
        answers = [x is a or truth(m, compared(m, ast.Eq(), x, a, node), node) for x in b]
        return True if True in answers else None if None in answers else False
    if isinstance(own(b), m.library.kinds):
        return m.library.contains(m, own(b), a, node)
    if isinstance(a, Unknown) or not isinstance(b, (str, list, tuple, dict, set, frozenset, range)):
        return None
    if isinstance(b, str):
        return plain(m, a, node) in plain(m, b, node) if isinstance(a, str) else None
    if isinstance(b, (list, tuple)) and any(isinstance(x, Unknown) for x in b):
        return None
    with m.guarded(node) as result:
        key = compared_plain(m, a, node)
        if isinstance(b, (list, tuple)):
            m.budget.walk(4 * len(b))
            result.append(any(x is a or same(compared_plain(m, x, node), key) for x in b))
        else:
            result.append(_of_range(key, b) if isinstance(b, range) else key in b)
    return result[0] if isinstance(result[0], bool) else None


def _of_range(key: Value, numbers: range) -> bool:
    """key in numbers, which Python looks through one by one for what is no int."""
    if isinstance(key, float):
        return key.is_integer() and int(key) in numbers
    return isinstance(key, int) and key in numbers


def same(x: Value, key: Value) -> bool:
    """x == key, for plain values and things of modules."""
    if isinstance(x, Module) and isinstance(key, Module):
        return x.path == key.path
    return bool(x == key)
