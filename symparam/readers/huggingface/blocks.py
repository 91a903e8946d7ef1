"""How the layers of one block are wired, and how blocks follow one another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...algebra import Dim
from ...frozen import dataclass
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
    return partial(_in_turn, branches)


def _in_turn(branches: tuple[Branch, ...], x: Tensor) -> Tensor:
    for one in branches:
        x = x + one(x)
    return x


def side_by_side(before: Layer | None, *branches: Branch) -> Callable[[Tensor], Tensor]:
    """All branches see the same features, normalized once where ``before`` does that, and all are added to them."""
    return partial(_side_by_side, before, branches)


def _side_by_side(before: Layer | None, branches: tuple[Branch, ...], x: Tensor) -> Tensor:
    seen = before(x) if before is not None else x
    for one in branches:
        x = x + one(seen)
    return x


def normed_after(*pairs: tuple[Branch, Layer | None]) -> Callable[[Tensor], Tensor]:
    """Each branch is added, and the sum normalized where there is a normalization, as in the first transformer."""
    return partial(_normed_after, pairs)


def _normed_after(pairs: tuple[tuple[Branch, Layer | None], ...], x: Tensor) -> Tensor:
    for one, norm in pairs:
        x = x + one(x)
        x = x if norm is None else norm(x)
    return x


def repeated(block: Callable[[Tensor], Tensor], times: Dim, name: str) -> Repeat:
    """A block many times over, whose parts have rows of their own."""
    return Repeat(block, times, name=name, opened=True)
