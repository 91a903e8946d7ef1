"""Layers that are called more than once: their weights are the same in every call."""

from __future__ import annotations

from collections.abc import Iterator

from ..algebra import Need, Shape
from ..errors import ConditionError, LayerError
from ..layers.layer import Layer
from ..weight import Weight


def shared_needs(name: str, layer: Layer, calls: list[tuple[Shape, ...]]) -> Iterator[Need]:
    """What makes the weights of later calls as large as those of the first, which Keras builds the layer on.

    Raises LayerError or ConditionError where they never are.
    """
    weights: tuple[Weight, ...] | None = None
    for xs in dict.fromkeys(calls[1:]):
        if xs == calls[0]:
            continue
        weights = tuple(layer.weights(*calls[0])) if weights is None else weights
        for first, other in zip(weights, layer.weights(*xs), strict=False):
            if len(first.shape) != len(other.shape):
                raise LayerError(
                    f"{name} is shared, and its {first.name} would be {first.shape} on {_shown(calls[0])} "
                    f"but {other.shape} on {_shown(xs)}"
                )
            for a, b in zip(first.shape, other.shape, strict=True):
                if a != b:
                    need = Need(a, "==", b, f"the layer is shared, so its {first.name} must fit all of its inputs")
                    if need.is_number:
                        raise ConditionError.broken(name, need)
                    yield need


def _shown(xs: tuple[Shape, ...]) -> str:
    return ", ".join(map(str, xs))
