"""Linear maps of the last axis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...algebra import Dim, Need, Shape, product, total
from ...errors import LayerError
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import dim, flag, owner
from .base import TorchLayer


@dataclass(frozen=True)
class Linear(TorchLayer):
    """Every output is a weighted sum of the last axis.

    shape:   (*n, d_in) -> (*n, d_out)
    params:  d_in*d_out + d_out
    macs:    prod(n)*d_in*d_out
    source:  torch.nn.Linear
    """

    family: ClassVar = "dense"
    phrase: ClassVar = "linear {out_features}"
    ranks: ClassVar = (1, None)

    in_features: Dim = dim("d_in")
    out_features: Dim = dim("d_out")
    bias: bool = flag(True)

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0][:-1], self.out_features))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.out_features, self.in_features))
        yield from optional(self.bias, Weight("bias", (self.out_features,)))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(xs[0][-1], "==", self.in_features, "in_features must be the size of the input's last axis")

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[0][:-1], self.in_features, self.out_features))


@dataclass(frozen=True)
class LazyLinear(TorchLayer):
    """A Linear that takes ``in_features`` from its first input.

    shape:   (*n, d_in) -> (*n, d_out)
    params:  d_in*d_out + d_out
    macs:    prod(n)*d_in*d_out
    source:  torch.nn.LazyLinear
    """

    family: ClassVar = "dense"
    phrase: ClassVar = "linear {out_features}"
    ranks: ClassVar = (1, None)

    out_features: Dim = dim("d_out")
    bias: bool = flag(True)

    def made(self, x: Shape) -> Linear:
        """The Linear that it becomes."""
        return Linear(x[-1], self.out_features, self.bias)

    def output(self, *xs: Shape) -> Shape:
        return self.made(xs[0]).output(*xs)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        return self.made(xs[0]).weights(*xs)

    def macs(self, *xs: Shape) -> Dim:
        return self.made(xs[0]).macs(*xs)


@dataclass(frozen=True)
class Bilinear(TorchLayer):
    """Every output is a bilinear form of two inputs: each product of a feature of one and of the other has a weight.

    shape:   (*n, d_left), (*n, d_right) -> (*n, d_out)
    params:  d_out*d_left*d_right + d_out
    macs:    prod(n)*d_out*d_left*d_right + prod(n)*d_out*d_right
    source:  torch.nn.Bilinear
    """

    family: ClassVar = "dense"
    phrase: ClassVar = "bilinear {out_features}"
    arity: ClassVar = (2, 2)
    ranks: ClassVar = (1, None)
    call: ClassVar = ("input1", "input2")

    in1_features: Dim = dim("d_left")
    in2_features: Dim = dim("d_right")
    out_features: Dim = dim("d_out")
    bias: bool = flag(True)

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0][:-1], self.out_features))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.out_features, self.in1_features, self.in2_features))
        yield from optional(self.bias, Weight("bias", (self.out_features,)))

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs[0]) != len(xs[1]):
            raise LayerError(f"{owner(self)}: both inputs must have equally many axes; they are {xs[0]} and {xs[1]}")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(xs[0][-1], "==", self.in1_features, "in1_features must be the size of the first input's last axis")
        yield Need(xs[1][-1], "==", self.in2_features, "in2_features must be the size of the second input's last axis")
        for i, (a, b) in enumerate(zip(xs[0][:-1], xs[1][:-1], strict=True), 1):
            yield Need(a, "==", b, f"both inputs must agree on axis {i}")

    def macs(self, *xs: Shape) -> Dim:
        rows = product((*xs[0][:-1], self.out_features, self.in2_features))
        return total((product((rows, self.in1_features)), rows))

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        letters = ("d_left", "d_right")
        return tuple((*names[:-1], d) for names, d in zip(super().axis_names(*xs), letters, strict=True))


@dataclass(frozen=True)
class Identity(TorchLayer):
    """The input itself, whatever the constructor is given.

    shape:   (*n) -> (*n)
    params:  0
    source:  torch.nn.Identity
    """

    inert: ClassVar = ()
    swallows: ClassVar = True
