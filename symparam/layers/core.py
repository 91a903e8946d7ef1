"""Dense and the layers that every network has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Shape, product
from ..frozen import dataclass
from ..weight import Weight, optional
from .fields import adapter, dim, flag
from .layer import Layer
from .lora import adapted


@dataclass(frozen=True)
class InputLayer(Layer):
    """Where a tensor of a given shape enters a graph."""

    family: ClassVar = "input"
    phrase: ClassVar = "input"

    shape: Shape = Shape()

    arity: ClassVar = (0, 0)

    def output(self, *xs: Shape) -> Shape:
        return self.shape


@dataclass(frozen=True)
class Dense(Layer):
    """Affine map of the last axis: every unit weighs all input features.

    shape:   (*n, d) -> (*n, u)
    params:  d*u + u
    macs:    prod(n)*d*u
    source:  keras.layers.Dense
    """

    family: ClassVar = "dense"
    phrase: ClassVar = "dense {units}"

    units: Dim = dim("u")
    activation: Any = None
    use_bias: bool = flag(True)
    lora_rank: Dim | None = adapter()

    ranks: ClassVar = (1, None)
    inert: ClassVar = (
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "activity_regularizer",
        "kernel_constraint",
        "bias_constraint",
        "lora_rank",
        "lora_alpha",
        "quantization_config",
    )

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0][:-1], self.units))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        bias = optional(self.use_bias, Weight("bias", (self.units,)))
        return adapted(self, "kernel", (xs[0][-1], self.units), *bias)

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[0], self.units))
