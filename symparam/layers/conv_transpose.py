"""Transposed convolutions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, maximum, mod, product
from ..frozen import dataclass
from ..weight import Weight, optional
from .fields import choice, dim, dims, flag
from .spatial import WORDS, Spatial
from .window import reach, stride_or_dilation


@dataclass(frozen=True)
class ConvTranspose(Spatial):
    """Each input position is spread over a window of the output; the kernel's channel axes are swapped.

    shape:   (*n, C) -> (*(n - 1)*s + max(d*(k - 1) + 1, s), F)
    params:  prod(k)*F*C + F
    macs:    prod(n)*prod(k)*F*C
    source:  keras.layers.Conv1DTranspose, Conv2DTranspose, Conv3DTranspose
    """

    family: ClassVar = "convolution"
    phrase: ClassVar = "{kernel_size} transposed conv {filters}"

    filters: Dim = dim("F")
    kernel_size: tuple[Dim, ...] = dims("k")
    strides: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: str = choice("valid", "valid", "same")
    output_padding: tuple[Dim, ...] | None = dims("p_out", None, least=0, optional=True)
    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    dilation_rate: tuple[Dim, ...] = dims("d", 1, neutral=1)
    activation: Any = None
    use_bias: bool = flag(True)

    inert: ClassVar[tuple[str, ...]] = (
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "activity_regularizer",
        "kernel_constraint",
        "bias_constraint",
    )

    def output(self, *xs: Shape) -> Shape:
        extra = self.output_padding or (None,) * self.rank
        return self.shape(
            (
                _spread(n, reach(k, d), s, p, self.padding)
                for n, k, d, s, p in zip(
                    self.spatial(xs[0]), self.kernel_size, self.dilation_rate, self.strides, extra, strict=True
                )
            ),
            self.filters,
        )

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("kernel", (*self.kernel_size, self.filters, self.channels(xs[0])))
        yield from optional(self.use_bias, Weight("bias", (self.filters,)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from stride_or_dilation(self.strides, self.dilation_rate)
        for word, n in zip(WORDS[self.rank], self.spatial(xs[0]), strict=True):
            yield Need(n, ">=", 1, f"the {word} is empty")
        for p, s in zip(self.output_padding or (), self.strides, strict=False):
            yield Need(s, ">=", p + 1, f"the stride must be above output_padding {p}")

    def macs(self, *xs: Shape) -> Dim:
        return product((*self.spatial(xs[0]), *self.kernel_size, self.filters, self.channels(xs[0])))


def _spread(n: Dim, kernel: Dim, stride: Dim, extra: Dim | None, padding: str) -> Dim:
    """One axis of the output, from the reach of the kernel."""
    if padding == "same":
        return n * stride if extra is None else (n - 1) * stride + mod(kernel, 2) + extra
    return (n - 1) * stride + (maximum(kernel, stride) if extra is None else kernel + extra)


class Conv1DTranspose(ConvTranspose):
    rank = 1


class Conv2DTranspose(ConvTranspose):
    rank = 2


class Conv3DTranspose(ConvTranspose):
    rank = 3
    inert = ("data_format", "output_padding", "dilation_rate", "activation", "use_bias", *ConvTranspose.inert)
