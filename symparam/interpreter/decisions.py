"""What a size decides: whether the model would be another one if it were decided otherwise.

A pin or a condition counts once the model changes after it. Where the script takes one of several ways, it counts too
if another way would change the model: a branch not taken, further rounds of a loop, an exception that is handled.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .effects import MUTATING, touches, value_at, walk, with_imports
from .scope import Scope
from .values import Function, Instance, Method, Value

if TYPE_CHECKING:
    from .machine import Machine

LEAVING = (ast.Return, ast.Break, ast.Continue, ast.Raise, ast.Assert, ast.Delete, ast.Yield, ast.YieldFrom)
STORING = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)
CALLS = frozenset(["setattr", "delattr", "exec", "eval", "exit", "quit"])


def decide(m: Machine, ways: Iterable[ast.AST], scope: Scope) -> None:
    """Some of these ways are taken and others are not, as sizes have decided."""
    if m.symbols.is_open and may_alter(m, ways, scope):
        m.symbols.mark()


def decide_calls(m: Machine, function: Value) -> None:
    """A function of the script is called so many times, as sizes have decided."""
    function = function.function if isinstance(function, Method) else function
    if isinstance(function, Function):
        body = [function.node.body] if isinstance(function.node, ast.Lambda) else function.node.body
        decide(m, body, function.scope)


def change(m: Machine, *values: Value) -> None:
    """These values are bound, stored, returned or put away: which of them may say what the model is."""
    if m.symbols.is_open and any(holds_model(m, value) for value in values):
        m.symbols.mark()


def holds_model(m: Machine, value: Value, deep: int = 0) -> bool:
    """Whether a value is a layer, a model or a tensor, or holds one."""
    if isinstance(value, (*m.library.objects, *m.library.tensors)):
        return True
    if deep > 3:
        return False
    if isinstance(value, Instance):
        return value.adopted is not None or holds_model(m, list(value.attributes.values()), deep + 1)
    if isinstance(value, dict):
        value = list(value.values())
    return isinstance(value, (list, tuple)) and any(holds_model(m, part, deep + 1) for part in value)


def may_alter(m: Machine, ways: Iterable[ast.AST], scope: Scope, seen: frozenset[int] = frozenset()) -> bool:
    """Whether statements or expressions may change what the model is, or where the script goes on."""
    ways = list(ways)
    if touches(m, ways, scope) is not None:
        return True
    scope = with_imports(m, ways, scope)
    return any(_alters(m, node, scope, seen) for node in walk(ways))


def _alters(m: Machine, node: ast.AST, scope: Scope, seen: frozenset[int]) -> bool:
    if isinstance(node, LEAVING):
        return not seen or isinstance(node, (ast.Raise, ast.Assert))
    if isinstance(node, STORING):
        return node.value is not None and _mentions(m, node.value, scope)
    if isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
        return _mentions(m, node.iter, scope)
    return isinstance(node, ast.Call) and _hands_over(m, node, scope, seen)


def _hands_over(m: Machine, node: ast.Call, scope: Scope, seen: frozenset[int]) -> bool:
    """Whether a call gives a part of the model to what may change it."""
    if ast.unparse(node.func) in ("sys.exit", "os._exit", *CALLS):
        return True
    parts = [*node.args, *(keyword.value for keyword in node.keywords)]
    if isinstance(node.func, ast.Attribute) and node.func.attr in MUTATING:
        return any(_mentions(m, part, scope) for part in (node.func.value, *parts))
    function = value_at(m, node.func, scope)
    function = function.function if isinstance(function, Method) else function
    if not isinstance(function, Function) or id(function.node) in seen:
        return False
    inner = Scope(function.scope)
    spec = function.node.args
    names = [a.arg for a in (*spec.posonlyargs, *spec.args)]
    inner.names = {name: value_at(m, part, scope) for name, part in zip(names, node.args, strict=False)}
    inner.names |= {k.arg: value_at(m, k.value, scope) for k in node.keywords if k.arg is not None}
    body = [function.node.body] if isinstance(function.node, ast.Lambda) else function.node.body
    return may_alter(m, body, inner, seen | {id(function.node)})


def _mentions(m: Machine, node: ast.AST, scope: Scope) -> bool:
    """Whether an expression may give a layer, a model or a tensor, by what stands in it."""
    if isinstance(node, ast.Attribute):
        return node.attr not in m.library.quiet and (
            holds_model(m, value_at(m, node, scope)) or _mentions(m, node.value, scope)
        )
    if isinstance(node, ast.Name):
        return holds_model(m, value_at(m, node, scope))
    return any(_mentions(m, part, scope) for part in ast.iter_child_nodes(node))
