"""Layers that stand for what a script does besides Keras's layers and operations, under the names that Keras gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...frozen import dataclass
from ...layers.fields import sub
from ...layers.layer import Layer
from ...layers.nested import Nested, Part
from ...weight import Weight


@dataclass(frozen=True)
class StandIn(Layer):
    """A layer under the name of another type."""

    kind: str = "Operation"

    arity: ClassVar = (0, None)

    @property
    def type_name(self) -> str:
        return self.kind


class Kept(StandIn):
    """A function of elements which keras.ops does not have."""


@dataclass(frozen=True)
class Shaped(StandIn):
    """An output whose shape is told, or follows from the values of the script."""

    shape: tuple[Dim, ...] = ()

    def output(self, *xs: Shape) -> Shape:
        return Shape(self.shape)


class OneNumber(Shaped):
    """One number for the whole batch, which fits beside tensors of any shape."""


@dataclass(frozen=True)
class Fixed(Shaped):
    """A constant among the inputs of a layer, which is no row: Keras has no layer for it."""

    listed: ClassVar = False


@dataclass(frozen=True)
class Owned(StandIn):
    """The weights that a layer of the script declares, beside the tensor that passes through."""

    declared: tuple[Weight, ...] = ()

    declares: ClassVar = True

    def weights(self, *xs: Shape) -> tuple[Weight, ...]:
        return self.declared


@dataclass(frozen=True)
class Bare(StandIn):
    """What a layer computes, beside whose weights another one stands."""

    layer: Any = None

    def output(self, *xs: Shape) -> Shape:
        made: Shape = self.layer.output(*xs)
        return made

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from self.layer.needs(*xs)

    def macs(self, *xs: Shape) -> Dim:
        macs: Dim = self.layer.macs(*xs)
        return macs


@dataclass(frozen=True)
class Held(Nested):
    """A model that another one holds and does not call, beside the tensor that passes through: its weights count."""

    model: Layer = sub()
    taken: tuple[Shape, ...] = ()  # its own inputs

    arity: ClassVar = (1, 1)

    @property
    def type_name(self) -> str:
        return self.model.type_name

    def parts(self, *xs: Shape) -> Iterator[Part]:
        yield "", self.model, self.taken

    def output(self, *xs: Shape) -> Shape:
        return xs[0]

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class Folded(Shaped):
    """A reshape that joins other axes with the batch, or takes them out of it again where ``back``."""

    back: bool = False

    def joins_batch(self, *xs: Shape) -> bool:
        return True

    def needs(self, *xs: Shape) -> Iterator[Need]:
        small, large = (xs[0], Shape(self.shape)) if self.back else (Shape(self.shape), xs[0])
        yield Need(small.volume, "divides", large.volume, "whole samples are taken apart, and put together again")
