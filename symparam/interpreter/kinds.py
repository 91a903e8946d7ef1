"""isinstance, for every kind of value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .numbers import is_whole
from .values import Array, Builtin, Class, Function, Instance, Module, Partial, Quotient, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine

PLAIN: dict[str, type | tuple[type, ...]] = {
    "str": str,
    "float": (float, Quotient),
    "bool": bool,
    "list": list,
    "tuple": tuple,
    "dict": dict,
    "set": set,
    "frozenset": frozenset,
    "range": range,
}


def is_kind(m: Machine, value: Value, kind: Value) -> bool | None:
    """Whether a value is of a kind, or None where that is not known."""
    if isinstance(value, Unknown) or isinstance(kind, Unknown):
        return None
    if isinstance(kind, Builtin):
        if kind.name == "int":
            return is_whole(value)
        if kind.name == "object":
            return True
        return isinstance(value, PLAIN[kind.name]) if kind.name in PLAIN else False
    if isinstance(kind, Class):
        return isinstance(value, Instance) and kind in value.cls.lineage
    if not isinstance(kind, Module):
        return None
    path = m.library.canonical(kind.path)
    name = path.rpartition(".")[2]
    if isinstance(value, Instance):
        return any(isinstance(b, Module) and m.library.canonical(b.path) == path for b in value.cls.foreign) or (
            value.adopted is not None and m.library.is_kind(m, value.adopted, path) is True
        )
    if isinstance(value, (*m.library.objects, *m.library.tensors)):
        return m.library.is_kind(m, value, path)
    if isinstance(value, Array):
        return name == "ndarray" or None
    if isinstance(value, Partial):
        return path == "functools.partial"
    if isinstance(value, (str, int, float, list, tuple, dict, Function)) or value is None:
        return {
            "Number": is_whole(value),
            "Integral": is_whole(value),
            "Iterable": isinstance(value, (list, tuple, dict)),
            "Callable": isinstance(value, Function),
            "Sequence": isinstance(value, (list, tuple)),
            "int32": is_whole(value),
        }.get(name, False)
    return None
