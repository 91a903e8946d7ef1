"""Pooling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..algebra import Dim, Need, Shape
from .fields import choice, dims, flag
from .spatial import Spatial


@dataclass(frozen=True)
class Pool(Spatial):
    """The maximum or the mean of each window; the stride is the window's own size unless given.

    shape:   (*n, C) -> (*floor((n - k)/k) + 1, C)
    params:  0
    source:  keras.layers.MaxPooling1D..3D, AveragePooling1D..3D
    """

    pool_size: tuple[Dim, ...] = dims("k", 2)
    strides: tuple[Dim, ...] | None = dims("s", None, optional=True)
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        windows = self.slide(xs[0], self.pool_size, self.strides or self.pool_size, self.padding)
        return self.shape(windows, self.channels(xs[0]))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        return self.fit("pool", xs[0], self.pool_size, self.padding)


class MaxPooling1D(Pool):
    rank = 1


class MaxPooling2D(Pool):
    rank = 2


class MaxPooling3D(Pool):
    rank = 3


class AveragePooling1D(Pool):
    rank = 1


class AveragePooling2D(Pool):
    rank = 2


class AveragePooling3D(Pool):
    rank = 3


@dataclass(frozen=True)
class GlobalPool(Spatial):
    """The maximum or the mean over all positions; the spatial axes go, or stay as 1.

    shape:   (*n, C) -> (C,)
    params:  0
    source:  keras.layers.GlobalMaxPooling1D..3D, GlobalAveragePooling1D..3D
    """

    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    keepdims: bool = flag()

    def output(self, *xs: Shape) -> Shape:
        channels = self.channels(xs[0])
        return self.shape((1,) * self.rank, channels) if self.keepdims else Shape((channels,))


class GlobalMaxPooling1D(GlobalPool):
    rank = 1


class GlobalMaxPooling2D(GlobalPool):
    rank = 2


class GlobalMaxPooling3D(GlobalPool):
    rank = 3


class GlobalAveragePooling1D(GlobalPool):
    rank = 1


class GlobalAveragePooling2D(GlobalPool):
    rank = 2


class GlobalAveragePooling3D(GlobalPool):
    rank = 3


@dataclass(frozen=True)
class AdaptivePool(Spatial):
    """The maximum or the mean over as many windows as the output is to have.

    shape:   (*n, C) -> (*o, C)
    params:  0
    source:  keras.layers.AdaptiveMaxPooling1D..3D, AdaptiveAveragePooling1D..3D
    """

    output_size: tuple[Dim, ...] = dims("o")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self.output_size, self.channels(xs[0]))


class AdaptiveMaxPooling1D(AdaptivePool):
    rank = 1


class AdaptiveMaxPooling2D(AdaptivePool):
    rank = 2


class AdaptiveMaxPooling3D(AdaptivePool):
    rank = 3


class AdaptiveAveragePooling1D(AdaptivePool):
    rank = 1


class AdaptiveAveragePooling2D(AdaptivePool):
    rank = 2


class AdaptiveAveragePooling3D(AdaptivePool):
    rank = 3
