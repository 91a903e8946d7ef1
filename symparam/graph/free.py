"""Freeing hyper-parameters: a number in the model becomes a symbol, with the number as its default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any

from ..algebra import Dim, Size, div, mod
from ..errors import LayerError
from ..layers.layer import Layer
from .model import Model


def free(model: Model, choices: Mapping[str, Dim]) -> Model:
    """The model with ``{"LAYER.FIELD": symbol or formula}`` in place of its numbers; LAYER may be a pattern.

    A symbol gets the default that makes the old number, where all matching layers agree on it.
    Raises LayerError where no layer matches, or the field is no size.
    """
    olds: dict[str, set[Any]] = {}
    matched: set[str] = set()

    def change(layer: Layer) -> Layer:
        changes: dict[str, Any] = {}
        for key, value in choices.items():
            pattern, _, name = key.rpartition(".")
            if pattern and layer.name and fnmatchcase(layer.name, pattern):
                old = _field(layer, name)
                matched.add(key)
                changes[name] = (value,) * len(old) if isinstance(old, tuple) else value
                for n in old if isinstance(old, tuple) else (old,):
                    name_of, default = _default(value, n)
                    olds.setdefault(name_of, set()).add(default)
        return replace(layer, **changes) if changes else layer

    freed = model.map_layers(change)
    for key in choices:
        if key not in matched:
            raise LayerError(_unmatched(model, key))
    defaults = {name: old for name, (old, *others) in ((n, tuple(o)) for n, o in olds.items())
                if not others and old is not None}
    facts = replace(freed.facts, defaults={**defaults, **freed.facts.defaults})
    return replace(freed, facts=facts)


def _default(value: Dim, old: Dim) -> tuple[str, int | None]:
    """The symbol in a value such as 2*u, and the size of it that makes the old number."""
    if isinstance(value, int):
        return "", None
    factor, symbol = value.as_coeff_Mul()
    if not isinstance(symbol, Size) or not factor.is_Integer or not isinstance(old, int) or mod(old, int(factor)) != 0:
        return "", None
    return symbol.name, int(div(old, int(factor)))


def _field(layer: Layer, name: str) -> Any:
    sizes = {f.name for f in fields(layer) if "letter" in f.metadata}
    if name not in sizes:
        has = f"it has {', '.join(sorted(sizes))}" if sizes else "it has none"
        raise LayerError(f"{layer.name} ({layer.type_name}) has no size called {name}; {has}")
    value = getattr(layer, name)
    if value is None:
        raise LayerError(f"{layer.name}: {name} is not set, so there is nothing to free; give it in the model first")
    return value


def _unmatched(model: Model, key: str) -> str:
    pattern, _, name = key.rpartition(".")
    if not pattern or not name:
        return f"{key!r} is not LAYER.FIELD, such as dense.units"
    names = [entry.name for entry in model.entries]
    near = get_close_matches(pattern, names, 1)
    return f"no layer is named {pattern}; " + (f"did you mean {near[0]}?" if near else f"the first is {names[0]}")
