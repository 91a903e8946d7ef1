"""Layers that keras.applications defines for itself, without a public name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Shape
from ..frozen import dataclass
from ..weight import Weight
from .fields import dim, real
from .layer import Layer
from .merging import Merge


@dataclass(frozen=True)
class LayerScale(Layer):
    """A learned factor for each channel.

    shape:   (*n, C) -> (*n, C)
    params:  F
    source:  keras.src.applications.convnext.LayerScale
    """

    init_values: Any = None
    projection_dim: Dim = dim("F", 1)

    ranks: ClassVar = (1, None)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("gamma", (self.projection_dim,))


@dataclass(frozen=True)
class StochasticDepth(Layer):
    """Drops a whole sample's branch now and then in training.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.src.applications.convnext.StochasticDepth
    """

    drop_path_rate: Any = real(0.0, 0, 1)


@dataclass(frozen=True)
class CustomScaleLayer(Merge):
    """The first input plus the second times a number.

    shape:   (*n), (*m) -> (*max(n, m)) where n = m or n = 1 or m = 1
    params:  0
    source:  keras.src.applications.inception_resnet_v2.CustomScaleLayer
    """

    scale: Any = real(1.0)

    arity: ClassVar = (2, 2)
