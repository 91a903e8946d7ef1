"""Attention. The inputs stand in Keras's order: query, value, and key where it is not the value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from ..algebra import Dim, Need, Relation, Shape, product, total
from ..algebra.domain.broadcast import broadcast
from ..errors import LayerError
from ..frozen import dataclass
from ..several import several
from ..weight import Weight, optional
from .axis import place
from .fields import choice, dim, extents, integers, owner, real
from .layer import Layer, Output

HEADS_INERT = (
    "kernel_initializer",
    "bias_initializer",
    "kernel_regularizer",
    "bias_regularizer",
    "activity_regularizer",
    "kernel_constraint",
    "bias_constraint",
    "use_gate",
    "seed",
)


class Attending(Layer):
    """What all attention has in common: two or three inputs with equally many axes."""

    family: ClassVar = "attention"

    arity: ClassVar[tuple[int, int | None]] = (2, 3)
    ranks: ClassVar[tuple[int, int | None]] = (1, None)

    @staticmethod
    def three(xs: tuple[Shape, ...]) -> tuple[Shape, Shape, Shape]:
        """Query, value and key; the key is the value where it is not given."""
        return xs[0], xs[1], xs[-1]

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len({len(x) for x in xs}) > 1:
            raise LayerError(
                f"{owner(self)}: query, value and key must have equally many axes; they are {', '.join(map(str, xs))}"
            )


class Heads(Attending):
    """Attention with several heads: linear projections into the heads and out of them."""

    phrase: ClassVar = "attention ×{num_heads}"

    use_bias: bool  # fields of each subclass
    use_gate: bool
    dropout: Any
    flash_attention: Any
    return_attention_scores: bool

    freezes: ClassVar = False
    late: ClassVar = True
    ranks: ClassVar[tuple[int, int | None]] = (2, None)
    call: ClassVar = ("query", "value", "key")
    call_options: ClassVar = ("return_attention_scores",)
    beside: ClassVar = ("query_mask", "value_mask", "key_mask", "attention_mask", "training", "use_causal_mask")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.flash_attention and self.dropout:
            raise LayerError(f"{owner(self)}: flash_attention takes no dropout; set dropout to 0, not {self.dropout}")
        if self.flash_attention and self.return_attention_scores:
            raise LayerError(f"{owner(self)}: flash_attention cannot return the scores; set one of the two to False")

    def heads(self) -> tuple[Dim, Dim, Dim, Dim]:
        """Heads of the query and of key and value; features of a key and of a value in each head."""
        raise NotImplementedError

    def features(self, query: Shape) -> tuple[Dim, ...]:
        """The axes that take the place of the query's last."""
        return (query[-1],)

    def attended(self, x: Shape) -> tuple[int, ...]:
        """The axes along which positions attend to one another."""
        return tuple(range(len(x) - 1))

    def _split(self, x: Shape) -> tuple[tuple[Dim, ...], tuple[Dim, ...]]:
        """The axes that run in parallel, and those along which positions attend."""
        inside = self.attended(x)
        return tuple(n for i, n in enumerate(x[:-1]) if i not in inside), tuple(x[i] for i in inside)

    def output(self, *xs: Shape) -> Output:
        query, value, _ = self.three(xs)
        joined = Shape((*query[:-1], *self.features(query)))
        if not self.return_attention_scores:
            return joined
        parallel, rows = self._split(query)
        return joined, Shape((*parallel, self.heads()[0], *rows, *self._split(value)[1]))

    def _projections(self, *xs: Shape) -> Iterator[tuple[str, Shape, tuple[Dim, ...], tuple[Dim, ...]]]:
        """Name, input, and the axes of it that are mapped to others."""
        query, value, key = self.three(xs)
        many, few, d_key, d_value = self.heads()
        yield "query", query, (query[-1],), (many, d_key)
        yield "key", key, (key[-1],), (few, d_key)
        if self.use_gate:
            yield "gate", query, (query[-1],), (many, d_value)
        yield "value", value, (value[-1],), (few, d_value)
        yield "attention_output", query, (many, d_value), self.features(query)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for name, _, mapped, onto in self._projections(*xs):
            yield Weight(f"{name}/kernel", (*mapped, *onto))
            yield from optional(self.use_bias, Weight(f"{name}/bias", onto))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        query, value, key = self.three(xs)
        for i, (a, b) in enumerate(zip(value[:-1], key[:-1], strict=True), 1):
            yield Need(a, "==", b, f"value and key must agree on axis {i}")
        for i, (a, b) in enumerate(zip(query[:-1], value[:-1], strict=True)):
            if i not in self.attended(query):
                yield Need(a, "broadcasts", b, f"query and value must agree on axis {i + 1}, along which none attends")

    def macs(self, *xs: Shape) -> Dim:
        query, value, _ = self.three(xs)
        many, _, d_key, d_value = self.heads()
        parallel, rows = self._split(query)
        scores = product((*parallel, *rows, *self._split(value)[1], many))
        return total(
            (
                *(product((*x[:-1], *mapped, *onto)) for _, x, mapped, onto in self._projections(*xs)),
                scores * d_key,
                scores * d_value,
            )
        )


@dataclass(frozen=True)
class MultiHeadAttention(Heads):
    """Every position of the query takes a mean of the values, weighted by how its keys fit, in each of several heads.

    shape:   (T, d), (S, d), (S, d) -> (T, d)
    params:  2*(d*n_head*d_k + n_head*d_k) + d*n_head*d_v + n_head*d_v + n_head*d_v*d + d
    macs:    T*d*n_head*d_k + S*d*n_head*d_k + S*d*n_head*d_v + T*n_head*d_v*d + T*S*n_head*d_k + T*S*n_head*d_v
    source:  keras.layers.MultiHeadAttention
    """

    num_heads: Dim = dim("n_head")
    key_dim: Dim = dim("d_k")
    value_dim: Dim | None = dim("d_v", None, optional=True)
    dropout: Any = 0.0
    use_bias: bool = True
    output_shape: tuple[Dim, ...] | None = extents("d_out", None, optional=True)
    attention_axes: int | tuple[int, ...] | None = integers(None, optional=True)
    sliding_window: Any = real(None, 1, optional=True)
    flash_attention: Any = None
    use_gate: bool = False
    return_attention_scores: bool = field(default=False, kw_only=True)  # an argument of Keras's call

    inert: ClassVar = HEADS_INERT

    def heads(self) -> tuple[Dim, Dim, Dim, Dim]:
        return self.num_heads, self.num_heads, self.key_dim, self.value_dim or self.key_dim

    def features(self, query: Shape) -> tuple[Dim, ...]:
        return self.output_shape or (query[-1],)

    def attended(self, x: Shape) -> tuple[int, ...]:
        if self.attention_axes is None:
            return super().attended(x)
        axes = several(self.attention_axes)
        return tuple(place(self, x, axis, "attention_axes") for axis in axes)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs[0]) - 1 in self.attended(xs[0]):
            raise LayerError(f"{owner(self)}: attention_axes={self.attention_axes} must not hold the last axis")


@dataclass(frozen=True)
class GroupQueryAttention(Heads):
    """Attention in which several heads of the query share one head of key and value.

    shape:   (T, d), (S, d), (S, d) -> (T, d)
    params:  d*n_q*d_head + n_q*d_head + 2*(d*n_kv*d_head + n_kv*d_head) + n_q*d_head*d + d
    macs:    T*d*n_q*d_head + 2*S*d*n_kv*d_head + T*n_q*d_head*d + 2*T*S*n_q*d_head
    source:  keras.layers.GroupQueryAttention
    """

    phrase: ClassVar = "attention ×{num_query_heads}"

    head_dim: Dim = dim("d_head")
    num_query_heads: Dim = dim("n_q")
    num_key_value_heads: Dim = dim("n_kv")
    dropout: Any = 0.0
    use_bias: bool = True
    sliding_window: Any = real(None, 1, optional=True)
    flash_attention: Any = None
    use_gate: bool = False
    return_attention_scores: bool = field(default=False, kw_only=True)  # an argument of Keras's call

    keras_class: ClassVar = "GroupedQueryAttention"
    ranks: ClassVar = (2, 2)
    inert: ClassVar = HEADS_INERT

    def heads(self) -> tuple[Dim, Dim, Dim, Dim]:
        return self.num_query_heads, self.num_key_value_heads, self.head_dim, self.head_dim

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from super().needs(*xs)
        yield Need(xs[0][-1], "==", xs[1][-1], "query and value must have equally many features")
        yield Need(
            self.num_key_value_heads, "divides", self.num_query_heads, "num_key_value_heads must divide num_query_heads"
        )


class Scored(Attending):
    """Attention without projections: each position of the query takes a mean of the values, weighted by scores."""

    phrase: ClassVar = "attention"

    score_mode: str  # fields of each subclass
    return_attention_scores: bool

    call_options: ClassVar = ("return_attention_scores",)
    beside: ClassVar = ("mask", "training", "use_causal_mask")

    def output(self, *xs: Shape) -> Output:
        query, value, key = self.three(xs)
        parallel = [broadcast(a, b) for a, b in zip(query[:-2], value[:-2], strict=True)]
        rows = query[-2:-1]
        joined = Shape((*parallel, *rows, value[-1]))
        return (joined, Shape((*parallel, *rows, *key[-2:-1]))) if self.return_attention_scores else joined

    def needs(self, *xs: Shape) -> Iterator[Need]:
        query, value, key = self.three(xs)
        fit: Relation = "==" if self.score_mode == "dot" else "broadcasts"
        yield Need(query[-1], fit, key[-1], "query and key must have equally many features")
        for a, b in zip(value[-2:-1], key[-2:-1], strict=True):
            yield Need(a, "==", b, "value and key must have equally many positions")
        for i, (a, b, c) in enumerate(zip(query[:-2], value[:-2], key[:-2], strict=True), 1):
            yield Need(a, "broadcasts", b, f"query and value must agree on axis {i}")
            yield Need(broadcast(a, b), "broadcasts", c, f"query and key must agree on axis {i}")

    def macs(self, *xs: Shape) -> Dim:
        query, value, key = self.three(xs)
        pairs = product((*query[:-1], *key[-2:-1]))
        return total((pairs * query[-1] if self.score_mode == "dot" else 0, pairs * value[-1]))


@dataclass(frozen=True)
class Attention(Scored):
    """Every position of the query takes a mean of the values, weighted by products of query and keys.

    shape:   (T, d), (S, v), (S, d) -> (T, v)
    params:  0
    macs:    T*S*d + T*S*v
    source:  keras.layers.Attention
    """

    use_scale: bool = False
    score_mode: str = choice("dot", "dot", "concat")
    return_attention_scores: bool = field(default=False, kw_only=True)  # an argument of Keras's call

    inert: ClassVar = ("dropout", "seed")

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield from optional(self.use_scale, Weight("scale", ()))
        yield from optional(self.score_mode == "concat", Weight("concat_score_weight", ()))


@dataclass(frozen=True)
class AdditiveAttention(Scored):
    """Every position of the query takes a mean of the values, weighted by tanh of the sum of query and keys.

    shape:   (T, d), (S, v), (S, d) -> (T, v)
    params:  d
    macs:    T*S*v
    source:  keras.layers.AdditiveAttention
    """

    use_scale: bool = True
    return_attention_scores: bool = field(default=False, kw_only=True)  # an argument of Keras's call

    inert: ClassVar = ("dropout",)
    also: ClassVar = ("seed",)
    score_mode = "additive"

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield from optional(self.use_scale, Weight("scale", (xs[0][-1],)))
