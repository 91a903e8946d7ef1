"""Calls: what is called decides."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .arrays import reshaped
from .classes import instantiate
from .faults import OWN
from .functions import invoke
from .library_calls import call_foreign
from .values import Builtin, Class, Function, Instance, Method, Module, Partial, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def call(m: Machine, function: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """function(*args, **keywords)."""
    if isinstance(function, m.library.objects):
        return m.library.apply(m, function, args, keywords, node)
    handler = CALLS.get(type(function))
    if handler is None:
        return _no_function(m, function, node)
    return handler(m, function, args, keywords, node)


def _no_function(m: Machine, value: Value, node: ast.AST) -> Value:
    kind = f"an object of {value.cls.name}" if isinstance(value, Instance) else type(value).__name__
    return m.fail(node, "TypeError", f"{'None' if value is None else kind} cannot be called")


def _builtin(m: Machine, function: Builtin, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    try:
        return function.call(m, node, args, keywords)
    except OWN as error:
        if function.alters:
            raise
        return m.fail(node, type(error).__name__, str(error))


def _method(m: Machine, method: Method, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    if isinstance(method.function, Function):
        if isinstance(method.receiver, Instance) and method.receiver.adopted is not None:
            m.library.entered(m, method.receiver, method.function.name, args)
        return invoke(m, method.function, [method.receiver, *args], keywords, node, method.receiver)
    if isinstance(method.function, Builtin):
        return method.function.call(m, node, [method.receiver, *args], keywords)
    return m.call(method.function, [method.receiver, *args], keywords, node)


def _path(m: Machine, function: Module, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    m.library.called(m, function, args, keywords, node)
    result = m.settled(node, lambda: call_foreign(m, function.path, args, keywords, node))
    if isinstance(result, Unknown):
        result.origin = result.origin or function.path
    return result


def _object(m: Machine, value: Instance, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    if value.adopted is not None:
        return m.library.apply(m, value.adopted, args, keywords, node)
    method = value.cls.find("__call__")
    if method is None:
        return _no_function(m, value, node)
    return m.call(Method(method, value), args, keywords, node)


def _unknown(m: Machine, function: Unknown, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    m.library.called(m, function, args, keywords, node)
    if (value := m.library.call_unknown(m, function, args, keywords, node)) is not None:
        return value
    if isinstance(function.text, ast.Attribute) and function.text.attr == "reshape" and not function.wrong:
        return reshaped(m, None, args, keywords, node)  # type: ignore[arg-type]
    if any(isinstance(a, m.library.parts) for a in args):
        return m.unknown(node, function.why or f"{function.source} is not known (line {function.line})")
    wrong = function.wrong or bool(function.undefined and function.name == function.undefined)
    result = m.wrong(node, function.why) if wrong else m.unknown(node, function.why)
    result.window, result.origin, result.undefined = function.window, function.origin, function.undefined
    return result


CALLS: dict[type, Callable[[Machine, Any, list[Value], dict[str, Value], ast.AST], Value]] = {
    Function: invoke,
    Builtin: _builtin,
    Partial: _builtin,
    Method: _method,
    Module: _path,
    Class: instantiate,
    Instance: _object,
    Unknown: _unknown,
}
