"""Binding the symbols among a layer's hyper-parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from ..algebra import Dim, Shape, bind
from .layer import Layer


def bound(layer: Layer, bindings: Mapping[str, Dim]) -> Layer:
    """The layer with symbols replaced by name in every field that is a size, in nested layers too.

    >>> from symparam import layers, sizes
    >>> n, = sizes("n")
    >>> bound(layers.Dense(2 * n), {"n": 5}).units
    10
    """
    within = getattr(layer, "bound_within", None)  # a layer that holds a graph binds what is in it
    if within is not None:
        return within(bindings)
    changes: dict[str, Any] = {}
    for f in fields(layer):
        if "letter" in f.metadata or f.metadata.get("layer") or isinstance(getattr(layer, f.name), Shape):
            value = getattr(layer, f.name)
            new = _bound(value, bindings)
            if new != value:
                changes[f.name] = new
    return replace(layer, **changes) if changes else layer


def _bound(value: Any, bindings: Mapping[str, Dim]) -> Any:
    if isinstance(value, Layer):
        return bound(value, bindings)
    if isinstance(value, tuple):
        return tuple(_bound(v, bindings) for v in value)
    if isinstance(value, Shape):
        return value.bind(bindings)
    return value if value is None or isinstance(value, (str, float)) else bind(value, bindings)
