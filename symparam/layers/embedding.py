"""Embeddings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ..algebra import Dim, Need, Shape, product
from ..errors import LayerError
from ..frozen import dataclass
from ..weight import Weight, optional
from .fields import adapter, dim, flag, owner
from .layer import Layer
from .lora import adapted


@dataclass(frozen=True)
class Embedding(Layer):
    """A row of a table for each index in the input.

    shape:   (*n) -> (*n, E)
    params:  V*E
    source:  keras.layers.Embedding
    """

    family: ClassVar = "embedding"
    phrase: ClassVar = "embedding {input_dim} → {output_dim}"

    input_dim: Dim = dim("V")
    output_dim: Dim = dim("E")
    lora_rank: Dim | None = adapter()

    inert: ClassVar[tuple[str, ...]] = (
        "embeddings_initializer",
        "embeddings_regularizer",
        "embeddings_constraint",
        "mask_zero",
        "weights",
        "lora_rank",
        "lora_alpha",
        "quantization_config",
    )
    also: ClassVar[tuple[str, ...]] = ("input_length",)

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0], self.output_dim))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        return adapted(self, "embeddings", (self.input_dim, self.output_dim))

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (("T",) if len(xs[0]) == 1 else tuple(f"n_{i + 1}" for i in range(len(xs[0]))),)


@dataclass(frozen=True)
class ReversibleEmbedding(Embedding):
    """An embedding whose table, or a second one of its own, also maps features back to indices.

    shape:   (*n) -> (*n, E)
    params:  V*E
    source:  keras.layers.ReversibleEmbedding
    """

    tie_weights: bool = flag(True)
    reverse: bool = flag(kw_only=True)  # an argument of Keras's call

    call_options: ClassVar = ("reverse",)
    inert: ClassVar = (
        "tie_weights",
        "embeddings_initializer",
        "embeddings_regularizer",
        "embeddings_constraint",
        "mask_zero",
        "reverse_dtype",
        "logit_soft_cap",
    )
    also: ClassVar = ("input_length", "weights", "lora_rank", "lora_alpha", "quantization_config")

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0][:-1], self.input_dim)) if self.reverse else super().output(*xs)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.reverse and not len(xs[0]):
            raise LayerError(f"{owner(self)} with reverse=True takes an input with a last axis of features")

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.reverse:
            yield Need(xs[0][-1], "==", self.output_dim, "the last axis must be as long as output_dim")

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[0], self.input_dim)) if self.reverse else 0

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return Layer.axis_names(self, *xs) if self.reverse else super().axis_names(*xs)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield from super().weights(*xs)
        yield from optional(not self.tie_weights, Weight("reverse_embeddings", (self.output_dim, self.input_dim)))
