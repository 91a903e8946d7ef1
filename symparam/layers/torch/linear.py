"""Linear maps of the last axis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ...algebra import Dim, Need, Shape, product
from ...weight import Weight
from ..fields import dim, flag
from .base import TorchLayer


@dataclass(frozen=True)
class Linear(TorchLayer):
    """Every output is a weighted sum of the last axis.

    shape:   (*n, in) -> (*n, out)
    params:  in*out + out
    macs:    prod(n)*in*out
    source:  torch.nn.Linear
    """

    family: ClassVar = "dense"
    phrase: ClassVar = "linear {out_features}"
    ranks: ClassVar = (1, None)

    in_features: Dim = dim("in")
    out_features: Dim = dim("out")
    bias: bool = flag(True)

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0][:-1], self.out_features))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.out_features, self.in_features))
        if self.bias:
            yield Weight("bias", (self.out_features,))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(xs[0][-1], "==", self.in_features, "in_features must be the size of the input's last axis")

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[0][:-1], self.in_features, self.out_features))
