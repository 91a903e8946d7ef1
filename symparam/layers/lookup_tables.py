"""Preprocessing with a vocabulary. Where that comes from data, its size is a symbol named after the layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, size
from ..errors import LayerError
from ..frozen import dataclass
from .encoding import Encoding, refuse_sparse
from .fields import choice, dim, owner
from .naming import snake_case

LOOKUP_MODES = ("int", "one_hot", "multi_hot", "count", "tf_idf", "binary", "tf-idf")


def unknown_size(layer: Any, what: str) -> Dim:
    """The symbol of a size that only the data knows."""
    return size(f"{layer.name or snake_case(type(layer).__name__)}_{what}".replace("-", "_").replace("/", "_"))


class Vocabulary(Encoding):
    """Tokens become indices into a vocabulary, or vectors with a place for each token."""

    max_tokens: Dim | None  # fields of each subclass
    vocabulary: Any
    pad_to_max_tokens: bool
    vocabulary_size: Dim | None
    num_oov_indices: Any = 1
    oov_token: Any = "[UNK]"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.pad_to_max_tokens and self.max_tokens is None:
            raise LayerError(f"{owner(self)}: pad_to_max_tokens=True needs max_tokens")

    def depth(self) -> Dim:
        if self.pad_to_max_tokens and self.max_tokens is not None:
            return self.max_tokens
        if self.vocabulary_size is not None:
            return self.vocabulary_size
        if isinstance(self.vocabulary, str) or not hasattr(self.vocabulary, "__len__"):
            return unknown_size(self, "vocabulary")
        tokens, special = list(self.vocabulary), self.num_oov_indices
        listed = isinstance(special, int) and tokens[:special].count(self.oov_token) == special
        return len(tokens) + (0 if listed else special)


@dataclass(frozen=True)
class IntegerLookup(Vocabulary):
    """Integers become indices into a vocabulary, or vectors with a place for each token.

    shape:   (*m) -> (*m)
    params:  0
    source:  keras.layers.IntegerLookup
    """

    max_tokens: Dim | None = dim("V", None, optional=True, least=2)
    num_oov_indices: Any = dim("n_oov", 1, least=0)
    oov_token: Any = -1
    vocabulary: Any = None
    output_mode: str = choice("int", *LOOKUP_MODES)
    sparse: Any = False
    pad_to_max_tokens: bool = False
    vocabulary_size: Dim | None = dim("V", None, optional=True, kw_only=True)

    inert: ClassVar[tuple[str, ...]] = (
        "mask_token",
        "oov_token",
        "vocabulary",
        "vocabulary_dtype",
        "idf_weights",
        "invert",
        "output_mode",
        "sparse",
        "pad_to_max_tokens",
        "oov_method",
        "salt",
    )
    also: ClassVar[tuple[str, ...]] = ("has_input_vocabulary", "encoding")

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_sparse(self)


@dataclass(frozen=True)
class StringLookup(IntegerLookup):
    """Strings become indices into a vocabulary, or vectors with a place for each token.

    shape:   (*m) -> (*m)
    params:  0
    source:  keras.layers.StringLookup
    """

    oov_token: Any = "[UNK]"

    inert: ClassVar = (
        "mask_token",
        "oov_token",
        "vocabulary",
        "idf_weights",
        "invert",
        "output_mode",
        "pad_to_max_tokens",
        "sparse",
        "encoding",
        "salt",
    )
    also: ClassVar = ("has_input_vocabulary", "vocabulary_dtype", "oov_method")


@dataclass(frozen=True)
class TextVectorization(Vocabulary):
    """A text becomes the indices of its tokens, or a vector with a place for each token of the vocabulary.

    shape:   () -> (n_tok,)
    params:  0
    source:  keras.layers.TextVectorization
    """

    max_tokens: Dim | None = dim("V", None, optional=True, least=2)
    split: Any = "whitespace"
    output_mode: str = choice("int", *LOOKUP_MODES)
    output_sequence_length: Dim | None = dim("n_tok", None, optional=True)
    pad_to_max_tokens: bool = False
    vocabulary: Any = None
    vocabulary_size: Dim | None = dim("V", None, optional=True, kw_only=True)

    inert: ClassVar = (
        "standardize",
        "split",
        "ngrams",
        "output_mode",
        "output_sequence_length",
        "pad_to_max_tokens",
        "vocabulary",
        "idf_weights",
        "sparse",
        "ragged",
        "encoding",
    )
    also: ClassVar = ("has_input_vocabulary",)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.output_mode != "int" and self.output_sequence_length is not None:
            raise LayerError(f"{owner(self)}: output_sequence_length needs output_mode='int'")

    def accept(self, *xs: Shape) -> None:
        super(Encoding, self).accept(*xs)

    def output(self, *xs: Shape) -> Shape:
        if self.output_mode == "int":
            return Shape((self.output_sequence_length or unknown_size(self, "length"),))
        texts = xs[0] if self.split is not None or not len(xs[0]) else Shape(xs[0][:-1])
        return Shape((*texts, self.depth()))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        return iter(())
