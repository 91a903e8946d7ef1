"""Calls: what is called decides."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .arrays import reshaped
from .classes import instantiate
from .faults import OWN
from .functions import invoke
from .library_calls import call_foreign
from .values import Builtin, Class, Function, Instance, Method, Module, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def call(m: Machine, function: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:  # noqa: C901
    """function(*args, **keywords)."""
    if isinstance(function, Function):
        return invoke(m, function, args, keywords, node)
    if isinstance(function, Builtin):
        try:
            return function.call(m, node, args, keywords)
        except OWN as error:
            if function.alters:
                raise
            return m.fail(node, type(error).__name__, str(error))
    if isinstance(function, Method):
        return _method(m, function, args, keywords, node)
    if isinstance(function, Module):
        m.library.called(m, function, args, keywords, node)
        result = call_foreign(m, function.path, args, keywords, node)
        if isinstance(result, Unknown):
            result.origin = result.origin or function.path
        return result
    if isinstance(function, m.library.objects):
        return m.library.apply(m, function, args, keywords, node)
    if isinstance(function, Class):
        return instantiate(m, function, args, keywords, node)
    if isinstance(function, Instance):
        if function.adopted is not None:
            return m.library.apply(m, function.adopted, args, keywords, node)
        method = function.cls.find("__call__")
        if method is not None:
            return m.call(Method(method, function), args, keywords, node)
    if isinstance(function, Unknown):
        m.library.called(m, function, args, keywords, node)
        if (value := m.library.call_unknown(m, function, args, keywords, node)) is not None:
            return value
        if isinstance(function.text, ast.Attribute) and function.text.attr == "reshape" and not function.wrong:
            return reshaped(m, None, args, keywords, node)  # type: ignore[arg-type]
        if any(isinstance(a, m.library.parts) for a in args):
            return m.unknown(node, function.why or f"{function.source} is not known (line {function.line})")
        result = m.wrong(node, function.why) if function.wrong else m.unknown(node, function.why)
        result.window, result.origin = function.window, function.origin
        return result
    return m.fail(node, "TypeError", f"{type(function).__name__} cannot be called")


def _method(m: Machine, method: Method, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    if isinstance(method.function, Function):
        return invoke(m, method.function, [method.receiver, *args], keywords, node, method.receiver)
    if isinstance(method.function, Builtin):
        return method.function.call(m, node, [method.receiver, *args], keywords)
    return m.call(method.function, [method.receiver, *args], keywords, node)
