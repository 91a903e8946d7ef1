"""Attention: of each position to all others, and to those of another sequence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import ClassVar, Literal

from ...algebra import Dim, Need, Shape, minimum, product, total
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import dim, flag
from .tokens import Tokens, linear

NAMES = ("q_proj", "k_proj", "v_proj", "o_proj")
Normed = Literal[
    "", "head", "whole", "head with bias", "whole with bias", "each head", "each head with bias", "heads apart"
]


@dataclass(frozen=True)
class SelfAttention(Tokens):
    """Each of the n_q heads asks with d_h features of each position, and gets a mean of the values of all positions.

    Queries, keys and values are linear maps of the d features, and so is what the heads give together. ``norm`` is
    along what queries and keys are normalized; ``fused`` names one matrix in place of the first three.

    shape:   (T, d) -> (T, d)
    params:  n_q*d_h*d + n_q*d_h + n_q*d_h*d + n_q*d_h + n_q*d_h*d + n_q*d_h + d*n_q*d_h + d
    macs:    4*T*d*n_q*d_h + 2*T*T*n_q*d_h
    cache:   2*n_q*d_h*T
    source:  transformers
    """

    family: ClassVar = "attention"
    phrase: ClassVar = "attention ×{num_heads}"

    num_heads: Dim = dim("n_q")
    head_dim: Dim = dim("d_h")
    query_bias: bool = flag(True, kw_only=True)
    key_bias: bool = flag(True, kw_only=True)
    value_bias: bool = flag(True, kw_only=True)
    output_bias: bool = flag(True, kw_only=True)
    norm: Normed = field(default="", kw_only=True)
    norm_names: tuple[str, str] = field(default=("q_norm", "k_norm"), kw_only=True)
    sinks: bool = flag(kw_only=True)  # a learned score of no position for each head
    gate: bool = flag(kw_only=True)  # queries come with a gate of their size
    fused: str = field(default="", kw_only=True)
    names: tuple[str, ...] = field(default=NAMES, kw_only=True)
    transposed: bool = flag(kw_only=True)
    causal: bool = flag(True, kw_only=True)  # a decoder keeps keys and values
    window: Dim | None = dim("w", None, optional=True, kw_only=True)  # positions that a head looks back at
    cached_heads: Dim | None = dim("n_cached", None, optional=True, kw_only=True)  # where more are kept than made
    rotary: bool = flag(kw_only=True)  # whether queries and keys are turned by their position
    turned: Dim | None = dim("d_r", None, optional=True, kw_only=True)  # features of a head that are, where it matters
    even: bool = flag(kw_only=True)  # whether the heads must divide the width, though each has a width of its own
    drops: bool = flag(kw_only=True)  # whether training drops a share of what comes out
    capped: bool = flag(kw_only=True)  # whether scores are held below a bound

    @property
    def groups(self) -> Dim:
        """Heads of keys and values."""
        return self.num_heads

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        d, many, few = xs[0][-1], self.num_heads * self.head_dim, self.groups * self.head_dim
        q, k, v, o = self.names
        yield from optional(self.sinks, Weight("sinks", (self.num_heads,)))
        if self.fused:
            width = (self.num_heads + 2 * self.groups) * self.head_dim
            yield from linear(self.fused, d, width, self.query_bias, self.transposed)
        else:
            yield from linear(q, d, 2 * many if self.gate else many, self.query_bias)
            yield from linear(k, d, few, self.key_bias)
            yield from linear(v, d, few, self.value_bias)
        yield from linear(o, many, d, self.output_bias, self.transposed)
        yield from self._norms()

    def _norms(self) -> Iterator[Weight]:
        kind, _, bias = self.norm.partition(" with ")
        if not kind:
            return
        for name, heads in zip(self.norm_names, (self.num_heads, self.groups), strict=True):
            if kind == "heads apart" and isinstance(heads, int):  # an array for each of them
                yield from (Weight(f"{name}.norms.{i}.weight", (self.head_dim,)) for i in range(heads))
                continue
            shape = {
                "head": (self.head_dim,),
                "whole": (heads * self.head_dim,),
                "each head": (heads, self.head_dim),
                "heads apart": (heads, self.head_dim),
            }[kind]
            yield Weight(f"{name}.weight", shape)
            yield from optional(bias, Weight(f"{name}.bias", shape))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.window is not None:
            yield Need(self.window, ">=", 2 if self.causal else 1, "a window has a position to look back at")
        if self.turned is not None:
            yield Need(2, "divides", self.turned, "positions turn the features of a head in pairs")
        if isinstance(self.turned, int):
            yield Need(self.head_dim, ">=", self.turned, "no more features of a head are turned than it has")
        if self.even:
            yield Need(self.num_heads, "divides", xs[0][-1], "heads share the width of the model evenly")

    def macs(self, *xs: Shape) -> Dim:
        t = xs[0][0]
        maps = [w.size for w in self.weights(*xs) if len(w.shape) == 2 and "norm" not in w.name]
        return total((product((t, total(maps))), product((2, t, t, self.num_heads, self.head_dim))))

    def cache(self, *xs: Shape) -> Dim:
        if not self.causal:
            return 0
        kept = xs[0][0] if self.window is None else minimum(xs[0][0], self.window - 1)
        return product((2, self.cached_heads or self.groups, self.head_dim, kept))


@dataclass(frozen=True)
class GroupedAttention(SelfAttention):
    """Each of the n_q heads asks with d_h features; n_q/n_kv of them share each of the n_kv heads of keys and values.

    shape:   (T, d) -> (T, d)
    params:  n_q*d_h*d + n_q*d_h + 2*(n_kv*d_h*d + n_kv*d_h) + d*n_q*d_h + d
    macs:    2*T*d*n_q*d_h + 2*T*d*n_kv*d_h + 2*T*T*n_q*d_h
    cache:   2*n_kv*d_h*T
    source:  transformers
    """

    phrase: ClassVar = "attention ×{num_heads} on {num_key_value_heads}"

    num_key_value_heads: Dim = dim("n_kv", kw_only=True)

    @property
    def groups(self) -> Dim:
        return self.num_key_value_heads

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from super().needs(*xs)
        yield Need(self.num_key_value_heads, "divides", self.num_heads, "equally many heads share each key")


@dataclass(frozen=True)
class CrossAttention(SelfAttention):
    """Each of the n_q heads asks with d_h features of each position, and gets a mean of the values of another sequence.

    shape:   (T, d), (S, d) -> (T, d)
    params:  n_q*d_h*d + n_q*d_h + n_q*d_h*d + n_q*d_h + n_q*d_h*d + n_q*d_h + d*n_q*d_h + d
    macs:    2*T*d*n_q*d_h + 2*S*d*n_q*d_h + 2*T*S*n_q*d_h
    cache:   2*n_q*d_h*S
    source:  transformers
    """

    phrase: ClassVar = "cross attention ×{num_heads}"

    source: Dim = dim("S", kw_only=True)  # positions of the other sequence

    def macs(self, *xs: Shape) -> Dim:
        (t, d), s, wide = xs[0], self.source, self.num_heads * self.head_dim
        return total((product((2, t, d, wide)), product((2, s, d, wide)), product((2, t, s, wide))))

    def cache(self, *xs: Shape) -> Dim:
        return product((2, self.num_heads, self.head_dim, self.source))


@dataclass(frozen=True)
class LatentAttention(Tokens):
    """Each of the n_q heads asks with d_n + d_r features; all keys and values come from one latent of r_kv features.

    The latent and the d_r features with the position are all that is kept of a token.

    shape:   (T, d) -> (T, d)
    params:  r_q*d + r_q + n_q*(d_n + d_r)*r_q + (r_kv + d_r)*d + r_kv + n_q*(d_n + d_v)*r_kv + d*n_q*d_v
    cache:   (r_kv + d_r)*T
    source:  transformers, DeepseekV3Attention
    """

    family: ClassVar = "attention"
    phrase: ClassVar = "latent attention ×{num_heads}"

    num_heads: Dim = dim("n_q")
    query_rank: Dim | None = dim("r_q", optional=True)
    rank: Dim = dim("r_kv")
    plain_dim: Dim = dim("d_n")
    rotary_dim: Dim = dim("d_r")
    value_dim: Dim = dim("d_v")
    use_bias: bool = flag(False)
    even: bool = flag(kw_only=True)  # whether the heads must divide the width, though each has a width of its own

    causal: ClassVar = True

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(2, "divides", self.rotary_dim, "positions turn the features of a head in pairs")
        if self.even:
            yield Need(self.num_heads, "divides", xs[0][-1], "heads share the width of the model evenly")

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        d, asked = xs[0][-1], self.num_heads * (self.plain_dim + self.rotary_dim)
        if self.query_rank is None:
            yield from linear("q_proj", d, asked, False)
        else:
            yield from linear("q_a_proj", d, self.query_rank, self.use_bias)
            yield Weight("q_a_layernorm.weight", (self.query_rank,))
            yield from linear("q_b_proj", self.query_rank, asked, False)
        yield from linear("kv_a_proj_with_mqa", d, self.rank + self.rotary_dim, self.use_bias)
        yield Weight("kv_a_layernorm.weight", (self.rank,))
        yield from linear("kv_b_proj", self.rank, self.num_heads * (self.plain_dim + self.value_dim), False)
        yield from linear("o_proj", self.num_heads * self.value_dim, d, self.use_bias)

    def macs(self, *xs: Shape) -> Dim:
        t = xs[0][0]
        pairs = product((t, t, self.num_heads, self.plain_dim + self.rotary_dim + self.value_dim))
        return total((super().macs(*xs), pairs))

    def cache(self, *xs: Shape) -> Dim:
        return product((self.rank + self.rotary_dim, xs[0][0]))


@dataclass(frozen=True)
class DisentangledAttention(SelfAttention):
    """Each of the n_q heads asks for contents and for distances: positions attend to b rows of distances besides.

    shape:   (T, d) -> (T, d)
    params:  n_q*d_h*d + n_q*d_h + n_q*d_h*d + n_q*d_h + n_q*d_h*d + n_q*d_h + d*n_q*d_h + d
    source:  transformers, DisentangledSelfAttention
    """

    phrase: ClassVar = "disentangled attention ×{num_heads}"

    distances: Dim | None = dim("b", None, optional=True, kw_only=True)
    to_position: bool = flag(kw_only=True)  # contents ask for distances
    from_position: bool = flag(kw_only=True)  # distances ask for contents
    own: bool = flag(kw_only=True)  # distances have maps of their own

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield from super().weights(*xs)
        wide = self.num_heads * self.head_dim
        if self.own and self.to_position:
            yield from linear("pos_key_proj", xs[0][-1], wide, True)
        if self.own and self.from_position:
            yield from linear("pos_query_proj", xs[0][-1], wide, True)

    def macs(self, *xs: Shape) -> Dim:
        (t, d), wide = xs[0], self.num_heads * self.head_dim
        maps = [product((t, 4, d, wide)), product((2, t, t, wide))]
        if self.distances is not None:
            for _ in range(self.to_position + self.from_position):
                maps += [product((self.distances, d, wide)), product((t, self.distances, wide))]
        return total(maps)
