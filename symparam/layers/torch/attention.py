"""Attention of several heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, product, total
from ...errors import LayerError
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import dim, flag, owner
from ..layer import Output
from .base import TorchLayer


@dataclass(frozen=True)
class MultiheadAttention(TorchLayer):
    """Every position of the query takes a mean of the values, weighted by how its keys fit, in each of several heads.

    The weights come with the output; without ``need_weights`` None stands in their place.

    shape:   (T, N, E), (S, N, E), (S, N, E) -> (T, N, E), (N, T, S)
    params:  3*E*E + 3*E + E*E + E
    macs:    N*(2*T*E*E + 2*S*E*E + 2*T*S*E)
    source:  torch.nn.MultiheadAttention
    """

    family: ClassVar = "attention"
    phrase: ClassVar = "attention ×{num_heads}"
    arity: ClassVar = (3, 3)
    ranks: ClassVar = (2, 3)
    call: ClassVar = ("query", "key", "value")
    call_options: ClassVar = ("need_weights", "average_attn_weights")
    own: ClassVar = (*TorchLayer.own, *call_options)
    forward: ClassVar = (
        *call,
        "key_padding_mask",
        "need_weights",
        "attn_mask",
        "average_attn_weights",
        "is_causal",
    )

    embed_dim: Dim = dim("E")
    num_heads: Dim = dim("n_head")
    dropout: Any = 0.0
    bias: bool = flag(True)
    add_bias_kv: bool = flag()
    add_zero_attn: bool = flag()
    kdim: Dim | None = dim("d_k", None, optional=True)
    vdim: Dim | None = dim("d_v", None, optional=True)
    batch_first: bool = flag()
    need_weights: bool = field(default=True, kw_only=True)  # arguments of forward
    average_attn_weights: bool = field(default=True, kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.features == (self.embed_dim,) * 3:  # as if kdim and vdim were not given
            object.__setattr__(self, "kdim", None)
            object.__setattr__(self, "vdim", None)

    @property
    def features(self) -> tuple[Dim, Dim, Dim]:
        """The features of query, key and value."""
        e = self.embed_dim
        return e, e if self.kdim is None else self.kdim, e if self.vdim is None else self.vdim

    def _axes(self, x: Shape) -> tuple[tuple[Dim, ...], Dim]:
        """The batch, where there is one, and the positions."""
        if len(x) == 2:
            return (), x[0]
        return ((x[0],), x[1]) if self.batch_first else ((x[1],), x[0])

    def _attended(self, key: Shape) -> Dim:
        """How many positions a query attends to."""
        return self._axes(key)[1] + int(self.add_bias_kv) + int(self.add_zero_attn)

    def output(self, *xs: Shape) -> Output:
        query, key, _ = xs
        if not self.need_weights:
            return query
        batch, rows = self._axes(query)
        heads = () if self.average_attn_weights else (self.num_heads,)
        return query, Shape((*batch, *heads, rows, self._attended(key)))

    def arrange(self, outputs: Sequence[Any]) -> Any:
        return tuple(outputs) if self.need_weights else (outputs[0], None)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        e, d_key, d_value = self.features
        if d_key == e and d_value == e:
            yield Weight("in_proj_weight", (3 * e, e))
        else:
            yield Weight("q_proj_weight", (e, e))
            yield Weight("k_proj_weight", (e, d_key))
            yield Weight("v_proj_weight", (e, d_value))
        yield from optional(self.bias, Weight("in_proj_bias", (3 * e,)))
        yield from optional(self.add_bias_kv, Weight("bias_k", (1, 1, e)), Weight("bias_v", (1, 1, e)))
        yield Weight("out_proj.weight", (e, e))
        yield from optional(self.bias, Weight("out_proj.bias", (e,)))

    def argument_needs(self) -> Iterator[Need]:
        yield Need(self.num_heads, "divides", self.embed_dim, "num_heads must divide embed_dim")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        for name, argument, x, d in zip(self.call, ("embed_dim", "kdim", "vdim"), xs, self.features, strict=True):
            yield Need(x[-1], "==", d, f"{argument} must be the size of the last axis of {name}")
        (query, _), (key, s), (value, s_value) = map(self._axes, xs)
        yield Need(s, "==", s_value, "key and value must have equally many positions")
        for a, b, c in zip(query, key, value, strict=True):
            yield Need(b, "==", a, "query and key must agree on the batch")
            yield Need(b, "==", c, "key and value must agree on the batch")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len({len(x) for x in xs}) > 1:
            came = ", ".join(map(str, xs))
            raise LayerError(f"{owner(self)}: query, key and value must have equally many axes; they are {came}")

    def macs(self, *xs: Shape) -> Dim:
        query, key, _ = xs
        e, d_key, d_value = self.features
        (batch, t), (_, s) = self._axes(query), self._axes(key)
        maps = (product((2, t, e, e)), product((s, e, d_key)), product((s, e, d_value)))
        return total(product((*batch, n)) for n in (*maps, product((2, t, self._attended(key), e))))

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        letters = (("T", "E"), ("S", "E" if self.kdim is None else "d_k"), ("S", "E" if self.vdim is None else "d_v"))
        return tuple(
            (t, d) if len(x) == 2 else ("N", t, d) if self.batch_first else (t, "N", d)
            for x, (t, d) in zip(xs, letters, strict=True)
        )
