"""Layers in a row, as one layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Shape, total
from ..errors import LayerError
from ..frozen import dataclass
from .fields import owner, sub
from .layer import Layer
from .nested import Nested, Part


@dataclass(frozen=True)
class Pipeline(Nested):
    """Preprocessing layers, one after the other.

    source:  keras.layers.Pipeline
    """

    layers: tuple[Layer, ...] = sub()

    beside: ClassVar = ("training", "mask")

    def __post_init__(self) -> None:
        super().__post_init__()
        layers: Any = self.layers
        if not isinstance(layers, (list, tuple)) or not all(isinstance(layer, Layer) for layer in layers):
            raise LayerError(f"{owner(self)}: layers is a list of layers, not {layers!r}")
        object.__setattr__(self, "layers", tuple(layers))

    def parts(self, *xs: Shape) -> Iterator[Part]:
        x = xs[0]
        for layer in self.layers:
            yield "", layer, (x,)
            output = layer.output(x)
            if not isinstance(output, Shape):
                raise LayerError(f"{owner(self)}: each of its layers has one output, {owner(layer)} has {len(output)}")
            x = output

    def output(self, *xs: Shape) -> Shape:
        x = xs[0]
        for _, layer, inputs in self.parts(*xs):
            output = layer.output(*inputs)
            assert isinstance(output, Shape)
            x = output
        return x

    def macs(self, *xs: Shape) -> Dim:
        return total(layer.macs(*inputs) for _, layer, inputs in self.parts(*xs))
