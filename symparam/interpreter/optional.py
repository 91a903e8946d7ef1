"""An ``if`` that would change nothing where its test fails: ``if pad > 0: x = F.pad(x, (0, pad))``.

Its body is followed at all sizes, since a pad of nothing gives the tensor itself.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..algebra import Dim, names_in
from ..algebra.arithmetic import never_negative
from .scope import Scope
from .values import Number, Value

if TYPE_CHECKING:
    from .machine import Machine

POSITIVE = (ast.Gt, ast.NotEq)


def follows(m: Machine, node: ast.If, scope: Scope) -> bool:
    """Follow the body where that gives the same as not to, whenever the test fails; else do nothing."""
    name = _bound(node)
    old = None if name is None else scope.find(name)
    if name is None or not isinstance(old, m.library.tensors):
        return False
    before = m.library.rewind(m)
    zeros = () if before is None else _zeros(m, node.test, scope)
    if not zeros:
        return False
    pins, conditions = dict(m.symbols.pins), dict(m.symbols.conditions)
    m.run(node.body, scope)
    new = m.library.either(m, old, scope.find(name), zeros, node)
    if new is None:
        m.symbols.pins, m.symbols.conditions = pins, conditions
        m.library.rewind(m, before)
        scope.assign(name, old)
        return False
    scope.assign(name, new)
    return True


def _bound(node: ast.If) -> str | None:
    """The one name that the body binds anew, to what is made of itself; None where it does anything else."""
    names = set()
    for part in node.body:
        if not isinstance(part, ast.Assign) or len(part.targets) != 1 or not isinstance(part.targets[0], ast.Name):
            return None
        if not isinstance(part.value, (ast.Call, ast.Subscript)):
            return None
        names.add(part.targets[0].id)
    return names.pop() if len(names) == 1 and not node.orelse else None


def _zeros(m: Machine, test: ast.expr, scope: Scope) -> Sequence[Dim]:
    """Sizes of inputs that are all 0 where a test fails; none where it is no such test."""
    if isinstance(test, ast.BoolOp):
        found = [_zeros(m, part, scope) for part in test.values] if isinstance(test.op, ast.Or) else []
        return [n for part in found for n in part] if all(found) else ()
    if isinstance(test, ast.Compare):
        if len(test.ops) != 1 or not isinstance(test.ops[0], POSITIVE):
            return ()
        if not (isinstance(test.comparators[0], ast.Constant) and test.comparators[0].value == 0):
            return ()
        size = _size(m, test.left, scope)
        return [size] if size is not None and (isinstance(test.ops[0], ast.NotEq) or never_negative(size)) else ()
    size = _size(m, test, scope)
    return () if size is None else [size]


def _size(m: Machine, node: ast.expr, scope: Scope) -> Dim | None:
    if not isinstance(node, (ast.Name, ast.BinOp, ast.Attribute)):
        return None
    value: Value = m.evaluate(node, scope)
    if not isinstance(value, Number) or isinstance(value.formula, int) or value.formula.is_Symbol:
        return None
    return value.formula if names_in(value.formula) & m.symbols.axes else None
