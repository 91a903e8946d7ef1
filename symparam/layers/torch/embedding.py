"""Embeddings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ...weight import Weight
from ..fields import array, choice, dim, flag, integers, owner
from .base import TorchLayer


def table() -> Any:
    """The field of a table that is given, of which the shape is kept."""
    return array(kw_only=False)


class Table(TorchLayer):
    """A table with a row for each index."""

    num_embeddings: Dim  # fields of each subclass
    embedding_dim: Dim
    padding_idx: int | None
    _weight: Shape | None

    family: ClassVar = "embedding"
    phrase: ClassVar = "embedding {num_embeddings} → {embedding_dim}"

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.num_embeddings, self.embedding_dim))

    def argument_needs(self) -> Iterator[Need]:
        if self.padding_idx is not None:
            least = self.padding_idx + 1 if self.padding_idx >= 0 else -self.padding_idx
            yield Need(self.num_embeddings, ">=", least, "padding_idx must be below num_embeddings")
        if self._weight is not None:
            for a, b in zip(self._weight, (self.num_embeddings, self.embedding_dim), strict=True):
                yield Need(a, "==", b, "_weight must have num_embeddings rows of embedding_dim")

    def __post_init__(self) -> None:
        if self._weight is not None and len(self._weight) != 2:
            raise LayerError(f"{owner(self)}: _weight is a table of two axes, not {self._weight}")
        super().__post_init__()


@dataclass(frozen=True)
class Embedding(Table):
    """A row of a table for each index in the input.

    shape:   (*n) -> (*n, E)
    params:  V*E
    source:  torch.nn.Embedding
    """

    num_embeddings: Dim = dim("V")
    embedding_dim: Dim = dim("E")
    padding_idx: int | None = integers(None, many=False, optional=True)
    max_norm: Any = None
    norm_type: Any = 2.0
    scale_grad_by_freq: Any = False
    sparse: Any = False
    _weight: Shape | None = table()
    _freeze: bool = False
    below: Dim | None = dim("b", None, least=0, optional=True, kw_only=True)  # what all indices are known to be below

    own: ClassVar = (*TorchLayer.own, "below")
    looks_up: ClassVar = True

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0], self.embedding_dim))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        if self.below is not None:
            yield Need(self.num_embeddings, ">=", self.below, "each index must have a row of the table")

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("weight", (self.num_embeddings, self.embedding_dim), trainable=not self._freeze)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        names = {0: (), 1: ("T",), 2: ("N", "T")}
        return tuple(names.get(len(x)) or tuple(f"n_{i + 1}" for i in range(len(x))) for x in xs)


@dataclass(frozen=True)
class EmbeddingBag(Table):
    """The sum, the mean or the maximum of the rows for all indices of a bag.

    shape:   (N, T) -> (N, E)
    params:  V*E
    source:  torch.nn.EmbeddingBag
    """

    num_embeddings: Dim = dim("V")
    embedding_dim: Dim = dim("E")
    max_norm: Any = None
    norm_type: Any = 2.0
    scale_grad_by_freq: bool = flag()
    mode: str = choice("mean", "mean", "sum", "max")
    sparse: bool = flag()
    _weight: Shape | None = table()
    include_last_offset: bool = flag()
    padding_idx: int | None = integers(None, many=False, optional=True)

    arity: ClassVar = (1, 3)
    ranks: ClassVar = (1, 2)
    call: ClassVar = ("input", "offsets", "per_sample_weights")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.mode == "max" and (self.sparse or self.scale_grad_by_freq):
            raise LayerError(f"{owner(self)}: mode='max' goes neither with sparse nor with scale_grad_by_freq")
        if len(xs[0]) == 1 and (len(xs) < 2 or len(xs[1]) != 1):
            raise LayerError(f"{owner(self)}: an input with one axis needs offsets, with one axis too, for its bags")
        if len(xs[0]) == 2 and len(xs) > 1 and len(xs[1]) == 1:
            raise LayerError(f"{owner(self)}: an input of two axes has a bag in each row, and takes no offsets")
        if self._weighing(xs) is not None and self.mode != "sum":
            raise LayerError(f"{owner(self)}: per_sample_weights need mode='sum', not {self.mode!r}")

    def _weighing(self, xs: tuple[Shape, ...]) -> Shape | None:
        """The shape of per_sample_weights where they are given."""
        first = 1 if len(xs[0]) == 2 else 2
        return xs[first] if len(xs) > first else None

    def output(self, *xs: Shape) -> Shape:
        if len(xs[0]) == 2:
            return Shape((xs[0][0], self.embedding_dim))
        return Shape((xs[1][0] - 1 if self.include_last_offset else xs[1][0], self.embedding_dim))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        weighing = self._weighing(xs)
        if weighing is not None:
            for a, b in zip(weighing, xs[0], strict=True):
                yield Need(a, "==", b, "per_sample_weights must have the shape of the input")

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return tuple(("N", "T") if len(x) == 2 else ("T",) if i != 1 else ("N",) for i, x in enumerate(xs))
