"""Convolutions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, exact, product
from ..weight import Weight
from .fields import choice, dim, dims
from .spatial import Spatial
from .window import window


@dataclass(frozen=True)
class Conv(Spatial):
    """Each of F filters has a kernel over its group of the input channels, and one bias.

    shape:   (*n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*(C/g)*F + F
    source:  keras.layers.Conv1D, Conv2D, Conv3D
    """

    filters: Dim = dim("F")
    kernel_size: tuple[Dim, ...] = dims("k")
    strides: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    dilation_rate: tuple[Dim, ...] = dims("d", 1, neutral=1)
    groups: Dim = dim("g", 1, neutral=1)
    activation: Any = None
    use_bias: bool = True

    inert: ClassVar = ("kernel_initializer", "bias_initializer", "kernel_regularizer", "bias_regularizer",
                       "activity_regularizer", "kernel_constraint", "bias_constraint")

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self._windows(xs[0]), self.filters)

    def _windows(self, x: Shape) -> tuple[Dim, ...]:
        return tuple(window(n, k, s, self.padding, d) for n, k, s, d in
                     zip(self.spatial(x), self.kernel_size, self.strides, self.dilation_rate, strict=True))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("kernel", (*self.kernel_size, exact(self.channels(xs[0]), self.groups), self.filters))
        if self.use_bias:
            yield Weight("bias", (self.filters,))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for n, k in zip(self._windows(xs[0]), self.kernel_size, strict=True):
            yield Need(n, ">=", 1, f"kernel {k} must fit into its input")
        for channels in (self.channels(xs[0]), self.filters):
            if self.groups != 1:
                yield Need(self.groups, "divides", channels, "groups must divide channels and filters")

    def macs(self, *xs: Shape) -> Dim:
        return product((*self._windows(xs[0]), *self.kernel_size, exact(self.channels(xs[0]), self.groups), self.filters))


class Conv1D(Conv):
    rank = 1


class Conv2D(Conv):
    rank = 2


class Conv3D(Conv):
    rank = 3
