"""A module whose weight is put in place of its own: PyTorch reads its sizes off the weight, not off the arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ...algebra import Dim, Shape
from .base import TorchLayer
from .conv import Convolving
from .conv_transpose import Spreading
from .embedding import Embedding
from .kernels import GivenChannels
from .linear import Linear

Sizes = Callable[[Any, tuple[Dim, ...]], dict[str, Any]]


def _conv(layer: Any, s: tuple[Dim, ...]) -> dict[str, Any]:
    return {"out_channels": s[0], "in_channels": s[1] * layer.groups, "kernel_size": s[2:]}


def _transposed(layer: Any, s: tuple[Dim, ...]) -> dict[str, Any]:
    return {"in_channels": s[0], "out_channels": s[1] * layer.groups, "kernel_size": s[2:]}


SIZES: dict[type[TorchLayer], Sizes] = {
    Convolving: _conv,
    Spreading: _transposed,
    Linear: lambda layer, s: {"out_features": s[0], "in_features": s[1]},
    Embedding: lambda layer, s: {"num_embeddings": s[0], "embedding_dim": s[1]},
}


def holding(layer: TorchLayer, weight: Shape) -> TorchLayer:
    """The layer with a weight of this shape; itself where that is its own, or where its arguments have a say.

    >>> from symparam.layers.torch import make
    >>> holding(make("Conv2d", (3, 8, 5)), Shape((8, 1, 5, 5)))
    Conv2d(in_channels=1, out_channels=8, kernel_size=(5, 5))
    """
    if isinstance(layer, Convolving | Spreading) and not isinstance(layer, GivenChannels):
        return layer  # a lazy one, which has no weight yet
    own = next((w for w in layer.weights() if w.name == "weight"), None)
    sizes = next((read for cls, read in SIZES.items() if isinstance(layer, cls)), None)
    if own is None or sizes is None or own.shape == weight or len(own.shape) != len(weight):
        return layer
    return replace(layer, **sizes(layer, tuple(weight)))
