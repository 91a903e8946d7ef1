"""How a picture comes to a language model: the features of its patches take the place of some tokens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...algebra import Dim, Need, Shape, product
from ...frozen import dataclass
from ..fields import dim
from .tokens import Tokens


class Still(Tokens):
    """A layer that multiplies nothing."""

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class AfterClass(Still):
    """All positions but the first, which stands for the class.

    shape:   (T, d) -> (T - 1, d)
    params:  0
    source:  transformers, vision_feature_select_strategy
    """

    def output(self, *xs: Shape) -> Shape:
        return Shape((xs[0][0] - 1, *xs[0][1:]))


@dataclass(frozen=True)
class SideBySide(Still):
    """Each position has the features of n layers, one beside the other.

    shape:   (T, d) -> (T, n*d)
    params:  0
    source:  transformers, vision_feature_layer
    """

    layers: Dim = dim("n")

    def output(self, *xs: Shape) -> Shape:
        return Shape((xs[0][0], product((self.layers, xs[0][1]))))


@dataclass(frozen=True)
class PooledPatches(Still):
    """The patches lie in a square of n by n; means of equal squares of them leave m by m positions.

    shape:   (T, d) -> (m*m, d)
    params:  0
    source:  transformers, Gemma3MultiModalProjector
    """

    side: Dim = dim("n")
    left: Dim = dim("m")

    def output(self, *xs: Shape) -> Shape:
        return Shape((product((self.left, self.left)), xs[0][1]))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(self.left, "divides", self.side, "the positions of a picture must divide its patches evenly")


@dataclass(frozen=True)
class InPlace(Still):
    """The S positions of a picture take the place of as many of the T tokens.

    shape:   (T, d), (S, d) -> (T, d)
    params:  0
    source:  transformers, masked_scatter
    """

    arity: ClassVar[tuple[int, int | None]] = (2, 2)
    family: ClassVar = "merge"

    def needs(self, *xs: Shape) -> Iterator[Need]:
        text, image = xs
        yield Need(text[0], ">=", image[0], "each position of the picture has a token")
        yield Need(image[1], "==", text[1], "a position of the picture has as many features as a token")
