"""Convolutions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, div, exact, product
from ...errors import LayerError
from ...frozen import dataclass
from ...several import for_each
from ...weight import Weight, optional
from ..fields import choice, dim, dims, flag, owner, whole
from ..window import positions, reach
from .base import WORDS
from .kernels import FirstChannels, GivenChannels, Kernels

PADDINGS = ("zeros", "reflect", "replicate", "circular")


def padding() -> Any:
    """The field of a padding: 'same', 'valid', or a size for each spatial axis."""

    def check(layer: Any, name: str, value: Any) -> Any:
        if isinstance(value, str):
            if value not in ("same", "valid"):
                raise LayerError(f"{owner(layer)}: {name} is 'same', 'valid' or a size for each axis, not {value!r}")
            return value
        values = for_each(value, layer.rank)
        if len(values) != layer.rank:
            raise LayerError(f"{owner(layer)}: {name} takes {layer.rank} sizes, not {values}")
        return tuple(whole(layer, name, v, 0) for v in values)

    return field(default=0, metadata={"check": check, "letter": "p", "neutral": 0, "window": True, "least": 0})


class Convolving(Kernels):
    """What convolutions and their lazy forms have in common."""

    kernel_size: tuple[Dim, ...]  # fields of each subclass
    stride: tuple[Dim, ...]
    padding: str | tuple[Dim, ...]
    dilation: tuple[Dim, ...]
    bias: bool
    padding_mode: str

    family: ClassVar = "convolution"
    phrase: ClassVar = "{kernel_size} conv {out_channels}"

    @property
    def sides(self) -> tuple[tuple[Dim, Dim], ...]:
        """How much is put before and after each spatial axis."""
        if self.padding == "same":
            beyond = [d * (k - 1) for k, d in zip(self.kernel_size, self.dilation, strict=True)]
            return tuple((div(n, 2), n - div(n, 2)) for n in beyond)
        if isinstance(self.padding, str):
            return ((0, 0),) * self.rank
        return tuple((p, p) for p in self.padding)

    def windows(self, x: Shape) -> tuple[Dim, ...]:
        """How many positions the kernel has along each spatial axis."""
        axes = zip(self.spatial(x), self.kernel_size, self.stride, self.sides, self.dilation, strict=True)
        return tuple(positions(n, k, s, a, b, d) for n, k, s, (a, b), d in axes)

    def output(self, *xs: Shape) -> Shape:
        return self.shape(xs[0], self.windows(xs[0]), self.out_channels)

    def kernel(self, channels: Dim) -> Iterator[Weight]:
        """The weights on so many input channels."""
        yield Weight("weight", (self.out_channels, exact(channels, self.groups), *self.kernel_size))
        yield from optional(self.bias, Weight("bias", (self.out_channels,)))

    def argument_needs(self) -> Iterator[Need]:
        yield from super().argument_needs()
        if self.padding == "same":
            for s in self.stride:
                if s != 1:
                    yield Need(s, "==", 1, "padding='same' needs a stride of 1")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        axes = zip(WORDS[self.rank], self.spatial(xs[0]), self.kernel_size, self.sides, self.dilation, strict=True)
        for word, n, k, (a, b), d in axes:
            yield Need(n, ">=", 1, f"the {word} is empty")
            yield from self._border(word, n, a, b)
            if self.padding != "same":
                wide = f"kernel {k}" if d == 1 else f"kernel {k} with dilation {d}"
                yield Need(n + a + b, ">=", reach(k, d), f"{wide} does not fit into the padded {word}")

    def _border(self, word: str, n: Dim, before: Dim, after: Dim) -> Iterator[Need]:
        """Borders that are copied from the axis are no longer than it."""
        for p in dict.fromkeys((before, after)):
            if self.padding_mode == "reflect" and p != 0:
                yield Need(n, ">=", p + 1, f"padding_mode='reflect' needs a {word} above the padding {p}")
            elif self.padding_mode == "circular" and p != 0:
                yield Need(n, ">=", p, f"padding_mode='circular' needs a {word} of at least the padding {p}")

    def products(self, x: Shape, channels: Dim) -> Dim:
        """The multiply–accumulates on so many input channels."""
        batch = x[: len(x) - self.rank - 1]
        each = exact(channels, self.groups)
        return product((*batch, *self.windows(x), *self.kernel_size, each, self.out_channels))


@dataclass(frozen=True)
class Conv(GivenChannels, Convolving):
    """A kernel for each output channel slides over the input.

    shape:   (N, C_in, *n) -> (N, C_out, *floor((n + 2*p - d*(k - 1) - 1)/s) + 1)
    params:  C_out*C_in/g*prod(k) + C_out
    macs:    N*prod(floor((n + 2*p - d*(k - 1) - 1)/s) + 1)*prod(k)*C_in/g*C_out
    source:  torch.nn.Conv1d, Conv2d, Conv3d
    """

    in_channels: Dim = dim("C_in")
    out_channels: Dim = dim("C_out")
    kernel_size: tuple[Dim, ...] = dims("k")
    stride: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: str | tuple[Dim, ...] = padding()
    dilation: tuple[Dim, ...] = dims("d", 1, neutral=1)
    groups: Dim = dim("g", 1, neutral=1)
    bias: bool = flag(True)
    padding_mode: str = choice("zeros", *PADDINGS)


class Conv1d(Conv):
    rank = 1


class Conv2d(Conv):
    rank = 2


class Conv3d(Conv):
    rank = 3


@dataclass(frozen=True)
class LazyConv(FirstChannels, Convolving):
    """A convolution that takes ``in_channels`` from its first input.

    shape:   (N, C_in, *n) -> (N, C_out, *floor((n + 2*p - d*(k - 1) - 1)/s) + 1)
    params:  C_out*C_in/g*prod(k) + C_out
    macs:    N*prod(floor((n + 2*p - d*(k - 1) - 1)/s) + 1)*prod(k)*C_in/g*C_out
    source:  torch.nn.LazyConv1d, LazyConv2d, LazyConv3d
    """

    out_channels: Dim = dim("C_out")
    kernel_size: tuple[Dim, ...] = dims("k")
    stride: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: str | tuple[Dim, ...] = padding()
    dilation: tuple[Dim, ...] = dims("d", 1, neutral=1)
    groups: Dim = dim("g", 1, neutral=1)
    bias: bool = flag(True)
    padding_mode: str = choice("zeros", *PADDINGS)


class LazyConv1d(LazyConv):
    rank = 1


class LazyConv2d(LazyConv):
    rank = 2


class LazyConv3d(LazyConv):
    rank = 3
