"""Pooling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ..algebra import Dim, Need, Shape
from ..frozen import dataclass
from .fields import choice, dims, flag
from .spatial import Spatial


@dataclass(frozen=True)
class Pool(Spatial):
    """The maximum or the mean of each window; the stride is the window's own size unless given.

    shape:   (*n, C) -> (*floor((n - k)/k) + 1, C)
    params:  0
    source:  keras.layers.MaxPooling1D..3D, AveragePooling1D..3D
    """

    family: ClassVar = "pooling"

    pool_size: tuple[Dim, ...] = dims("k", 2)
    strides: tuple[Dim, ...] | None = dims("s", None, optional=True)
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        windows = self.slide(xs[0], self.pool_size, self.strides or self.pool_size, self.padding)
        return self.shape(windows, self.channels(xs[0]))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        return self.fit("pool", xs[0], self.pool_size, self.padding)


class MaxPool(Pool):
    """The maximum of each window; the stride is the window's own size unless given."""

    phrase: ClassVar = "{pool_size} max pool"


class MaxPooling1D(MaxPool):
    rank = 1


class MaxPooling2D(MaxPool):
    rank = 2


class MaxPooling3D(MaxPool):
    rank = 3


class AveragePool(Pool):
    """The mean of each window; the stride is the window's own size unless given."""

    phrase: ClassVar = "{pool_size} average pool"


class AveragePooling1D(AveragePool):
    rank = 1


class AveragePooling2D(AveragePool):
    rank = 2


class AveragePooling3D(AveragePool):
    rank = 3


@dataclass(frozen=True)
class GlobalPool(Spatial):
    """The maximum or the mean over all positions; the spatial axes go, or stay as 1.

    shape:   (*n, C) -> (C,)
    params:  0
    source:  keras.layers.GlobalMaxPooling1D..3D, GlobalAveragePooling1D..3D
    """

    family: ClassVar = "pooling"

    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    keepdims: bool = flag()

    def output(self, *xs: Shape) -> Shape:
        channels = self.channels(xs[0])
        return self.shape((1,) * self.rank, channels) if self.keepdims else Shape((channels,))


class GlobalMaxPool(GlobalPool):
    """The maximum over all positions; the spatial axes go, or stay as 1."""

    phrase: ClassVar = "global max"


class GlobalMaxPooling1D(GlobalMaxPool):
    rank = 1


class GlobalMaxPooling2D(GlobalMaxPool):
    rank = 2


class GlobalMaxPooling3D(GlobalMaxPool):
    rank = 3


class GlobalAveragePool(GlobalPool):
    """The mean over all positions; the spatial axes go, or stay as 1."""

    phrase: ClassVar = "global mean"


class GlobalAveragePooling1D(GlobalAveragePool):
    rank = 1
    beside = ("mask",)


class GlobalAveragePooling2D(GlobalAveragePool):
    rank = 2


class GlobalAveragePooling3D(GlobalAveragePool):
    rank = 3


@dataclass(frozen=True)
class AdaptivePool(Spatial):
    """The maximum or the mean over as many windows as the output is to have.

    shape:   (*n, C) -> (*o, C)
    params:  0
    source:  keras.layers.AdaptiveMaxPooling1D..3D, AdaptiveAveragePooling1D..3D
    """

    family: ClassVar = "pooling"

    output_size: tuple[Dim, ...] = dims("o")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self.output_size, self.channels(xs[0]))


class AdaptiveMaxPool(AdaptivePool):
    """The maximum over as many windows as the output is to have."""

    phrase: ClassVar = "max pool to {output_size}"


class AdaptiveMaxPooling1D(AdaptiveMaxPool):
    rank = 1


class AdaptiveMaxPooling2D(AdaptiveMaxPool):
    rank = 2


class AdaptiveMaxPooling3D(AdaptiveMaxPool):
    rank = 3


class AdaptiveAveragePool(AdaptivePool):
    """The mean over as many windows as the output is to have."""

    phrase: ClassVar = "average pool to {output_size}"


class AdaptiveAveragePooling1D(AdaptiveAveragePool):
    rank = 1


class AdaptiveAveragePooling2D(AdaptiveAveragePool):
    rank = 2


class AdaptiveAveragePooling3D(AdaptiveAveragePool):
    rank = 3
