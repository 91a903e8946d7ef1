"""From the features of all positions to one: the first of them, the last, or what a learned question gets from all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...algebra import Dim, Need, Shape, product, total
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import dim, flag
from ..layer import Layer
from .letters import LETTERS
from .tokens import Tokens


@dataclass(frozen=True)
class First(Tokens):
    """The d features of the first position stand for all.

    shape:   (T, d) -> (d)
    params:  0
    source:  transformers
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "first"

    def output(self, *xs: Shape) -> Shape:
        return Shape(xs[0][1:])

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class Last(First):
    """The d features of the last position stand for all.

    shape:   (T, d) -> (d)
    params:  0
    source:  transformers, BartForSequenceClassification
    """

    phrase: ClassVar = "last"


@dataclass(frozen=True)
class Mean(First):
    """The mean of all positions stands for them.

    shape:   (T, d) -> (d)
    params:  0
    source:  transformers, Wav2Vec2ForSequenceClassification
    """

    phrase: ClassVar = "mean"


@dataclass(frozen=True)
class FirstAndMean(Tokens):
    """The d features of the first position, and the mean of the others.

    shape:   (T, d) -> (2*d)
    params:  0
    source:  transformers, Dinov2ForImageClassification
    """

    def output(self, *xs: Shape) -> Shape:
        return Shape((2 * xs[0][-1],))

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class AttentionPool(Layer):
    """A learned position asks all others with several heads, and what it gets goes through f hidden units.

    shape:   (T, d) -> (d)
    params:  d + 3*d*d + 3*d + d*d + d + d + d + f*d + f + d*f + d
    macs:    2*d*d + 2*T*d*d + 2*T*d + 2*d*f
    source:  transformers, SiglipMultiheadAttentionPoolingHead
    """

    family: ClassVar = "attention"
    phrase: ClassVar = "attention pool"

    units: Dim = dim("f")

    letters: ClassVar = LETTERS
    ranks: ClassVar[tuple[int, int | None]] = (2, 2)

    def output(self, *xs: Shape) -> Shape:
        return Shape(xs[0][1:])

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (("T", "d"),)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        d, f = xs[0][-1], self.units
        yield Weight("probe", (1, 1, d))
        yield Weight("attention.in_proj_weight", (3 * d, d))
        yield Weight("attention.in_proj_bias", (3 * d,))
        yield Weight("attention.out_proj.weight", (d, d))
        yield Weight("attention.out_proj.bias", (d,))
        yield Weight("layernorm.weight", (d,))
        yield Weight("layernorm.bias", (d,))
        yield Weight("mlp.fc1.weight", (f, d))
        yield Weight("mlp.fc1.bias", (f,))
        yield Weight("mlp.fc2.weight", (d, f))
        yield Weight("mlp.fc2.bias", (d,))

    def macs(self, *xs: Shape) -> Dim:
        t, d = xs[0]
        return total((product((2, d, d)), product((2, t, d, d)), product((2, t, d)), product((2, d, self.units))))


@dataclass(frozen=True)
class Match(Layer):
    """How well a text and a picture match: the product of their d features, with a learned factor.

    Of a batch of both, each text is compared with each picture.

    shape:   (d), (d) -> (1)
    params:  1
    macs:    d
    source:  transformers, logits_per_image
    """

    family: ClassVar = "merge"
    phrase: ClassVar = "match"
    arity: ClassVar[tuple[int, int | None]] = (2, 2)
    letters: ClassVar = LETTERS
    ranks: ClassVar[tuple[int, int | None]] = (1, 1)

    biased: bool = flag(kw_only=True)  # whether there is a learned summand as well, both as arrays of one

    def output(self, *xs: Shape) -> Shape:
        return Shape((1,))

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (("d",),) * len(xs)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("logit_scale", (1,) if self.biased else ())
        yield from optional(self.biased, Weight("logit_bias", (1,)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(xs[0][0], "==", xs[1][0], "a text and a picture have equally many features")

    def macs(self, *xs: Shape) -> Dim:
        return xs[0][0]
