"""Layers that change the extent of the spatial axes: cropping, padding, upsampling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ..algebra import Dim, Need, Shape
from ..frozen import dataclass
from .fields import choice, dims, sides
from .spatial import Spatial

Sides = tuple[tuple[Dim, Dim], ...]


@dataclass(frozen=True)
class Cropping1D(Spatial):
    """Something is cut off at both ends of each spatial axis.

    shape:   (*n, C) -> (*n - sum(c), C)
    params:  0
    source:  keras.layers.Cropping1D
    """

    family: ClassVar = "border"
    phrase: ClassVar = "crop"

    cropping: Sides = sides("c", 1)

    rank = 1

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self._rest(xs[0]), self.channels(xs[0]))

    def _rest(self, x: Shape) -> list[Dim]:
        return [n - a - b for n, (a, b) in zip(self.spatial(x), self.cropping, strict=True)]

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for n, (a, b) in zip(self._rest(xs[0]), self.cropping, strict=True):
            yield Need(n, ">=", 1, f"cropping ({a}, {b}) must leave something of the axis")


@dataclass(frozen=True)
class Cropping2D(Cropping1D):
    """Something is cut off at both ends of each spatial axis.

    shape:   (*n, C) -> (*n - sum(c), C)
    params:  0
    source:  keras.layers.Cropping2D
    """

    cropping: Sides = sides("c", 0)
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    rank = 2


@dataclass(frozen=True)
class Cropping3D(Cropping2D):
    """Something is cut off at both ends of each spatial axis.

    shape:   (*n, C) -> (*n - sum(c), C)
    params:  0
    source:  keras.layers.Cropping3D
    """

    cropping: Sides = sides("c", 1)

    rank = 3


@dataclass(frozen=True)
class ZeroPadding(Spatial):
    """Zeros at both ends of each spatial axis.

    shape:   (*n, C) -> (*n + sum(p), C)
    params:  0
    source:  keras.layers.ZeroPadding1D, ZeroPadding2D, ZeroPadding3D
    """

    family: ClassVar = "border"
    phrase: ClassVar = "pad"

    padding: Sides = sides("p", 1)
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        padded = [n + a + b for n, (a, b) in zip(self.spatial(xs[0]), self.padding, strict=True)]
        return self.shape(padded, self.channels(xs[0]))


class ZeroPadding1D(ZeroPadding):
    rank = 1


class ZeroPadding2D(ZeroPadding):
    rank = 2


class ZeroPadding3D(ZeroPadding):
    rank = 3


@dataclass(frozen=True)
class UpSampling1D(Spatial):
    """Each position is repeated along the spatial axes, or interpolated between.

    shape:   (*n, C) -> (*n*f, C)
    params:  0
    source:  keras.layers.UpSampling1D
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "{size} upsampling"

    size: tuple[Dim, ...] = dims("f", 2)

    rank = 1

    def output(self, *xs: Shape) -> Shape:
        return self.shape((n * f for n, f in zip(self.spatial(xs[0]), self.size, strict=True)), self.channels(xs[0]))


@dataclass(frozen=True)
class UpSampling3D(UpSampling1D):
    """Each position is repeated along the spatial axes.

    shape:   (*n, C) -> (*n*f, C)
    params:  0
    source:  keras.layers.UpSampling3D
    """

    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    rank = 3


@dataclass(frozen=True)
class UpSampling2D(UpSampling3D):
    """Each position is repeated along the spatial axes, or interpolated between.

    shape:   (*n, C) -> (*n*f, C)
    params:  0
    source:  keras.layers.UpSampling2D
    """

    interpolation: str = choice("nearest", "nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")

    rank = 2
