"""What a script assures of its sizes: ``assert n <= 256``, ``if n % 8: raise ValueError``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..algebra import names_in
from .compare import compared
from .numbers import OPPOSITE, is_whole, known, rely
from .scope import Scope
from .symbols import formula
from .truth import rely_on, truth
from .values import Number, Value

if TYPE_CHECKING:
    from .machine import Machine


def assured(m: Machine, test: ast.expr, scope: Scope, wanted: bool = True) -> bool | None:
    """Whether a test comes out as the script needs it; for sizes without a value that it does is a condition."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return assured(m, test.operand, scope, not wanted)
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And if wanted else ast.Or):
        found = [assured(m, part, scope, wanted) for part in test.values]
        return False if False in found else None if None in found else True
    if isinstance(test, ast.Compare) and (wanted or len(test.ops) == 1):
        return _pairs(m, test, scope, wanted)
    value = m.evaluate(test, scope)
    if isinstance(value, Number) and value.value is None and not value.formula.is_Symbol:
        return rely_on(m, value, wanted, test) is wanted
    result = truth(m, value, test)
    return None if result is None else result is wanted


def _pairs(m: Machine, test: ast.Compare, scope: Scope, wanted: bool) -> bool | None:
    left = m.evaluate(test.left, scope)
    answer: bool | None = True
    for op, other in zip(test.ops, test.comparators, strict=True):
        right = m.evaluate(other, scope)
        found = _pair(m, op if wanted else _opposite(op), left, right, test)
        if found is False:
            return False
        answer = None if found is None else answer
        left = right
    return answer


def _pair(m: Machine, op: ast.cmpop, a: Value, b: Value, node: ast.AST) -> bool | None:
    if type(op) in OPPOSITE and is_whole(a) and is_whole(b) and None in (known(a), known(b)):
        rely(m, type(op), a, b, node)
        return True
    if isinstance(op, ast.Eq) and _of_axes(m, a, b) and known(a) == known(b):
        rely(m, ast.Eq, a, b, node)
        return True
    return truth(m, compared(m, op, a, b, node), node)


def _of_axes(m: Machine, a: Value, b: Value) -> bool:
    """Whether two whole numbers, one of them with a name, depend on nothing but axes of inputs."""
    names = [names_in(formula(x)) for x in (a, b)] if is_whole(a) and is_whole(b) else []
    return any(names) and all(found <= m.symbols.axes for found in names)


def _opposite(op: ast.cmpop) -> ast.cmpop:
    if type(op) in OPPOSITE:
        return OPPOSITE[type(op)]()
    return {ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}[type(op)]()
