"""Objects that only hold values: named tuples, dataclasses, namespaces, dictionaries with attributes."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .faults import surely
from .values import Builtin, Class, Instance, Module, Value

if TYPE_CHECKING:
    from .machine import Machine

NAMESPACE = Class("Namespace", (), {}, 0)
TUPLE = Module("typing.NamedTuple")
NAMESPACES = ("SimpleNamespace", "Namespace", "EasyDict", "Munch", "AttrDict", "ConfigDict", "DotMap", "Bunch")


def tuple_class(args: list[Value]) -> Class:
    """collections.namedtuple("Block", "kind filters")."""
    names = args[1].replace(",", " ").split() if isinstance(args[1], str) else args[1]
    fields = list(names) if isinstance(names, (list, tuple)) else []
    return Class(str(args[0]), (TUPLE,), {"__annotations__": fields}, 0)


@dataclass(eq=False)
class Made:
    """field(default_factory=…): what it makes is made anew for every object."""

    factory: Value


def is_record(cls: Class) -> bool:
    """Whether a class only holds values: a dataclass, a named tuple."""
    return (
        "__annotations__" in cls.attributes
        or any(map(is_record, (c for c in cls.lineage[1:])))
        or any(isinstance(b, Module) and b.path.endswith("NamedTuple") for b in cls.bases)
    )


def fields_of(cls: Class) -> list[str]:
    """The fields of a record in their order."""
    return [name for c in reversed(cls.lineage) for name in c.attributes.get("__annotations__", ())]


def is_tuple(value: Instance) -> bool:
    """Whether an object is a named tuple."""
    return any(isinstance(b, Module) and b.path.endswith("NamedTuple") for b in value.cls.foreign)


def items_in(value: Instance) -> list[Value] | None:
    """The values of a named tuple in their order; None for any other object."""
    return [value.attributes.get(name) for name in fields_of(value.cls)] if is_tuple(value) else None


def namespace(args: list[Value], keywords: dict[str, Value]) -> Instance:
    """SimpleNamespace(width=3), EasyDict({"width": 3})."""
    made = Instance(NAMESPACE)
    for source in (*args, keywords):
        if isinstance(source, dict):
            made.attributes.update(
                {key: namespace([value], {}) if isinstance(value, dict) else value for key, value in source.items()}
            )
    return made


def record_method(m: Machine, value: Instance, name: str, node: ast.AST) -> Value:
    """block._asdict(), block._replace(filters=8), config.get("width"); None for other names."""
    if name == "_fields":
        return tuple(fields_of(value.cls))
    if name == "_asdict" and is_tuple(value):
        return Builtin(name, lambda m, node, args, keywords: dict(value.attributes))
    if name == "_replace" and is_tuple(value):
        return Builtin(name, lambda m, node, args, keywords: Instance(value.cls, {**value.attributes, **keywords}))
    return None


def from_dataclasses(m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """dataclasses.field, asdict, astuple, replace."""
    if name == "field":
        factory = keywords.get("default_factory")
        return Made(factory) if factory is not None else keywords.get("default", m.unknown(node))
    value: Any = args[0] if args else None
    surely(isinstance(value, Instance))
    if name == "asdict":
        return dict(value.attributes)
    if name == "astuple":
        return tuple(value.attributes.values())
    surely(name == "replace")
    return Instance(value.cls, {**value.attributes, **keywords})
