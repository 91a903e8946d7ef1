"""Tables of embeddings: of tokens, of positions, of kinds of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import ClassVar

from ...algebra import Dim, Need, Shape
from ...frozen import dataclass
from ...weight import Weight
from ..fields import dim, flag
from ..layer import Key, Layer
from .letters import LETTERS
from .tokens import Tokens


@dataclass(frozen=True)
class TokenEmbedding(Layer):
    """A table with a row of d features for each of the V tokens of the vocabulary; no product, only a look-up.

    shape:   (T) -> (T, d)
    params:  V*d
    source:  torch.nn.Embedding
    """

    family: ClassVar = "embedding"
    phrase: ClassVar = "embedding of {tokens} tokens"

    tokens: Dim = dim("V")
    features: Dim = dim("d")
    table: str = field(default="", kw_only=True)  # the name by which other layers share it

    letters: ClassVar = LETTERS
    ranks: ClassVar[tuple[int, int | None]] = (1, 1)

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0], self.features))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.tokens, self.features))

    def owned(self, *xs: Shape) -> Iterator[tuple[Key, Weight]]:
        for key, weight in super().owned(*xs):
            yield ((self.table, 0) if self.table else key), weight

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (("T",),)


@dataclass(frozen=True)
class Positions(Tokens):
    """A learned row of d features for each of n places, added to what stands there.

    shape:   (T, d) -> (T, d)
    params:  n*d
    source:  torch.nn.Embedding
    """

    family: ClassVar = "embedding"
    phrase: ClassVar = "positions {places}"

    places: Dim = dim("n")
    reserved: int = field(default=0, kw_only=True)  # rows that no position has
    extra: int = field(default=0, kw_only=True)  # rows besides those of ``places``
    bounds: bool = field(default=True, kw_only=True)  # whether T must not exceed the places
    weight_name: str = field(default="weight", kw_only=True)
    drops: bool = flag(kw_only=True)  # whether training drops a share of what comes out

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight(self.weight_name, (self.places + self.extra, xs[0][-1]), bool(self.trainable))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.bounds:
            yield Need(self.places - self.reserved, ">=", xs[0][0], "there is a learned row for so many positions only")

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class TokenTypes(Tokens):
    """A learned row of d features for each of n_type kinds of tokens, added to the token's own.

    shape:   (T, d) -> (T, d)
    params:  n_type*d
    source:  torch.nn.Embedding
    """

    family: ClassVar = "embedding"
    phrase: ClassVar = "kinds {kinds}"

    kinds: Dim = dim("n_type")

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.kinds, xs[0][-1]))

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class RelativeBias(Tokens):
    """A learned summand of the scores for each of b buckets of distances and each of n_q heads.

    shape:   (T, d) -> (T, d)
    params:  b*n_q
    source:  transformers, relative_attention_bias
    """

    family: ClassVar = "embedding"
    phrase: ClassVar = "distances {buckets}"

    buckets: Dim = dim("b")
    heads: Dim = dim("n_q")

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.buckets, self.heads))

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class Learnt(Layer):
    """A learned array of n numbers.

    shape:   (*m) -> (*m)
    params:  n
    source:  torch.nn.Parameter
    """

    numbers: Dim = dim("n")

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.numbers,))
