"""Recurrent layers whose maps are convolutions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, product
from ..frozen import dataclass
from ..weight import Weight, optional
from .cells import SIMPLE, Cell, state_axes
from .fields import choice, dim, dims, flag
from .recurrent import LOOP, Recurrent
from .spatial import Spatial
from .window import stride_or_dilation


@dataclass(frozen=True)
class ConvLSTMCell(Spatial, Cell):
    """An LSTM cell on images; its last output is convolved at stride 1 and keeps its size."""

    filters: Dim = dim("F")
    kernel_size: tuple[Dim, ...] = dims("k")
    strides: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    dilation_rate: tuple[Dim, ...] = dims("d", 1, neutral=1)
    use_bias: bool = flag(True)

    def _windows(self, x: Shape) -> tuple[Dim, ...]:
        return self.slide(x, self.kernel_size, self.strides, self.padding, self.dilation_rate)

    def states(self, x: Shape) -> tuple[Shape, ...]:
        return (self.shape(self._windows(x), self.filters),) * 2

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("kernel", (*self.kernel_size, self.channels(xs[0]), 4 * self.filters))
        yield Weight("recurrent_kernel", (*self.kernel_size, self.filters, 4 * self.filters))
        yield from optional(self.use_bias, Weight("bias", (4 * self.filters,)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from self.fit("kernel", xs[0], self.kernel_size, self.padding, self.dilation_rate)
        yield from stride_or_dilation(self.strides, self.dilation_rate)

    def macs(self, *xs: Shape) -> Dim:
        return product(
            (*self._windows(xs[0]), *self.kernel_size, 4 * self.filters, self.channels(xs[0]) + self.filters)
        )


class ConvLSTMCell1D(ConvLSTMCell):
    rank = 1


class ConvLSTMCell2D(ConvLSTMCell):
    rank = 2


class ConvLSTMCell3D(ConvLSTMCell):
    rank = 3


CELLS = {1: ConvLSTMCell1D, 2: ConvLSTMCell2D, 3: ConvLSTMCell3D}
AXES = {1: ("W_in",), 2: ("H_in", "W_in"), 3: ("D_in", "H_in", "W_in")}


@dataclass(frozen=True)
class ConvLSTM(Recurrent):
    """An LSTM on a sequence of images.

    shape:   (T, *n, C) -> (*floor((n - d*(k - 1) - 1)/s) + 1, F)
    params:  prod(k)*C*4*F + prod(k)*F*4*F + 4*F
    macs:    T*prod(floor((n - d*(k - 1) - 1)/s) + 1)*prod(k)*4*F*(C + F)
    source:  keras.layers.ConvLSTM1D, ConvLSTM2D, ConvLSTM3D
    """

    phrase: ClassVar = "{kernel_size} conv LSTM {filters}"

    filters: Dim = dim("F")
    kernel_size: tuple[Dim, ...] = dims("k")
    strides: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    dilation_rate: tuple[Dim, ...] = dims("d", 1, neutral=1)
    activation: Any = "tanh"
    recurrent_activation: Any = "sigmoid"
    use_bias: bool = flag(True)

    rank: ClassVar[int]
    inert: ClassVar = (*SIMPLE[:3], "unit_forget_bias", *SIMPLE[3:6], "activity_regularizer", *SIMPLE[6:], *LOOP[:4])
    also: ClassVar = ("zero_output_for_mask", "unroll")

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.ranks = (cls.rank + 2, cls.rank + 2)

    @property
    def step(self) -> Cell:
        return CELLS[self.rank](
            self.filters,
            self.kernel_size,
            self.strides,
            self.padding,
            self.data_format,
            self.dilation_rate,
            self.use_bias,
        )

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        image = AXES[self.rank]
        first = self.data_format == "channels_first"
        return (("T", *(("C_in", *image) if first else (*image, "C_in"))), *state_axes(xs[1:]))


class ConvLSTM1D(ConvLSTM):
    rank = 1


class ConvLSTM2D(ConvLSTM):
    rank = 2


class ConvLSTM3D(ConvLSTM):
    rank = 3
