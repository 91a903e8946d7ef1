"""Layers around one layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Shape
from ..errors import LayerError
from ..frozen import dataclass
from ..weight import Weight
from .fields import called, owner, sub, whole
from .layer import Key, Layer, Output
from .nested import Nested, Part


@dataclass(frozen=True)
class Wrapper(Nested):
    """What all layers around one layer have in common.

    source:  keras.layers.Wrapper
    """

    layer: Layer = sub()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.layer, Layer):
            raise LayerError(f"{owner(self)}: layer is a layer, not {called(self.layer)}")

    def accept(self, *xs: Shape) -> None:
        if type(self) is Wrapper:
            raise LayerError("Wrapper has no rule of its own; use TimeDistributed or another layer derived from it")
        super().accept(*xs)

    def parts(self, *xs: Shape) -> Iterator[Part]:
        yield "", self.layer, xs

    def output(self, *xs: Shape) -> Output:
        return self.layer.output(*xs)

    def macs(self, *xs: Shape) -> Dim:
        return self.layer.macs(*xs)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return self.layer.axis_names(*xs)


@dataclass(frozen=True)
class TimeDistributed(Wrapper):
    """One layer with the same weights at each time step.

    shape:   (T, *n) -> (T, *layer(n))
    params:  params(layer, n)
    macs:    T*macs(layer, n)
    source:  keras.layers.TimeDistributed
    """

    phrase: ClassVar = "at each step: {layer}"

    ranks: ClassVar = (2, None)
    beside: ClassVar = ("training", "mask")

    def parts(self, *xs: Shape) -> Iterator[Part]:
        yield "", self.layer, (Shape(xs[0][1:]),)

    def output(self, *xs: Shape) -> Shape:
        step = self.layer.output(Shape(xs[0][1:]))
        if not isinstance(step, Shape):
            raise LayerError(
                f"{owner(self)} takes a layer with one output, not {type(self.layer).__name__} with {len(step)}"
            )
        return Shape((xs[0][0], *step))

    def macs(self, *xs: Shape) -> Dim:
        return xs[0][0] * self.layer.macs(Shape(xs[0][1:]))

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        inner = self.layer.axis_names(Shape(xs[0][1:]))[0]
        return (("T_1" if "T" in inner else "T", *inner),)


@dataclass(frozen=True)
class SpectralNormalization(Wrapper):
    """A layer whose kernel is divided by its largest singular value, which a vector of its own approximates.

    shape:   (*n) -> (*layer(n))
    params:  params(layer, n) + kernel(layer, n)[-1]
    macs:    macs(layer, n)
    source:  keras.layers.SpectralNormalization
    """

    phrase: ClassVar = "spectral norm: {layer}"

    power_iterations: Any = 1

    beside: ClassVar = ("training",)

    def __post_init__(self) -> None:
        super().__post_init__()
        whole(self, "power_iterations", self.power_iterations)

    def _kernel(self, *xs: Shape) -> Weight:
        whole = not isinstance(self.layer, Nested) or isinstance(self.layer, SpectralNormalization)
        for weight in self.layer.weights(*xs):
            if whole and weight.name in ("kernel", "embeddings"):
                return weight
        raise LayerError(f"{owner(self)} takes a layer with a kernel or embeddings, not {type(self.layer).__name__}")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self._kernel(*xs)

    def owned(self, *xs: Shape) -> Iterator[tuple[Key, Weight]]:
        inner = list(super().owned(*xs))
        kernel = self._kernel(*xs)
        first = [entry for entry in inner if entry[1].name == kernel.name]
        yield from first  # Keras lists the kernel as a weight of the wrapper too, before the vector
        yield (id(self), 0), Weight("vector_u", (1, kernel.shape[-1]), trainable=False)
        yield from (entry for entry in inner if entry not in first)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for _, weight in self.owned(*xs):
            yield weight
