"""Linear maps, among them the head that turns features into scores of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from typing import ClassVar

from ...algebra import Dim, Shape
from ...frozen import dataclass
from ...weight import Weight
from ..fields import dim, flag
from ..layer import Key
from .tokens import Tokens, linear


@dataclass(frozen=True)
class Projection(Tokens):
    """A linear map of the features: each of the d_out features that come out weighs all d that go in.

    shape:   (T, d) -> (T, d_out)
    params:  d_out*d + d_out
    macs:    T*d*d_out
    source:  torch.nn.Linear
    """

    family: ClassVar = "dense"
    phrase: ClassVar = "dense {features}"

    features: Dim = dim("d_out")
    use_bias: bool = flag(True)
    transposed: bool = flag(kw_only=True)  # the matrix is (d, d_out)
    activation: str = field(default="", kw_only=True)

    ranks = (1, 2)

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0][:-1], self.features))

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (("d",) if len(xs[0]) == 1 else ("T", "d"),)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield from _unprefixed(linear("", xs[0][-1], self.features, self.use_bias, self.transposed))


@dataclass(frozen=True)
class LanguageHead(Projection):
    """The scores of the next token: each of the V tokens of the vocabulary weighs the d features of a position.

    shape:   (T, d) -> (T, V)
    params:  V*d
    macs:    T*d*V
    source:  transformers, lm_head
    """

    phrase: ClassVar = "scores of {features} tokens"

    features: Dim = dim("V")
    use_bias: bool = flag(False)
    tied: str = field(default="", kw_only=True)  # the table of embeddings that is the head's weight too

    def owned(self, *xs: Shape) -> Iterator[tuple[Key, Weight]]:
        for key, weight in super().owned(*xs):
            yield ((self.tied, 0) if self.tied and weight.name == "weight" else key), weight


def _unprefixed(weights: Iterator[Weight]) -> Iterator[Weight]:
    for weight in weights:
        yield replace(weight, name=weight.name.removeprefix("."))
