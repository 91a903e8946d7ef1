"""Transposed convolutions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...algebra import Dim, Need, Shape, exact, maximum, product
from ...errors import LayerError
from ...frozen import dataclass
from ...weight import Weight, optional
from ..fields import choice, dim, dims, extents, flag, owner
from ..window import reach
from .base import WORDS
from .kernels import FirstChannels, GivenChannels, Kernels


class Spreading(Kernels):
    """What transposed convolutions and their lazy forms have in common."""

    kernel_size: tuple[Dim, ...]  # fields of each subclass
    stride: tuple[Dim, ...]
    padding: tuple[Dim, ...]
    output_padding: tuple[Dim, ...]
    dilation: tuple[Dim, ...]
    bias: bool
    output_size: tuple[Dim, ...] | None

    family: ClassVar = "convolution"
    phrase: ClassVar = "{kernel_size} transposed conv {out_channels}"
    forward: ClassVar = ("input", "output_size")
    call_options: ClassVar = ("output_size",)
    own: ClassVar = (*Kernels.own, *call_options)

    def spread(self, x: Shape) -> tuple[Dim, ...]:
        """The spatial sizes of the output."""
        return self.least(x) if self.output_size is None else self.output_size[-self.rank :]

    def least(self, x: Shape) -> tuple[Dim, ...]:
        """The spatial sizes of the output where none are asked for."""
        axes = zip(
            self.spatial(x),
            self.kernel_size,
            self.stride,
            self.padding,
            self.output_padding if self.output_size is None else (0,) * self.rank,
            self.dilation,
            strict=True,
        )
        return tuple((n - 1) * s - 2 * p + reach(k, d) + extra for n, k, s, p, extra, d in axes)

    def output(self, *xs: Shape) -> Shape:
        return self.shape(xs[0], self.spread(xs[0]), self.out_channels)

    def kernel(self, channels: Dim) -> Iterator[Weight]:
        """The weights on so many input channels."""
        yield Weight("weight", (channels, exact(self.out_channels, self.groups), *self.kernel_size))
        yield from optional(self.bias, Weight("bias", (self.out_channels,)))

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        most = len(xs[0]) if len(xs[0]) == self.rank + 2 else self.rank + 1
        if self.output_size is not None and len(self.output_size) not in (self.rank, most):
            raise LayerError(f"{owner(self)}: output_size takes {self.rank} sizes, not {self.output_size}")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        yield from self.nonempty(xs[0])
        asked = () if self.output_size is None else self.spread(xs[0])
        for n, least, s in zip(asked, self.least(xs[0]), self.stride, strict=False):
            yield Need(n, ">=", least, f"output_size is at least {least}")
            yield Need(least + s - 1, ">=", n, f"output_size is at most {least + s - 1}")
        for extra, s, d in zip(self.output_padding, self.stride, self.dilation, strict=True):
            if extra != 0 and self.output_size is None:
                yield Need(maximum(s, d), ">=", extra + 1, f"output_padding {extra} must be below stride or dilation")
        for word, n in zip(WORDS[self.rank], self.spread(xs[0]), strict=True):
            yield Need(n, ">=", 1, f"nothing is left of the {word} of the output")

    def products(self, x: Shape, channels: Dim) -> Dim:
        """The multiply–accumulates on so many input channels."""
        batch = x[: len(x) - self.rank - 1]
        each = exact(self.out_channels, self.groups)
        return product((*batch, *self.spatial(x), *self.kernel_size, each, channels))


@dataclass(frozen=True)
class ConvTranspose(GivenChannels, Spreading):
    """Each input position is spread over a window of the output.

    shape:   (N, C_in, *n) -> (N, C_out, *(n - 1)*s - 2*p + d*(k - 1) + 1 + p_out)
    params:  C_in*C_out/g*prod(k) + C_out
    macs:    N*prod(n)*prod(k)*C_out/g*C_in
    source:  torch.nn.ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
    """

    in_channels: Dim = dim("C_in")
    out_channels: Dim = dim("C_out")
    kernel_size: tuple[Dim, ...] = dims("k")
    stride: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: tuple[Dim, ...] = dims("p", 0, neutral=0, least=0)
    output_padding: tuple[Dim, ...] = dims("p_out", 0, neutral=0, least=0)
    groups: Dim = dim("g", 1, neutral=1)
    bias: bool = flag(True)
    dilation: tuple[Dim, ...] = dims("d", 1, neutral=1)
    padding_mode: str = choice("zeros", "zeros")
    output_size: tuple[Dim, ...] | None = extents("o", None, optional=True, kw_only=True)  # an argument of forward


class ConvTranspose1d(ConvTranspose):
    rank = 1


class ConvTranspose2d(ConvTranspose):
    rank = 2


class ConvTranspose3d(ConvTranspose):
    rank = 3


@dataclass(frozen=True)
class LazyConvTranspose(FirstChannels, Spreading):
    """A transposed convolution that takes ``in_channels`` from its first input.

    shape:   (N, C_in, *n) -> (N, C_out, *(n - 1)*s - 2*p + d*(k - 1) + 1 + p_out)
    params:  C_in*C_out/g*prod(k) + C_out
    macs:    N*prod(n)*prod(k)*C_out/g*C_in
    source:  torch.nn.LazyConvTranspose1d, LazyConvTranspose2d, LazyConvTranspose3d
    """

    out_channels: Dim = dim("C_out")
    kernel_size: tuple[Dim, ...] = dims("k")
    stride: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: tuple[Dim, ...] = dims("p", 0, neutral=0, least=0)
    output_padding: tuple[Dim, ...] = dims("p_out", 0, neutral=0, least=0)
    groups: Dim = dim("g", 1, neutral=1)
    bias: bool = flag(True)
    dilation: tuple[Dim, ...] = dims("d", 1, neutral=1)
    padding_mode: str = choice("zeros", "zeros")
    output_size: tuple[Dim, ...] | None = extents("o", None, optional=True, kw_only=True)  # an argument of forward


class LazyConvTranspose1d(LazyConvTranspose):
    rank = 1


class LazyConvTranspose2d(LazyConvTranspose):
    rank = 2


class LazyConvTranspose3d(LazyConvTranspose):
    rank = 3
