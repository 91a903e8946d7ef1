"""Activations with weights, and those along an axis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, exact
from ...frozen import dataclass
from ...weight import Weight
from ..fields import dim, integers
from .axis import place
from .base import TorchLayer


@dataclass(frozen=True)
class PReLU(TorchLayer):
    """A slope below zero that is learned, one for all or one for each channel.

    shape:   (*n) -> (*n)
    params:  a
    source:  torch.nn.PReLU
    """

    family: ClassVar = "activation"

    num_parameters: Dim = dim("a", 1)
    init: Any = 0.25

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.num_parameters,))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        slopes, channels = self.num_parameters, xs[0][1] if len(xs[0]) > 1 else 1
        if not isinstance(slopes, int):
            yield Need((slopes - 1) * (channels - slopes), "==", 0, "num_parameters must be 1 or the input's channels")
        elif slopes != 1:
            yield Need(channels, "==", slopes, "num_parameters must be 1 or the input's channels")


class AlongAxis(TorchLayer):
    """A function along one axis, which keeps the shape."""

    dim: int | None  # a field of each subclass

    family: ClassVar = "activation"
    inert: ClassVar = ()

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.dim is not None:
            place(self, xs[0], self.dim)


@dataclass(frozen=True)
class Softmax(AlongAxis):
    """Shares, along an axis.

    shape:   (*n) -> (*n)
    params:  0
    source:  torch.nn.Softmax
    """

    dim: int | None = integers(None, many=False, optional=True)


@dataclass(frozen=True)
class Softmin(AlongAxis):
    """Shares that are largest for the smallest, along an axis.

    shape:   (*n) -> (*n)
    params:  0
    source:  torch.nn.Softmin
    """

    dim: int | None = integers(None, many=False, optional=True)


@dataclass(frozen=True)
class LogSoftmax(AlongAxis):
    """The logarithms of shares, along an axis.

    shape:   (*n) -> (*n)
    params:  0
    source:  torch.nn.LogSoftmax
    """

    dim: int | None = integers(None, many=False, optional=True)


@dataclass(frozen=True)
class GLU(AlongAxis):
    """One half of an axis times the sigmoid of the other.

    shape:   (*n, d_in) -> (*n, d_in/2)
    params:  0
    source:  torch.nn.GLU
    """

    ranks: ClassVar = (1, None)

    dim: int = integers(-1, many=False)

    def output(self, *xs: Shape) -> Shape:
        i = place(self, xs[0], self.dim)
        return Shape((*xs[0][:i], exact(xs[0][i], 2), *xs[0][i + 1 :]))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(2, "divides", xs[0][place(self, xs[0], self.dim)], "the axis is halved")
