"""A model in numbers, layer by layer: plain integer arithmetic that uses no rewriting of formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..algebra import Dim
from .network import Network


def at_sizes(model: Network, bindings: Mapping[str, Dim]) -> Network:
    """The model with symbols replaced by name in inputs and hyper-parameters, and then run through anew.

    This is the independent way to a value: bind, then derive. Raises ConditionError where a layer refuses a size.

    >>> from symparam import Sequential, layers, sizes
    >>> H, = sizes("H")
    >>> model = Sequential([layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(5)], input=(H, H, 1))
    >>> at_sizes(model, {"H": 7}).derive().params
    50
    """
    return replace(model.bound(bindings), facts=replace(model.facts, defaults={}, conditions=()))
