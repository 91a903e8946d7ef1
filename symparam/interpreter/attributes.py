"""value.name, for reading and for writing."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .arrays import array_attribute, as_array
from .classes import class_attribute, super_attribute
from .library_calls import constant
from .methods import method_of
from .records import NAMESPACE, record_method
from .values import (
    Array,
    Builtin,
    Class,
    Function,
    Grid,
    Instance,
    Method,
    Module,
    Number,
    Partial,
    Quotient,
    Super,
    Unknown,
    Value,
    origin_of,
)

if TYPE_CHECKING:
    from .machine import Machine


SAME_ROWS = ("values", "to_numpy", "astype", "copy")  # of a slice of data
OF_DICTS = ("get", "items", "keys", "values", "update")
NUMBERS = (int, float, Number, Quotient)
PARTS: dict[str, Callable[[Value], Value]] = {
    "real": lambda n: n,
    "numerator": lambda n: n,
    "imag": lambda n: 0,
    "denominator": lambda n: 1,
}  # of a whole number
OF_LISTS = ("sort", "copy", "tolist")


def attribute(m: Machine, value: Value, name: str, node: ast.expr | ast.stmt) -> Value:
    """value.name."""
    if isinstance(value, m.library.kinds):
        return m.library.attribute(m, value, name, node)
    return ATTRIBUTES.get(type(value), _of_plain)(m, value, name, node)


def _of_module(m: Machine, value: Module, name: str, node: ast.expr | ast.stmt) -> Value:
    return constant(m, f"{value.path}.{name}", node)


def _of_class(m: Machine, value: Class, name: str, node: ast.expr | ast.stmt) -> Value:
    found = class_attribute(m, value, name, node)
    if found is None and name not in ("__name__", "__doc__"):
        return _base_of(m, value, name, node)
    return value.name if name == "__name__" else found


def _of_unknown(m: Machine, value: Unknown, name: str, node: ast.expr | ast.stmt) -> Value:
    part = m.part(value, name, node)
    if name in SAME_ROWS:
        part.window = value.window
    if name == "shape":
        part.memo.update({repr(i): size for i, size in enumerate(value.sizes) if size is not None})
    return part


def _of_grid(m: Machine, value: Grid, name: str, node: ast.expr | ast.stmt) -> Value:
    if name not in OF_LISTS and isinstance(array := as_array(value), Array):
        return array_attribute(m, array, name, node)
    return method_of(m, value, name, node)


def _of_function(m: Machine, value: Function, name: str, node: ast.expr | ast.stmt) -> Value:
    return value.name if name == "__name__" else m.unknown(node)


def _of_plain(m: Machine, value: Value, name: str, node: ast.expr | ast.stmt) -> Value:
    """An attribute of a number, a text, a list and the like."""
    if isinstance(value, Builtin) and name == "__name__":
        return value.name
    if name == "__class__":
        return m.builtins["type"].call(m, node, [value], {})
    if isinstance(value, Partial) and name in ("func", "args", "keywords"):
        return getattr(value, name)
    if isinstance(value, NUMBERS) and name in ("astype", "item"):
        return Builtin(name, lambda m, node, args, keywords: _scalar(m, value, args, node))
    if isinstance(value, (int, Number)) and name in PARTS:
        return PARTS[name](value)
    if isinstance(value, (float, Quotient)) and name == "real":
        return value
    if isinstance(value, (int, float, str, tuple, Number)) and name == "value":
        return value  # a member of an enumeration stands as its value
    return method_of(m, value, name, node)


def _scalar(m: Machine, value: Value, args: list[Value], node: ast.AST) -> Value:
    """number.astype(int), number.item(): a number of numpy as one of Python."""
    kind = getattr(args[0], "name", getattr(args[0], "path", args[0])) if args else ""
    kind = kind.rpartition(".")[2].rstrip("_0123456789") if isinstance(kind, str) else None
    if kind in ("int", "float"):
        return m.builtins[kind].call(m, node, [value], {})
    return value if kind == "" else m.unknown(node)


def _of_instance(m: Machine, value: Instance, name: str, node: ast.expr | ast.stmt) -> Value:
    if name in value.attributes:
        return value.attributes[name]
    if name == "__class__":
        return value.cls
    if name == "__dict__":
        return value.attributes
    found = class_attribute(m, value.cls, name, node, value)
    if found is not None or any(name in c.attributes for c in value.cls.lineage):
        return found
    if value.adopted is not None:
        return m.library.attribute(m, value.adopted, name, node)
    if value.cls is NAMESPACE and name in OF_DICTS:
        return method_of(m, value.attributes, name, node)
    if (method := record_method(m, value, name, node)) is not None:
        return method
    return _base_of(m, value.cls, name, node)


def _base_of(m: Machine, cls: Class, name: str, node: ast.expr | ast.stmt) -> Value:
    if any(not isinstance(b, Builtin) for b in cls.foreign):
        found = m.unknown(node, f"{cls.name} has it from a class outside the script")
        found.origin = next(filter(None, map(origin_of, cls.foreign)), "")
        return found
    return m.fail(node, "AttributeError", f"{cls.name} has no attribute {name}")


def set_attribute(m: Machine, value: Value, name: str, new: Value, node: ast.expr) -> None:
    """value.name = new."""
    if isinstance(value, (Module, Instance)):
        m.library.assigned(m, value, name, new, node)
    if isinstance(value, Instance):
        setter = value.cls.find(name)
        if isinstance(setter, Function) and setter.kind == "property":
            if setter.setter is not None:
                m.call(Method(setter.setter, value), [new], {}, node)
            return
        if value.adopted is not None:
            m.library.assign(m, value.adopted, name, new, node)
        value.attributes[name] = new
        m.library.named(m, new, name, local=True)
    elif isinstance(value, Class):
        value.attributes[name] = new
    elif isinstance(value, m.library.objects):
        m.library.assign(m, value, name, new, node)
    elif isinstance(value, Unknown) and value.wrong and name == "trainable":
        raise m.error(node, f"{m.text(node)} is set, but {value.source} fails: {value.why}")


ATTRIBUTES: dict[type, Callable[[Machine, Any, str, Any], Value]] = {
    Module: _of_module,
    Instance: _of_instance,
    Class: _of_class,
    Super: super_attribute,
    Array: array_attribute,
    Unknown: _of_unknown,
    Grid: _of_grid,
    Function: _of_function,
}
