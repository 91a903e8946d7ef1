"""Preprocessing that turns categories into numbers or vectors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape
from ..errors import LayerError
from ..frozen import dataclass
from .fields import choice, dim, owner
from .layer import Layer

MODES = ("int", "one_hot", "multi_hot", "count")


class Encoding(Layer):
    """A category is an index, or a vector with a place for each category."""

    output_mode: str  # a field of each subclass

    def depth(self) -> Dim:
        """How many categories there are."""
        raise NotImplementedError

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.output_mode not in ("int", "one_hot") and not len(xs[0]):
            raise LayerError(
                f"{owner(self)}: output_mode={self.output_mode!r} joins an axis; the input has none besides the batch"
            )

    def output(self, *xs: Shape) -> Shape:
        if self.output_mode == "int":
            return xs[0]
        if self.output_mode == "one_hot" and not (len(xs[0]) and xs[0][-1] == 1):
            return Shape((*xs[0], self.depth()))
        return self.joined(xs[0])

    def joined(self, x: Shape) -> Shape:
        """The shape where the categories of one axis become one vector."""
        return Shape((*x[:-1], self.depth()))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.output_mode == "one_hot" and len(xs[0]) and not isinstance(xs[0][-1], int):
            yield Need(xs[0][-1], ">=", 2, "one_hot takes the place of a last axis of 1 and follows any other")


@dataclass(frozen=True)
class CategoryEncoding(Encoding):
    """Indices become vectors with a place for each of n categories.

    shape:   (*m, k) -> (*m, n_cat)
    params:  0
    source:  keras.layers.CategoryEncoding
    """

    num_tokens: Dim = dim("n_cat")
    output_mode: str = choice("multi_hot", "multi_hot", "one_hot", "count", "binary")

    beside: ClassVar = ("count_weights",)
    inert: ClassVar = ("sparse",)

    def depth(self) -> Dim:
        return self.num_tokens


@dataclass(frozen=True)
class Discretization(Encoding):
    """Numbers become the index of the bin they fall into, or a vector with a place for each of n bins.

    shape:   (*m) -> (*m)
    params:  0
    source:  keras.layers.Discretization
    """

    bin_boundaries: Any = None
    num_bins: Dim | None = dim("n_cat", None, optional=True, least=0)
    output_mode: str = choice("int", *MODES)
    sparse: Any = False

    inert: ClassVar = ("epsilon", "output_mode", "sparse")

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.bin_boundaries is None) == (self.num_bins is None):
            raise LayerError(f"{owner(self)} takes either bin_boundaries or num_bins")
        refuse_sparse(self)

    def depth(self) -> Dim:
        return len(self.bin_boundaries) + 1 if self.num_bins is None else self.num_bins

    def joined(self, x: Shape) -> Shape:
        if self.output_mode == "one_hot":
            return super().joined(x)
        return Shape((*x[1:], self.depth()))


@dataclass(frozen=True)
class Hashing(Encoding):
    """Anything becomes the index of one of n bins, or a vector with a place for each.

    shape:   (*m) -> (*m)
    params:  0
    source:  keras.layers.Hashing
    """

    num_bins: Dim = dim("n_cat")
    output_mode: str = choice("int", *MODES)
    sparse: Any = False

    inert: ClassVar = ("mask_value", "salt", "output_mode", "sparse")

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_sparse(self)

    def depth(self) -> Dim:
        return self.num_bins

    def output(self, *xs: Shape) -> Shape:
        return xs[0] if self.output_mode == "int" else self.joined(xs[0])

    def needs(self, *xs: Shape) -> Iterator[Need]:
        return iter(())


@dataclass(frozen=True)
class HashedCrossing(Encoding):
    """Two categories together become the index of one of n bins, or a vector with a place for each.

    shape:   (1,), (1,) -> (1,)
    params:  0
    source:  keras.layers.HashedCrossing
    """

    num_bins: Dim = dim("n_cat")
    output_mode: str = choice("int", "int", "one_hot")

    arity: ClassVar = (2, 2)
    ranks: ClassVar = (0, 1)
    inert: ClassVar = ("sparse",)

    def depth(self) -> Dim:
        return self.num_bins

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs[0]) != len(xs[1]):
            raise LayerError(f"{owner(self)}: both inputs must have one shape, not {xs[0]} and {xs[1]}")

    def output(self, *xs: Shape) -> Shape:
        return xs[0] if self.output_mode == "int" else Shape((self.num_bins,))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for x in xs:
            for n in x:
                yield Need(n, "==", 1, "an input must hold one category")


def refuse_sparse(layer: Any) -> None:
    """Raise LayerError where indices are asked for as a sparse vector."""
    if layer.sparse and layer.output_mode == "int":
        raise LayerError(f"{owner(layer)}: sparse=True needs another output_mode than 'int'")
