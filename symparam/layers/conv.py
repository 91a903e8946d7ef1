"""Convolutions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, exact, product
from ..frozen import dataclass
from ..weight import Weight, optional
from .fields import adapter, choice, dim, dims, flag
from .lora import adapted
from .spatial import Spatial
from .window import stride_or_dilation


@dataclass(frozen=True)
class Conv(Spatial):
    """F filters slide over the input.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C/g*F + F
    macs:    prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*C/g*F
    source:  keras.layers.Conv1D, Conv2D, Conv3D
    """

    family: ClassVar = "convolution"
    phrase: ClassVar = "{kernel_size} conv {filters}"

    filters: Dim = dim("F")
    kernel_size: tuple[Dim, ...] = dims("k")
    strides: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    dilation_rate: tuple[Dim, ...] = dims("d", 1, neutral=1)
    groups: Dim = dim("g", 1, neutral=1)
    activation: Any = None
    use_bias: bool = flag(True)
    lora_rank: Dim | None = adapter(kw_only=True)

    inert: ClassVar = (
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "activity_regularizer",
        "kernel_constraint",
        "bias_constraint",
    )
    also: ClassVar = ("lora_alpha",)

    def _windows(self, x: Shape) -> tuple[Dim, ...]:
        return self.slide(x, self.kernel_size, self.strides, self.padding, self.dilation_rate)

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self._windows(xs[0]), self.filters)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        kernel = (*self.kernel_size, exact(self.channels(xs[0]), self.groups), self.filters)
        bias = optional(self.use_bias, Weight("bias", (self.filters,)))
        return adapted(self, "kernel", kernel, *bias)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from self.fit("kernel", xs[0], self.kernel_size, self.padding, self.dilation_rate)
        yield from stride_or_dilation(self.strides, self.dilation_rate)
        if self.groups != 1:
            yield Need(self.groups, "divides", self.channels(xs[0]), "groups must divide the input's channels")
            yield Need(self.groups, "divides", self.filters, "groups must divide filters")

    def macs(self, *xs: Shape) -> Dim:
        return product(
            (*self._windows(xs[0]), *self.kernel_size, exact(self.channels(xs[0]), self.groups), self.filters)
        )


@dataclass(frozen=True)
class Conv1D(Conv):
    rank = 1
    padding: str = choice("valid", "valid", "same", "causal")


class Conv2D(Conv):
    rank = 2


class Conv3D(Conv):
    rank = 3
