"""What the layers of a language model have in common: each position has features, and weights are PyTorch's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ...algebra import Dim, Shape, product, total
from ...weight import Weight, optional
from ..layer import Layer
from .letters import LETTERS


class Tokens(Layer):
    """A layer on positions with features, ``(T, d)``, that keeps their number."""

    ranks: ClassVar[tuple[int, int | None]] = (2, 2)
    letters: ClassVar[Mapping[str, str]] = LETTERS

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (("T", "d"), ("S", "d"))[: len(xs)]

    def macs(self, *xs: Shape) -> Dim:
        """Every position goes once through every matrix."""
        return product((*xs[0][:-1], total(w.size for w in self.weights(*xs) if len(w.shape) == 2)))


def linear(name: str, into: Dim, out: Dim, bias: bool, transposed: bool = False) -> Iterator[Weight]:
    """The weights of a linear map as PyTorch has them, (out, in); ``transposed`` as GPT-2's Conv1D has them, (in, out).

    >>> [w.shape for w in linear("fc", 8, 2, True)]
    [Shape(2, 8), Shape(2)]
    """
    yield Weight(f"{name}.weight", (into, out) if transposed else (out, into))
    yield from optional(bias, Weight(f"{name}.bias", (out,)))
