"""Pooling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..algebra import Dim, Need, Shape
from .fields import choice, dims
from .spatial import Spatial
from .window import window


@dataclass(frozen=True)
class Pool(Spatial):
    """The maximum or the mean of each window; the stride is the window's own size unless given.

    shape:   (*n, C) -> (*floor((n - k)/s) + 1, C)
    params:  0
    source:  keras.layers.MaxPooling1D..3D, AveragePooling1D..3D
    """

    pool_size: tuple[Dim, ...] = dims("k", 2)
    strides: tuple[Dim, ...] | None = dims("s", None, optional=True)
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self._windows(xs[0]), self.channels(xs[0]))

    def _windows(self, x: Shape) -> tuple[Dim, ...]:
        return tuple(window(n, k, s, self.padding) for n, k, s in
                     zip(self.spatial(x), self.pool_size, self.strides or self.pool_size, strict=True))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for n, k in zip(self._windows(xs[0]), self.pool_size, strict=True):
            yield Need(n, ">=", 1, f"pool {k} must fit into its input")


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
    keepdims: bool = False

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
