"""Operations with the rules of layers on spatial axes, without weights: pooling, and convolution by arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, product
from ...errors import LayerError
from ...frozen import dataclass
from ..fields import array, choice, owner
from ..layer import Output
from ..registry import lookup
from ..spatial import Spatial
from .protocol import Operation


@dataclass(frozen=True)
class Sliding(Operation):
    """An operation whose rule is that of the layer of so many spatial axes as its input has."""

    like: ClassVar[str]  # the name of the layer without its number of axes

    ranks: ClassVar = (2, 4)
    call: ClassVar[tuple[str, ...]] = ("inputs",)

    def settings(self, x: Shape) -> dict[str, Any]:
        """The arguments of the layer."""
        return {"padding": self.padding, "data_format": self.data_format}  # type: ignore[attr-defined]

    def layer(self, x: Shape) -> Spatial:
        """The layer that does the same."""
        found: Spatial = lookup(f"{self.like}{len(x) - 1}D")(**self.settings(x), name=self.name)  # type: ignore[assignment]
        return found

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self.layer(xs[0])

    def output(self, *xs: Shape) -> Output:
        return self.layer(xs[0]).output(*xs)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from self.layer(xs[0]).needs(*xs)

    def macs(self, *xs: Shape) -> Dim:
        return self.layer(xs[0]).macs(*xs)


@dataclass(frozen=True)
class MaxPool(Sliding):
    """The maximum of each window.

    params:  0
    source:  keras.ops.max_pool
    """

    pool_size: Any
    strides: Any = None
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    like = "MaxPooling"

    def settings(self, x: Shape) -> dict[str, Any]:
        return {"pool_size": self.pool_size, "strides": self.strides, **super().settings(x)}


class AveragePool(MaxPool):
    """The mean of each window.

    params:  0
    source:  keras.ops.average_pool
    """

    like = "AveragePooling"


class ByArray(Sliding):
    """A convolution by an array, which is the same for every sample and no weight."""

    kernels: ClassVar[tuple[str, ...]] = ("kernel",)  # arrays: the sizes of a window, then two of channels

    def accept(self, *xs: Shape) -> None:
        for name in self.kernels:
            kernel = getattr(self, name)
            if kernel is None:
                raise LayerError(f"{owner(self)} takes a {name} that is an array; it may not be a tensor of the model")
            if xs and len(kernel) != len(xs[0]) + 1:
                raise LayerError(
                    f"{owner(self)}: for an input of shape {xs[0]} the {name} has {len(xs[0]) + 1} axes, "
                    f"not {len(kernel)}: {kernel}"
                )
        super().accept(*xs)

    def settings(self, x: Shape) -> dict[str, Any]:
        return {
            "kernel_size": tuple(getattr(self, self.kernels[0])[:-2]),
            "strides": self.strides,  # type: ignore[attr-defined]
            "dilation_rate": self.dilation_rate,  # type: ignore[attr-defined]
            **super().settings(x),
        }

    def fits(self, x: Shape, layer: Any) -> Iterator[Need]:
        """The window must fit into the input."""
        return layer.fit("kernel", x, layer.kernel_size, layer.padding, layer.dilation_rate)

    def channels(self) -> Dim:
        """The channels that the array takes."""
        size: Dim = getattr(self, self.kernels[0])[-2]
        return size

    def needs(self, *xs: Shape) -> Iterator[Need]:
        layer = self.layer(xs[0])
        yield from self.fits(xs[0], layer)
        yield Need(layer.channels(xs[0]), "==", self.channels(), "the kernel must have as many channels as the input")


@dataclass(frozen=True)
class Windowed(ByArray):
    """A convolution by an array that slides over the input."""

    strides: Any = 1
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    dilation_rate: Any = 1


@dataclass(frozen=True)
class Conv(Windowed):
    """F given filters slide over the input.

    params:  0
    source:  keras.ops.conv
    """

    kernel: Shape | None = array()

    like = "Conv"
    call = ("inputs", "kernel")

    def settings(self, x: Shape) -> dict[str, Any]:
        return {"filters": self.kernel[-1], **super().settings(x)}  # type: ignore[index]


@dataclass(frozen=True)
class DepthwiseConv(Windowed):
    """Each channel is convolved on its own with given filters.

    params:  0
    source:  keras.ops.depthwise_conv
    """

    kernel: Shape | None = array()

    like = "DepthwiseConv"
    ranks = (2, 3)
    call = ("inputs", "kernel")

    def settings(self, x: Shape) -> dict[str, Any]:
        return {"depth_multiplier": self.kernel[-1], **super().settings(x)}  # type: ignore[index]


@dataclass(frozen=True)
class SeparableConv(Windowed):
    """A depthwise convolution, then a mixture of its channels, both by given arrays.

    params:  0
    source:  keras.ops.separable_conv
    """

    depthwise_kernel: Shape | None = array()
    pointwise_kernel: Shape | None = array()

    like = "SeparableConv"
    ranks = (2, 3)
    kernels = ("depthwise_kernel", "pointwise_kernel")
    call = ("inputs", *kernels)

    def settings(self, x: Shape) -> dict[str, Any]:
        return {
            "filters": self.pointwise_kernel[-1],  # type: ignore[index]
            "depth_multiplier": self.depthwise_kernel[-1],  # type: ignore[index]
            **super().settings(x),
        }

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from super().needs(*xs)
        deep, mixed = self.depthwise_kernel or Shape(), self.pointwise_kernel or Shape()
        for size in mixed[:-2]:
            yield Need(size, "==", 1, "the pointwise_kernel must be 1 along every spatial axis")
        yield Need(product(deep[-2:]), "==", mixed[-2], "the pointwise_kernel must take what the other gives")


@dataclass(frozen=True)
class ConvTranspose(ByArray):
    """Each position is spread over a window of the output by a given array, whose channel axes are swapped.

    params:  0
    source:  keras.ops.conv_transpose
    """

    strides: Any = 1
    padding: str = choice("valid", "valid", "same")
    output_padding: Any = None
    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    dilation_rate: Any = 1
    kernel: Shape | None = array()

    like = "Conv"
    call = ("inputs", "kernel")

    def layer(self, x: Shape) -> Spatial:
        found: Spatial = lookup(f"Conv{len(x) - 1}DTranspose")(  # type: ignore[assignment]
            **self.settings(x), name=self.name
        )
        return found

    def settings(self, x: Shape) -> dict[str, Any]:
        given = {} if self.output_padding is None else {"output_padding": self.output_padding}
        return {"filters": self.kernel[-2], **given, **super().settings(x)}  # type: ignore[index]

    def channels(self) -> Dim:
        return self.kernel[-1]  # type: ignore[index]

    def fits(self, x: Shape, layer: Any) -> Iterator[Need]:
        return layer.needs(x)
