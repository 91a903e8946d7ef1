"""Exceptions of the script: raised, caught, and raised again."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NoReturn

from .faults import ScriptError
from .scope import Scope
from .values import Builtin, Class, Instance, Signal, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def handled(m: Machine, handler: ast.ExceptHandler, error: ScriptError, scope: Scope) -> Signal | None:
    """Run the body of the clause that catches an exception."""
    if handler.name:
        scope.assign(handler.name, caught(error))
    m.caught.append(error)
    try:
        return m.run(handler.body, scope)
    finally:
        m.caught.pop()
        if handler.name:
            scope.delete(handler.name)


def caught(error: ScriptError) -> Value:
    """What ``except … as error`` gives."""
    return error.value if error.value is not None else Unknown("the exception", error.line, error.message)


def catches(kind: ast.expr | None, error: ScriptError) -> bool:
    """Whether ``except kind`` catches an exception."""
    if kind is None:
        return True
    return any(
        error.caught_by(ast.unparse(k).rpartition(".")[2])
        for k in (kind.elts if isinstance(kind, ast.Tuple) else (kind,))
    )


def raised(m: Machine, node: ast.Raise, scope: Scope) -> None:
    """raise, raise error, raise Kind(text)."""
    if node.exc is None and m.caught:
        raise m.caught[-1]
    kind, message = "RuntimeError", "no exception is handled here"
    if node.exc is not None:
        call = node.exc
        value = m.evaluate(call, scope)
        cls = value.cls if isinstance(value, Instance) else value
        if isinstance(cls, Class):
            _throw(m, cls, value if isinstance(value, Instance) else m.call(cls, [], {}, node), node)
        kind = ast.unparse(call.func if isinstance(call, ast.Call) else call).rpartition(".")[2]
        message = ""
        if isinstance(call, ast.Call) and call.args:
            text = m.evaluate(call.args[0], scope)
            message = text if isinstance(text, str) else m.text(call.args[0])
    raise ScriptError(kind, message, node.lineno)


def _throw(m: Machine, cls: Class, value: Value, node: ast.Raise) -> NoReturn:
    bases = (*(c.name for c in cls.lineage[1:]), *(b.name for b in cls.foreign if isinstance(b, Builtin)))
    message = ""
    if isinstance(call := node.exc, ast.Call) and call.args:
        first = call.args[0]
        message = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else m.text(first)
    raise ScriptError(cls.name, message, node.lineno, value, bases)
