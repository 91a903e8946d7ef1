"""Layers that hold layers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, ClassVar

from ..algebra import Need, Shape
from ..weight import Weight
from .layer import FROZEN, THAWED, Assigned, Key, Layer

Part = tuple[str, Layer, tuple[Shape, ...]]  # a prefix for names, a layer, and its inputs


class Nested(Layer):
    """A layer whose weights and conditions are those of its parts; a part that is shared keeps its weights' identity.

    As in Keras, ``trainable=False`` given to the constructor does not reach the parts; ``frozen`` does.
    """

    freezes: ClassVar[bool] = False

    def parts(self, *xs: Shape) -> Iterator[Part]:
        """The layers inside, with the inputs that each one gets."""
        raise NotImplementedError

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for prefix, part, inputs in self.parts(*xs):
            for _, weight in part.owned(*inputs):
                yield replace(weight, name=prefix + weight.name)

    def owned(self, *xs: Shape) -> Iterator[tuple[Key, Weight]]:
        for prefix, part, inputs in self.parts(*xs):
            for key, weight in part.owned(*inputs):
                yield key, replace(weight, name=prefix + weight.name)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for _, part, inputs in self.parts(*xs):
            yield from part.needs(*inputs)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        for _, part, inputs in self.parts(*xs):
            part.accept(*inputs)


def frozen(layer: Layer, trainable: bool = False, built: bool = True) -> Layer:
    """The layer and all layers inside with another ``trainable``, as Keras does when the attribute is assigned.

    Where the layer is not ``built`` yet, layers that it makes only then stay as they are made.
    """
    changes: dict[str, Any] = {"trainable": assigned(layer, trainable, built)}
    for f in fields(layer):
        value = getattr(layer, f.name)
        if isinstance(value, Layer):
            changes[f.name] = frozen(value, trainable, built)
        elif isinstance(value, tuple) and value and isinstance(value[0], Layer):
            changes[f.name] = tuple(frozen(part, trainable, built) for part in value)
    return replace(layer, **changes)


def assigned(layer: Layer, trainable: bool, built: bool) -> bool | Assigned:
    """What ``layer.trainable`` becomes where it is assigned."""
    if trainable:
        return THAWED if built else True
    return FROZEN if built or not layer.late else False
