"""Classes of the script: making objects of them, and looking up what they have."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .numbers import plain
from .records import Made, fields_of, is_record
from .values import Builtin, Class, Function, Instance, Method, Module, Super, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def instantiate(m: Machine, cls: Class, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """cls(*args, **keywords)."""
    if len(args) == 1 and any(isinstance(b, Module) and b.path.endswith(("Enum", "Flag")) for b in cls.foreign):
        return plain(m, args[0], node)  # Kind("cnn") is the member of that value, and stands as it
    instance = Instance(cls)
    instance.adopted = m.library.adopt(m, instance)
    init = cls.find("__init__")
    if isinstance(init, Function):
        result = m.call(Method(init, instance), args, keywords, node)
        if isinstance(result, Unknown) and result.wrong:
            return result  # it is not called so
    elif instance.adopted is not None:
        foreign_init(m, instance, args, keywords, node)
    elif is_record(cls):
        return _fill(m, instance, cls, args, keywords, node)
    else:
        _called_outside(m, cls, args, keywords, node)
    return instance


def foreign_init(m: Machine, instance: Instance, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> None:
    """The __init__ of a base class of the library."""
    if instance.adopted is not None:
        m.call(m.library.attribute(m, instance.adopted, "__init__", node), args, keywords, node)


def class_attribute(
    m: Machine, cls: Class, name: str, node: ast.AST, receiver: Value = None, after: Class | None = None
) -> Value:
    """An attribute of a class, bound to the receiver where it is a method. MISSING is None here: see ``found``."""
    value = cls.find(name, after)
    if not isinstance(value, Function):
        return value
    if value.kind == "staticmethod":
        return value
    if value.kind == "classmethod":
        return Method(value, cls)
    if receiver is None:
        return value
    if value.kind == "property":
        return m.call(Method(value, receiver), [], {}, node)
    return Method(value, receiver)


def super_attribute(m: Machine, value: Super, name: str, node: ast.AST) -> Value:
    """super().name."""
    if isinstance(value.receiver, Instance):
        cls = value.receiver.cls
        if cls.find(name, value.owner) is not None:
            return class_attribute(m, cls, name, node, value.receiver, value.owner)
        receiver = value.receiver
        if name == "__init__":

            def init(m: Machine, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
                foreign_init(m, receiver, args, keywords, node)
                above = receiver.cls.lineage[receiver.cls.lineage.index(value.owner) + 1 :]
                if above and is_record(above[0]):
                    _fill(m, receiver, above[0], args, keywords, node)
                elif receiver.adopted is None:
                    _called_outside(m, value.owner, args, keywords, node)

            return Builtin("__init__", init)
        if receiver.adopted is not None:
            return m.library.attribute(m, receiver.adopted, name, node)

    def unread(m: Machine, node: ast.expr, args: list[Value], keywords: dict[str, Value]) -> Value:
        _called_outside(m, value.owner, args, keywords, node)
        return m.unknown(node)

    return Builtin(name, unread)


def _called_outside(m: Machine, cls: Class, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> None:
    """A method of a base class that is not read gets what it is called with."""
    base = next((b for b in cls.foreign if not isinstance(b, Builtin)), None)
    if base is not None:
        m.library.called(m, base, args, keywords, node)


def _fill(
    m: Machine, instance: Instance, cls: Class, args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> Value:
    """The fields of a record, as one of its classes has them, from the arguments and from their defaults."""
    names = fields_of(cls)
    given = {**dict(zip(names, args, strict=False)), **{k: v for k, v in keywords.items() if k in names}}
    strange = [k for k in keywords if k not in names or k in names[: len(args)]]
    open_ended = any(isinstance(v, Unknown) for v in (*args, *keywords.values()))
    for name in names:
        if name in given:
            instance.attributes[name] = given[name]
        elif any(name in c.attributes for c in cls.lineage):
            default = cls.find(name)
            instance.attributes[name] = m.call(default.factory, [], {}, node) if isinstance(default, Made) else default
        elif not open_ended:
            return m.fail(node, "TypeError", f"{cls.name}() misses its argument {name}")
    if (strange or len(args) > len(names)) and not open_ended:
        return m.fail(node, "TypeError", f"{cls.name}() is called with arguments that it does not take")
    after = cls.find("__post_init__")
    if isinstance(after, Function):
        m.call(Method(after, instance), [], {}, after.node)
    return instance
