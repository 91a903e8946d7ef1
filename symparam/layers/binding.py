"""Binding the symbols among a layer's hyper-parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sympy import Expr

from ..algebra import Dim, Shape, bind
from .layer import Layer


def bound(layer: Layer, bindings: Mapping[str, Dim]) -> Layer:
    """The layer with symbols replaced by name wherever they stand in its settings, in nested layers too.

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
        value = getattr(layer, f.name)
        new = bound_deep(value, bindings)
        if new is not value and new != value:
            changes[f.name] = new
    return replace(layer, **changes) if changes else layer


def bound_deep(value: Any, bindings: Mapping[str, Dim]) -> Any:
    """A setting with symbols replaced, in layers, lists, dicts and slices too."""
    if isinstance(value, Expr):
        return bind(value, bindings)
    if isinstance(value, Layer):
        return bound(value, bindings)
    if isinstance(value, Shape):
        return value.bind(bindings)
    if isinstance(value, slice):
        return slice(*(bound_deep(v, bindings) for v in (value.start, value.stop, value.step)))
    if isinstance(value, dict):
        return {k: bound_deep(v, bindings) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return (list if isinstance(value, list) else tuple)(bound_deep(v, bindings) for v in value)
    return value
