"""How near two tensors are, along an axis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Need, Shape
from ...frozen import dataclass
from ..fields import flag, integers
from .axis import place
from .base import TorchLayer
from .broadcasting import joined, joint

BOTH = "both inputs must be equally large, or 1, along each axis"


class Distance(TorchLayer):
    """A number for two vectors."""

    family: ClassVar = "merge"
    inert: ClassVar = ()
    arity: ClassVar = (2, 2)
    call: ClassVar = ("x1", "x2")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        return joined(BOTH, *xs)


@dataclass(frozen=True)
class CosineSimilarity(Distance):
    """The cosine of the angle between two tensors along an axis, which goes.

    shape:   (N, d_in, *n), (N, d_in, *n) -> (N, *n)
    params:  0
    source:  torch.nn.CosineSimilarity
    """

    phrase: ClassVar = "cosine similarity"

    dim: int = integers(1, many=False)
    eps: Any = 1e-8

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        place(self, joint(*xs), self.dim)

    def output(self, *xs: Shape) -> Shape:
        both = joint(*xs)
        i = place(self, both, self.dim)
        return Shape((*both[:i], *both[i + 1 :]))


@dataclass(frozen=True)
class PairwiseDistance(Distance):
    """The distance of two tensors along the last axis, which goes or stays as 1.

    shape:   (*n, d_in), (*n, d_in) -> (*n)
    params:  0
    source:  torch.nn.PairwiseDistance
    """

    phrase: ClassVar = "distance"
    ranks: ClassVar = (1, None)

    p: Any = 2.0
    eps: Any = 1e-6
    keepdim: bool = flag()

    def output(self, *xs: Shape) -> Shape:
        both = joint(*xs)
        return Shape((*both[:-1], 1) if self.keepdim else both[:-1])
