"""Normalization of each position over its features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...algebra import Dim, Shape
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import flag
from .tokens import Tokens


class Norm(Tokens):
    """A layer that keeps the shape and has a weight for each feature."""

    family: ClassVar = "normalization"

    ranks: ClassVar[tuple[int, int | None]] = (1, 2)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (("d",) if len(xs[0]) == 1 else ("T", "d"),)

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class RMSNorm(Norm):
    """Each position is divided by the root mean square of its d features, each of which then has a factor.

    shape:   (T, d) -> (T, d)
    params:  d
    source:  torch.nn.RMSNorm
    """

    phrase: ClassVar = "RMS norm"

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (xs[0][-1],))


@dataclass(frozen=True)
class LayerNorm(Norm):
    """Each position is normalized over its d features, each of which then has a factor and a summand.

    shape:   (T, d) -> (T, d)
    params:  d + d
    source:  torch.nn.LayerNorm
    """

    phrase: ClassVar = "layer norm"

    use_bias: bool = flag(True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (xs[0][-1],))
        yield from optional(self.use_bias, Weight("bias", (xs[0][-1],)))


@dataclass(frozen=True)
class Scale(Norm):
    """Each of the d features is multiplied by a factor of its own.

    shape:   (T, d) -> (T, d)
    params:  d
    source:  transformers, Dinov2LayerScale
    """

    phrase: ClassVar = "scale"

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("lambda1", (xs[0][-1],))


@dataclass(frozen=True)
class GroupNorm(LayerNorm):
    """Each of the C channels is normalized over all positions, and then has a factor and a summand.

    shape:   (T, C) -> (T, C)
    params:  C + C
    source:  torch.nn.GroupNorm
    """

    phrase: ClassVar = "group norm"
