"""isinstance, for every kind of value."""

from __future__ import annotations

from ..graph import Tensor
from ..layers import lookup
from ..layers.registry import ALIASES, HOME
from ..readers.keras_script.keras_state import LayerValue, ModelValue
from ..readers.keras_script.paths import canonical
from .numbers import is_whole
from .values import Array, Builtin, Class, Function, Instance, Module, Quotient, Unknown, Value

PLAIN: dict[str, type | tuple[type, ...]] = {
    "str": str,
    "float": (float, Quotient),
    "bool": bool,
    "list": list,
    "tuple": tuple,
    "dict": dict,
    "set": set,
    "range": range,
}


def is_kind(value: Value, kind: Value) -> bool | None:
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
    path = canonical(kind.path)
    name = path.rpartition(".")[2]
    if isinstance(value, Instance):
        return any(isinstance(b, Module) and canonical(b.path) == path for b in value.cls.foreign) or (
            value.keras is not None and name == "Layer"
        )
    if isinstance(value, ModelValue):
        return name in ("Model", "Layer", "Functional") or (name == "Sequential" and value.kind == "sequential")
    if isinstance(value, LayerValue):
        if name in ("Layer", "Wrapper"):
            return True
        if name in HOME or name in ALIASES:
            return isinstance(value.layer, lookup(name))
        return value.layer.type_name == name
    if isinstance(value, Tensor):
        return "Tensor" in name
    if isinstance(value, Array):
        return name == "ndarray" or None
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
