"""Convolutions that keep the channels apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, product
from ..frozen import dataclass
from ..weight import Weight, optional
from .fields import choice, dim, dims, flag
from .spatial import Spatial


@dataclass(frozen=True)
class DepthwiseConv(Spatial):
    """Each input channel is convolved on its own with m kernels.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, m*C)
    params:  prod(k)*C*m + m*C
    macs:    prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*C*m
    source:  keras.layers.DepthwiseConv1D, DepthwiseConv2D
    """

    family: ClassVar = "convolution"
    phrase: ClassVar = "{kernel_size} depthwise conv"

    kernel_size: tuple[Dim, ...] = dims("k")
    strides: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: str = choice("valid", "valid", "same")
    depth_multiplier: Dim = dim("m", 1, neutral=1)
    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    dilation_rate: tuple[Dim, ...] = dims("d", 1, neutral=1)
    activation: Any = None
    use_bias: bool = flag(True)

    inert: ClassVar = (
        "depthwise_initializer",
        "bias_initializer",
        "depthwise_regularizer",
        "bias_regularizer",
        "activity_regularizer",
        "depthwise_constraint",
        "bias_constraint",
    )

    def _windows(self, x: Shape) -> tuple[Dim, ...]:
        return self.slide(x, self.kernel_size, self.strides, self.padding, self.dilation_rate)

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self._windows(xs[0]), self.depth_multiplier * self.channels(xs[0]))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        channels = self.channels(xs[0])
        yield Weight("kernel", (*self.kernel_size, channels, self.depth_multiplier))
        yield from optional(self.use_bias, Weight("bias", (self.depth_multiplier * channels,)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from self.fit("kernel", xs[0], self.kernel_size, self.padding, self.dilation_rate)

    def macs(self, *xs: Shape) -> Dim:
        return product((*self._windows(xs[0]), *self.kernel_size, self.channels(xs[0]), self.depth_multiplier))


class DepthwiseConv1D(DepthwiseConv):
    rank = 1


class DepthwiseConv2D(DepthwiseConv):
    rank = 2


@dataclass(frozen=True)
class SeparableConv(Spatial):
    """A depthwise convolution, then a mixture of its channels at each position; one bias after both.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C*m + m*C*F + F
    macs:    prod(floor((n - d*(k - 1) - 1)/s) + 1)*(prod(k)*C*m + m*C*F)
    source:  keras.layers.SeparableConv1D, SeparableConv2D
    """

    family: ClassVar = "convolution"
    phrase: ClassVar = "{kernel_size} separable conv {filters}"

    filters: Dim = dim("F")
    kernel_size: tuple[Dim, ...] = dims("k")
    strides: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    dilation_rate: tuple[Dim, ...] = dims("d", 1, neutral=1)
    depth_multiplier: Dim = dim("m", 1, neutral=1)
    activation: Any = None
    use_bias: bool = flag(True)

    inert: ClassVar = (
        "depthwise_initializer",
        "pointwise_initializer",
        "bias_initializer",
        "depthwise_regularizer",
        "pointwise_regularizer",
        "bias_regularizer",
        "activity_regularizer",
        "depthwise_constraint",
        "pointwise_constraint",
        "bias_constraint",
    )

    def _windows(self, x: Shape) -> tuple[Dim, ...]:
        return self.slide(x, self.kernel_size, self.strides, self.padding, self.dilation_rate)

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self._windows(xs[0]), self.filters)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        channels = self.channels(xs[0])
        yield Weight("depthwise_kernel", (*self.kernel_size, channels, self.depth_multiplier))
        yield Weight("pointwise_kernel", (*(1,) * self.rank, self.depth_multiplier * channels, self.filters))
        yield from optional(self.use_bias, Weight("bias", (self.filters,)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from self.fit("kernel", xs[0], self.kernel_size, self.padding, self.dilation_rate)

    def macs(self, *xs: Shape) -> Dim:
        positions = product(self._windows(xs[0]))
        deep = self.depth_multiplier * self.channels(xs[0])
        return positions * (product(self.kernel_size) * deep + deep * self.filters)


class SeparableConv1D(SeparableConv):
    rank = 1


class SeparableConv2D(SeparableConv):
    rank = 2
