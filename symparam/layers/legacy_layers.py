"""Layers that Keras 1 or 2 had, and Keras 3 has not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, product
from ..frozen import dataclass
from ..weight import Weight, optional
from .cells import Cell, LSTMCell
from .fields import choice, dim, dims, flag
from .layer import Layer
from .recurrent import LOOP, Recurrent
from .spatial import Spatial

WEIGHTED = (
    "kernel_initializer",
    "bias_initializer",
    "kernel_regularizer",
    "bias_regularizer",
    "activity_regularizer",
    "kernel_constraint",
    "bias_constraint",
)


@dataclass(frozen=True)
class LocallyConnected(Spatial):
    """A convolution with filters of its own at each position.

    shape:   (*n, C) -> (*floor((n - k)/s) + 1, F)
    params:  prod(floor((n - k)/s) + 1)*(prod(k)*C*F + F)
    macs:    prod(floor((n - k)/s) + 1)*prod(k)*C*F
    source:  keras.layers.LocallyConnected1D, LocallyConnected2D of Keras 2
    """

    filters: Dim = dim("F")
    kernel_size: tuple[Dim, ...] = dims("k")
    strides: tuple[Dim, ...] = dims("s", 1, neutral=1)
    padding: str = choice("valid", "valid")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")
    activation: Any = None
    use_bias: bool = flag(True)
    implementation: Any = choice(1, 1)

    inert: ClassVar = (*WEIGHTED, "implementation")

    def _windows(self, x: Shape) -> tuple[Dim, ...]:
        return self.slide(x, self.kernel_size, self.strides, "valid")

    def output(self, *xs: Shape) -> Shape:
        return self.shape(self._windows(xs[0]), self.filters)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        positions = self._windows(xs[0])
        yield Weight("kernel", (product(positions), product((*self.kernel_size, self.channels(xs[0]))), self.filters))
        yield from optional(self.use_bias, Weight("bias", (*positions, self.filters)))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        return self.fit("kernel", xs[0], self.kernel_size, "valid")

    def macs(self, *xs: Shape) -> Dim:
        return product((*self._windows(xs[0]), *self.kernel_size, self.channels(xs[0]), self.filters))


class LocallyConnected1D(LocallyConnected):
    rank = 1


class LocallyConnected2D(LocallyConnected):
    rank = 2


@dataclass(frozen=True)
class CuDNNLSTMCell(LSTMCell):
    """An LSTM cell with one bias for the input and one for the last output.

    shape:   (d), (u), (u) -> (u), (u), (u)
    params:  d*4*u + u*4*u + 8*u
    macs:    4*u*(d + u)
    """

    def _bias(self) -> tuple[Dim, ...]:
        return (8 * self.units,)


@dataclass(frozen=True)
class CuDNNLSTM(Recurrent):
    """An LSTM with one bias for the input and one for the last output.

    shape:   (T, d) -> (u)
    params:  d*4*u + u*4*u + 8*u
    macs:    T*4*u*(d + u)
    source:  keras.layers.CuDNNLSTM of Keras 2
    """

    units: Dim = dim("u")

    ranks: ClassVar = (2, 2)
    inert: ClassVar = (
        "kernel_initializer",
        "recurrent_initializer",
        "bias_initializer",
        "unit_forget_bias",
        "kernel_regularizer",
        "recurrent_regularizer",
        "bias_regularizer",
        "activity_regularizer",
        "kernel_constraint",
        "recurrent_constraint",
        "bias_constraint",
        *LOOP,
    )

    @property
    def step(self) -> Cell:
        return CuDNNLSTMCell(self.units)


@dataclass(frozen=True)
class MaxoutDense(Layer):
    """The largest of several affine maps.

    shape:   (d,) -> (u,)
    params:  n_piece*d*u + n_piece*u
    macs:    n_piece*d*u
    source:  keras.layers.MaxoutDense of Keras 1
    """

    units: Dim = dim("u")
    nb_feature: Dim = dim("n_piece", 4)
    use_bias: bool = flag(True)

    ranks: ClassVar = (1, 1)
    inert: ClassVar = (*WEIGHTED, "use_bias")

    def output(self, *xs: Shape) -> Shape:
        return Shape((self.units,))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("W", (self.nb_feature, xs[0][0], self.units))
        yield from optional(self.use_bias, Weight("b", (self.nb_feature, self.units)))

    def macs(self, *xs: Shape) -> Dim:
        return product((self.nb_feature, xs[0][0], self.units))


@dataclass(frozen=True)
class Highway(Layer):
    """A mixture of the input and an affine map of it, weighed by another affine map.

    shape:   (d,) -> (d,)
    params:  2*d*d + 2*d
    macs:    2*d*d
    source:  keras.layers.Highway of Keras 1
    """

    activation: Any = None
    use_bias: bool = flag(True)

    ranks: ClassVar = (1, 1)
    inert: ClassVar = (*WEIGHTED, "use_bias")

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        d = xs[0][0]
        yield Weight("W", (d, d))
        yield Weight("W_carry", (d, d))
        yield from optional(self.use_bias, Weight("b", (d,)), Weight("b_carry", (d,)))

    def macs(self, *xs: Shape) -> Dim:
        return 2 * xs[0][0] * xs[0][0]
