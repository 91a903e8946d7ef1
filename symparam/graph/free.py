"""Freeing hyper-parameters: a number in the model becomes a symbol, with the number as its default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from ..algebra import Dim, Size, div, evaluate, mod, names_in
from ..algebra.coerce import as_dim
from ..errors import LayerError, NoSuchLayer, nearest
from ..frozen import dataclass
from ..layers.layer import Layer
from .network import Network
from .traverse import Names, layers_within, map_within

N = TypeVar("N", bound=Network)


@dataclass(frozen=True)
class Freed:
    """A number of the model, and the formula in its place."""

    place: str  # LAYER.FIELD
    old: int
    value: Dim


def free(model: N, choices: Mapping[str, Any]) -> N:
    """The model with ``{"LAYER.FIELD": symbol or formula}`` in place of its numbers.

    LAYER is a name or a pattern, also of a layer inside a model, a repeated block or a wrapper, alone or with its path:
    "dense*", "encoder/dense". Of the layers that match a pattern, those without such a field stay as they are.
    A symbol gets the default that makes the old number.

    Raises LayerError where no layer matches, where the field is no size, and where the old numbers need different
    values of one symbol.
    """
    values = {key: as_dim(key, value) for key, value in choices.items()}
    found = [freed for key, value in values.items() for freed in _matches(model, key, value)]
    defaults = _defaults(found, model.facts.defaults)

    def change(names: Names, layer: Layer) -> Layer:
        new = {}
        for key, value in values.items():
            pattern, _, name = key.rpartition(".")
            if _called(names, pattern) and (old := _size(layer, name)) is not None:
                new[name] = _filled(old, value)
        return replace(layer, **new) if new else layer

    freed = map_within(model, change)
    assert isinstance(freed, type(model))
    return replace(freed, facts=replace(freed.facts, defaults={**defaults, **freed.facts.defaults}))


# --- which numbers ------------------------------------------------------------------------------------------------


def _matches(model: Network, key: str, value: Dim) -> list[Freed]:
    """Every number that a choice replaces."""
    pattern, _, name = key.rpartition(".")
    if not pattern or not name:
        raise LayerError(f"{key!r} is not LAYER.FIELD, such as dense.units")
    places = list(layers_within(model, model.xs))
    called = [(names, layer) for names, layer in places if _called(names, pattern)]
    if not called:
        own = list(dict.fromkeys(names[0] for names, _ in places))
        raise NoSuchLayer(f"no layer is named {pattern}; {nearest(pattern, own)}")
    sizes = [(names, old) for names, layer in called if (old := _size(layer, name)) is not None]
    if not sizes:
        raise LayerError(_no_size(*called[0], name))
    return [Freed(f"{names[0]}.{name}", n, value) for names, old in sizes for n in _numbers(old)]


def _called(names: Names, pattern: str) -> bool:
    return any(fnmatchcase(name, pattern) for name in names)


def _fields(layer: Layer) -> list[str]:
    return [f.name for f in fields(layer) if "letter" in f.metadata]


def _size(layer: Layer, name: str) -> Any:
    """The size, or the sizes, in a field; None where there are none."""
    return getattr(layer, name) if name in _fields(layer) else None


def _no_size(names: Names, layer: Layer, name: str) -> str:
    if name in _fields(layer):
        return f"{names[0]}: {name} is not set, so there is nothing to free; give it in the model first"
    inside = [f for _, part in layers_within(layer) for f in _fields(part)] if not isinstance(layer, Network) else []
    sizes = sorted({*_fields(layer), *inside})
    has = f"it has {', '.join(sizes)}" if sizes else "it has none"
    return f"{names[0]} ({layer.type_name}) has no size called {name}; {has}"


def _numbers(old: Any) -> Iterator[int]:
    """The numbers in a field; -1, None and formulas stand for no number."""
    if isinstance(old, tuple):
        for part in old:
            yield from _numbers(part)
    elif isinstance(old, int) and old >= 0:
        yield old


def _filled(old: Any, value: Dim) -> Any:
    """A field with a value in place of each of its sizes."""
    if isinstance(old, tuple):
        return tuple(_filled(part, value) for part in old)
    return old if old is None or old == -1 else value


# --- their defaults -----------------------------------------------------------------------------------------------


def _defaults(found: list[Freed], known: Mapping[str, int]) -> dict[str, int]:
    """The size of each symbol that makes the old numbers; no default where a formula does not say which one.

    Raises LayerError where the old numbers do not agree, with each other or with the model's own sizes.
    """
    defaults: dict[str, int] = {}
    for freed in found:
        name, size = _solved(freed)
        if name is not None and name not in known:
            defaults.setdefault(name, size)
    for freed in found:
        names = names_in(freed.value)
        if names and names <= {*known, *defaults} and evaluate(freed.value, {**defaults, **known}) != freed.old:
            raise LayerError(_disagreement(freed, found, known))
    return defaults


def _solved(freed: Freed) -> tuple[str | None, int]:
    """The symbol in a value such as 2*u + 1, and the size of it that makes the old number."""
    if isinstance(freed.value, int):
        return None, 0
    constant, rest = freed.value.as_coeff_Add()
    factor, symbol = rest.as_coeff_Mul()
    if not (isinstance(symbol, Size) and constant.is_Integer and factor.is_Integer and factor > 0):
        return None, 0
    difference = freed.old - int(constant)
    if difference < 0 or mod(difference, int(factor)) != 0:
        return None, 0
    return symbol.name, int(div(difference, int(factor)))


def _disagreement(freed: Freed, found: list[Freed], known: Mapping[str, int]) -> str:
    """Who needs which number, and the cure."""
    names = names_in(freed.value)
    sharing = [f for f in found if names_in(f.value) & names]
    olds = [f"{f.place} is {f.old}" + ("" if isinstance(f.value, Size) else f" ({f.value})") for f in sharing]
    own = [f"{n} itself is {known[n]}" for n in sorted(names) if n in known]
    what = list(dict.fromkeys([*olds, *own]))
    return (
        f"{', '.join(what)}: {' and '.join(sorted(names))} cannot stand for {'both' if len(what) == 2 else 'all'}; "
        "take another name for each number, and tie them by NAME=VALUE where they shall be equal"
    )
