"""The hyper-parameters of the model: what its constructor is called with becomes names."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.effects import value_at
from ...interpreter.records import NAMESPACE, is_record
from ...interpreter.values import Class, Function, Instance, Unknown, Value

PARAMETER = "a parameter without default"  # the origin of what nobody gives, and may be a size

if TYPE_CHECKING:
    from .session import Machine


def named_arguments(
    m: Machine, cls: Class, args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> tuple[list[Value], dict[str, Value]]:
    """The arguments of a constructor, whole numbers as names with these defaults, and those that it has itself."""
    init = cls.find("__init__")
    if not isinstance(init, Function):
        return args, keywords
    spec = init.node.args
    names = [a.arg for a in (*spec.posonlyargs, *spec.args)][1:]
    given = dict(zip(names, args, strict=False))
    rest = args[len(names) :]
    positional = [named(m, name, value, cls.name) for name, value in given.items()]
    others = {name: named(m, name, value, cls.name) for name, value in keywords.items()}
    open_ended = "**" in keywords or any(isinstance(a, Unknown) for a in args)
    if not open_ended and not rest:
        for name, default in defaults(init).items():
            if name not in given and name not in keywords:
                others[name] = named(m, name, default, cls.name)
    return [*positional, *rest], others


def made_with_defaults(m: Machine, function: Function | None, name: str, method: bool) -> dict[str, Value]:
    """The keywords with which a class or function is called that nobody calls: names, and what has no default."""
    if function is None:
        return {}
    spec = function.node.args
    late = defaults(function)
    keywords: dict[str, Value] = handed_on(m, function)
    for parameter in [a.arg for a in (*spec.posonlyargs, *spec.args)][method:] + [a.arg for a in spec.kwonlyargs]:
        if parameter in m.symbols.bindings and parameter not in late:
            keywords[parameter] = m.symbols.named(parameter, m.symbols.bindings[parameter], f"parameter of {name}")
        elif parameter in late:
            keywords[parameter] = named(m, parameter, late[parameter], name)
        elif is_size(function, parameter):
            keywords[parameter] = m.symbols.number(
                m.symbols.dim(Unknown(parameter, function.node.lineno, "", parameter))
            )
        else:
            keywords[parameter] = Unknown(parameter, function.node.lineno, "", parameter, origin=PARAMETER)
    return keywords


def handed_on(m: Machine, function: Function) -> dict[str, Value]:
    """What a function takes as ``**kwargs`` and hands on to a class that needs it, as far as it is given by name."""
    spec = function.node.args
    if spec.kwarg is None or isinstance(function.node, ast.Lambda):
        return {}
    found: dict[str, Value] = {}
    for call in (node for node in ast.walk(function.node) if isinstance(node, ast.Call)):
        on = [k.value.id for k in call.keywords if k.arg is None and isinstance(k.value, ast.Name)]
        made = value_at(m, call.func, function.scope) if spec.kwarg.arg in on else None
        init = made.find("__init__") if isinstance(made, Class) else made
        if isinstance(init, Function):
            names = [a.arg for a in (*init.node.args.args, *init.node.args.kwonlyargs)]
            for name in m.symbols.bindings.keys() & set(names):
                found[name] = m.symbols.named(name, m.symbols.bindings[name], f"parameter of {function.name}")
    return found


def is_size(function: Function, parameter: str) -> bool:
    """Whether a parameter without default is a whole number: it says so, or is reckoned with as one."""
    spec = function.node.args
    for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs):
        if a.arg == parameter and a.annotation is not None:
            return ast.unparse(a.annotation) == "int"
    reckoned = False
    for node in ast.walk(function.node):
        match node:
            case ast.Attribute(value=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name)) if name == parameter:
                return False
            case ast.Call(func=ast.Name(id=name)) if name == parameter:
                return False
            case ast.For(iter=ast.Name(id=name)) | ast.Starred(value=ast.Name(id=name)) if name == parameter:
                return False
            case ast.BinOp(left=left, right=right):
                reckoned |= any(isinstance(x, ast.Name) and x.id == parameter for x in (left, right))
            case ast.Call(func=ast.Attribute(), args=args) if ast.unparse(node.func).startswith(("nn.", "torch.")):
                reckoned |= any(isinstance(x, ast.Name) and x.id == parameter for x in args[:2])
    return reckoned


def defaults(function: Function) -> dict[str, Value]:
    """The parameters of a function that have defaults."""
    spec = function.node.args
    names = [a.arg for a in (*spec.posonlyargs, *spec.args)]
    found = dict(zip(reversed(names), reversed(function.defaults), strict=False))
    return {**dict(reversed(found.items())), **function.keyword_defaults}


def named(m: Machine, name: str, value: Value, owner: str) -> Value:
    """A whole number as a name, unless another one has it; of a configuration, each of its whole numbers."""
    if isinstance(value, Instance) and (is_record(value.cls) or value.cls is NAMESPACE):
        for key, part in value.attributes.items():
            value.attributes[key] = _number(m, key, part, f"{name} of {owner}")
        return value
    if type(value) is dict:
        return {k: _number(m, k, v, f"{name} of {owner}") if isinstance(k, str) else v for k, v in value.items()}
    return _number(m, name, value, f"parameter of {owner}")


def _number(m: Machine, name: str, value: Value, meaning: str) -> Value:
    whole = type(value) is int and value >= 1
    if not whole or not name.isidentifier() or name in m.symbols.defaults:
        return value
    return m.symbols.named(name, value, meaning)
