"""State spaces and linear attention: what is kept of the past has one size, however long the past is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...algebra import Dim, Shape, product, total
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import dim, flag
from .tokens import Tokens, linear


@dataclass(frozen=True)
class Mamba(Tokens):
    """Each of f inner channels has a state of s numbers, which each position changes by a step that it chooses itself.

    shape:   (T, d) -> (T, d)
    params:  f*s + f + f*c + f + 2*f*d + (r + 2*s)*f + f*r + f + d*f
    macs:    T*(2*f*d + (r + 2*s)*f + f*r + d*f + f*c + f*s)
    cache:   f*s + f*c
    source:  transformers, MambaMixer
    """

    family: ClassVar = "recurrent"
    phrase: ClassVar = "state space {state}"

    inner: Dim = dim("f")
    state: Dim = dim("s")
    window: Dim = dim("c")
    rank: Dim = dim("r")
    use_bias: bool = flag(False)
    conv_bias: bool = flag(True)
    norms: bool = flag(False)  # of the step and of what goes into the state and out of it, as in Jamba

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        d, f = xs[0][-1], self.inner
        yield Weight("A_log", (f, self.state))
        yield Weight("D", (f,))
        yield Weight("conv1d.weight", (f, 1, self.window))
        yield from optional(self.conv_bias, Weight("conv1d.bias", (f,)))
        yield from linear("in_proj", d, 2 * f, self.use_bias)
        yield from linear("x_proj", f, self.rank + 2 * self.state, False)
        yield from linear("dt_proj", self.rank, f, True)
        yield from linear("out_proj", f, d, self.use_bias)
        yield from optional(
            self.norms,
            Weight("dt_layernorm.weight", (self.rank,)),
            Weight("b_layernorm.weight", (self.state,)),
            Weight("c_layernorm.weight", (self.state,)),
        )

    def macs(self, *xs: Shape) -> Dim:
        """The maps, the convolution, and what the state gives; A_log is no matrix that is multiplied, but as large."""
        return total((super().macs(*xs), product((xs[0][0], self.inner, self.window))))

    def cache(self, *xs: Shape) -> Dim:
        return total((product((self.inner, self.state)), product((self.inner, self.window))))


@dataclass(frozen=True)
class LinearAttention(Tokens):
    """Each of the n_v heads keeps a matrix of d_k by d_l numbers, to which each position adds, and from which it reads.

    shape:   (T, d) -> (T, d)
    params:  n_v + n_v + (2*n_k*d_k + n_v*d_l)*c + (2*n_k*d_k + 2*n_v*d_l)*d + 2*n_v*d + d_l + d*n_v*d_l
    cache:   n_v*d_k*d_l + (2*n_k*d_k + n_v*d_l)*c
    source:  transformers, Qwen3NextGatedDeltaNet
    """

    family: ClassVar = "attention"
    phrase: ClassVar = "linear attention ×{key_heads}"

    key_heads: Dim = dim("n_k")
    value_heads: Dim = dim("n_v")
    key_dim: Dim = dim("d_k")
    value_dim: Dim = dim("d_l")
    window: Dim = dim("c")

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        d, keys, values = xs[0][-1], self.key_heads * self.key_dim, self.value_heads * self.value_dim
        yield Weight("dt_bias", (self.value_heads,))
        yield Weight("A_log", (self.value_heads,))
        yield Weight("conv1d.weight", (2 * keys + values, 1, self.window))
        yield from linear("in_proj_qkvz", d, 2 * keys + 2 * values, False)
        yield from linear("in_proj_ba", d, 2 * self.value_heads, False)
        yield Weight("norm.weight", (self.value_dim,))
        yield from linear("out_proj", values, d, False)

    def macs(self, *xs: Shape) -> Dim:
        """The maps, the convolution, and for each head what is added to its matrix, taken from it, and read."""
        t, width = xs[0][0], 2 * self.key_heads * self.key_dim + self.value_heads * self.value_dim
        steps = product((3, t, self.value_heads, self.key_dim, self.value_dim))
        return total((super().macs(*xs), product((t, width, self.window)), steps))

    def cache(self, *xs: Shape) -> Dim:
        width = 2 * self.key_heads * self.key_dim + self.value_heads * self.value_dim
        return total((product((self.value_heads, self.key_dim, self.value_dim)), product((width, self.window))))
