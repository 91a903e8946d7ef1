"""From a picture or a sound to positions with features."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import ClassVar

from ...algebra import Dim, Need, Shape, div, exact, product
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import dim, flag
from ..layer import Layer
from .letters import LETTERS
from .tokens import Tokens, linear


@dataclass(frozen=True)
class Patches(Layer):
    """The picture is cut into patches of p by p points; each becomes a position of d features.

    shape:   (C, H, W) -> (floor(H/p)*floor(W/p), d)
    params:  d*C*p*p + d
    macs:    floor(H/p)*floor(W/p)*d*C*p*p
    source:  torch.nn.Conv2d with stride p
    """

    family: ClassVar = "convolution"
    phrase: ClassVar = "{patch}×{patch} patches"

    features: Dim = dim("d")
    patch: Dim = dim("p")
    use_bias: bool = flag(True)

    letters: ClassVar = LETTERS
    ranks: ClassVar[tuple[int, int | None]] = (3, 3)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (("C", "H", "W"),)

    def output(self, *xs: Shape) -> Shape:
        _, height, width = xs[0]
        return Shape((product((div(height, self.patch), div(width, self.patch))), self.features))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.features, xs[0][0], self.patch, self.patch))
        yield from optional(self.use_bias, Weight("bias", (self.features,)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for n in dict.fromkeys(xs[0][1:]):
            yield Need(n, ">=", self.patch, "at least one patch must fit into the picture")

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.output(*xs), xs[0][0], self.patch, self.patch))


@dataclass(frozen=True)
class ClassToken(Tokens):
    """A learned position of d features is put before the others.

    shape:   (T, d) -> (T + 1, d)
    params:  d
    source:  transformers, cls_token
    """

    family: ClassVar = "embedding"
    phrase: ClassVar = "class"

    axes: int = field(default=3, kw_only=True)  # of the array, the first ones 1
    weight_name: str = field(default="cls_token", kw_only=True)

    def output(self, *xs: Shape) -> Shape:
        return Shape((xs[0][0] + 1, xs[0][1]))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight(self.weight_name, (*(1,) * (self.axes - 1), xs[0][-1]))

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class Learned(Tokens):
    """A learned array of d features, which training alone makes use of.

    shape:   (T, d) -> (T, d)
    params:  d
    source:  transformers, mask_token
    """

    axes: int = field(default=1, kw_only=True)
    weight_name: str = field(default="mask_token", kw_only=True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight(self.weight_name, (*(1,) * (self.axes - 1), xs[0][-1]))

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class PlacedPatches(Tokens):
    """Each of the T positions has a learned row of d features, added to its own.

    shape:   (T, d) -> (T, d)
    params:  T*d
    source:  transformers, position_embeddings
    """

    family: ClassVar = "embedding"
    phrase: ClassVar = "positions"

    axes: int = field(default=2, kw_only=True)  # of the array, the first one 1 where there are three
    weight_name: str = field(default="weight", kw_only=True)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight(self.weight_name, (*(1,) * (self.axes - 2), *xs[0]))

    def macs(self, *xs: Shape) -> Dim:
        return 0


@dataclass(frozen=True)
class Codebooks(Tokens):
    """Each position gets one of n learned arrays in each of G groups, by scores that weigh its d features.

    The arrays of all groups together have d_out features.

    shape:   (T, d) -> (T, d_out)
    params:  n*d_out + G*n*d + G*n
    macs:    T*d*G*n
    source:  transformers, Wav2Vec2GumbelVectorQuantizer
    """

    family: ClassVar = "embedding"
    phrase: ClassVar = "{groups}×{entries} arrays"

    groups: Dim = dim("G")
    entries: Dim = dim("n")
    features: Dim = dim("d_out")

    def output(self, *xs: Shape) -> Shape:
        return Shape((xs[0][0], self.features))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        many = product((self.groups, self.entries))
        yield Weight("codevectors", (1, many, exact(self.features, self.groups)))
        yield from linear("weight_proj", xs[0][-1], many, True)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(self.groups, "divides", self.features, "all groups give equally many features")


@dataclass(frozen=True)
class SoundConv(Layer):
    """A window of k positions moves along the sound by s; each of the F filters weighs all C channels in it.

    shape:   (T, C) -> (floor((T + 2*p - k)/s) + 1, F)
    params:  F*C*k + F
    macs:    (floor((T + 2*p - k)/s) + 1)*F*C*k
    source:  torch.nn.Conv1d
    """

    family: ClassVar = "convolution"
    phrase: ClassVar = "{kernel} conv {filters}"

    filters: Dim = dim("F")
    kernel: Dim = dim("k", window=True)
    stride: Dim = dim("s", 1, neutral=1, window=True)
    padding: Dim = dim("p", 0, neutral=0, least=0, window=True)
    groups: Dim = dim("g", 1, neutral=1)
    use_bias: bool = flag(True, kw_only=True)
    keeps: bool = flag(kw_only=True)  # as many positions come out as go in
    weight_norm: bool = flag(kw_only=True)  # a length for each position of the kernel, and its direction

    ranks: ClassVar[tuple[int, int | None]] = (2, 2)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (("T", "C"),)

    def output(self, *xs: Shape) -> Shape:
        t = xs[0][0] if self.keeps else div(xs[0][0] + 2 * self.padding - self.kernel + self.stride, self.stride)
        return Shape((t, self.filters))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        kernel = (self.filters, exact(xs[0][1], self.groups), self.kernel)
        if self.weight_norm:
            yield Weight("parametrizations.weight.original0", (1, 1, self.kernel))
            yield Weight("parametrizations.weight.original1", kernel)
        else:
            yield Weight("weight", kernel)
        yield from optional(self.use_bias, Weight("bias", (self.filters,)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if not self.keeps:
            yield Need(xs[0][0] + 2 * self.padding, ">=", self.kernel, "the kernel must fit into the sound")
        if self.groups != 1:
            yield Need(self.groups, "divides", xs[0][1], "groups must divide the input's channels")
            yield Need(self.groups, "divides", self.filters, "groups must divide the filters")

    def macs(self, *xs: Shape) -> Dim:
        each = [w.size for w in self.weights(*xs) if len(w.shape) == 3 and w.shape[0] != 1]
        return product((self.output(*xs)[0], *each))
