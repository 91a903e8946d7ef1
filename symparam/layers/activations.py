"""Activations with weights or axes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ..algebra import Shape
from ..frozen import dataclass
from ..several import several
from ..weight import Weight
from .axis import place
from .fields import integers
from .layer import Layer


@dataclass(frozen=True)
class PReLU(Layer):
    """A rectifier with a learned slope for each element below zero; shared axes have one slope in common.

    shape:   (*n) -> (*n)
    params:  prod(n)
    source:  keras.layers.PReLU
    """

    family: ClassVar = "activation"
    phrase: ClassVar = "PReLU"

    shared_axes: int | tuple[int, ...] | None = integers(None, optional=True)

    inert: ClassVar = ("alpha_initializer", "alpha_regularizer", "alpha_constraint", "shared_axes")

    def _shared(self, x: Shape) -> set[int]:
        """Keras takes an axis i from the end where i - 1 is negative: 0 is the last axis, -1 the last but one."""
        axes = several(self.shared_axes)
        return {place(self, x, i if i > 0 else i - 1, "shared_axes") for i in axes if i is not None}

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self._shared(xs[0])

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        shared = self._shared(xs[0])
        yield Weight("alpha", tuple(1 if i in shared else n for i, n in enumerate(xs[0])))


@dataclass(frozen=True)
class Softmax(Layer):
    """Exponentials that sum to 1 along an axis.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.Softmax
    """

    family: ClassVar = "activation"
    phrase: ClassVar = "softmax"

    axis: int | tuple[int, ...] = integers(-1)

    ranks: ClassVar = (1, None)
    beside: ClassVar = ("mask",)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        for axis in several(self.axis):
            place(self, xs[0], axis)
