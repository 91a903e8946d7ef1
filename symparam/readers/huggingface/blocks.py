"""How the layers of one block are wired, and how blocks follow one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...algebra import Dim
from ...graph.repeat import Repeat
from ...graph.tensor import Tensor
from ...layers.layer import Layer


@dataclass(frozen=True)
class Branch:
    """What is added to the features: a chain of layers, most with a normalization first."""

    layers: tuple[Layer, ...]

    def __call__(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        return x


def branch(*layers: Layer | None) -> Branch:
    """A branch of the layers that there are."""
    return Branch(tuple(layer for layer in layers if layer is not None))


def in_turn(*branches: Branch) -> Callable[[Tensor], Tensor]:
    """Each branch is added to what the one before gives."""

    def block(x: Tensor) -> Tensor:
        for one in branches:
            x = x + one(x)
        return x

    return block


def side_by_side(before: Layer | None, *branches: Branch) -> Callable[[Tensor], Tensor]:
    """All branches see the same features, normalized once where ``before`` does that, and all are added to them."""

    def block(x: Tensor) -> Tensor:
        seen = before(x) if before is not None else x
        for one in branches:
            x = x + one(seen)
        return x

    return block


def normed_after(*pairs: tuple[Branch, Layer]) -> Callable[[Tensor], Tensor]:
    """Each branch is added, and the sum normalized, as in the first transformer."""

    def block(x: Tensor) -> Tensor:
        for one, norm in pairs:
            x = norm(x + one(x))
        return x

    return block


def repeated(block: Callable[[Tensor], Tensor], times: Dim, name: str) -> Repeat:
    """A block many times over, whose parts have rows of their own."""
    return Repeat(block, times, name=name, opened=True)
