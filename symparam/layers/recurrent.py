"""Recurrent layers: a cell at each time step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape
from ..errors import LayerError
from ..frozen import dataclass
from ..weight import Weight
from .cells import (
    SIMPLE,
    Cell,
    GRUCell,
    LSTMCell,
    SimpleRNNCell,
    StackedRNNCells,
    equal_states,
    expect_states,
    state_axes,
)
from .fields import called, dim, flag, owner, sub
from .layer import Key, Layer, Output
from .nested import Nested, Part

LOOP = ("return_sequences", "return_state", "go_backwards", "stateful", "unroll")


@dataclass(frozen=True)
class Recurrent(Nested):
    """A cell at each time step of the first input; further inputs are its initial states."""

    family: ClassVar = "recurrent"

    return_sequences: bool = flag(kw_only=True)
    return_state: bool = flag(kw_only=True)
    go_backwards: bool = flag(kw_only=True)
    stateful: bool = flag(kw_only=True)
    unroll: bool = flag(kw_only=True)

    arity: ClassVar = (1, None)
    call: ClassVar = ("sequences", "initial_state")
    beside: ClassVar = ("mask", "training")
    also: ClassVar[tuple[str, ...]] = ("zero_output_for_mask", "implementation", "time_major")

    @property
    def step(self) -> Cell:
        """The cell."""
        raise NotImplementedError

    def parts(self, *xs: Shape) -> Iterator[Part]:
        yield "", self.step, (Shape(xs[0][1:]),)

    def owned(self, *xs: Shape) -> Iterator[tuple[Key, Weight]]:
        return Layer.owned(self, *xs)  # the cell is made anew each time

    def states(self, x: Shape) -> tuple[Shape, ...]:
        """The shapes of the states, in the order in which they are taken and returned."""
        return self.step.output(Shape(x[1:]))[1:]

    def output(self, *xs: Shape) -> Output:
        last, *states = self.step.output(Shape(xs[0][1:]))
        y = Shape((xs[0][0], *last)) if self.return_sequences else last
        return (y, *states) if self.return_state else y

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from super().needs(*xs)
        yield from equal_states(self.states(xs[0]), xs[1:])

    def macs(self, *xs: Shape) -> Dim:
        return xs[0][0] * self.step.macs(Shape(xs[0][1:]))

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (*super().axis_names(xs[0]), *state_axes(xs[1:]))

    def accept(self, *xs: Shape) -> None:
        Layer.accept(self, *xs[:1])
        expect_states(self, self.states(xs[0]), xs[1:])


@dataclass(frozen=True)
class RNN(Recurrent):
    """A cell, or several cells in a row, at each time step.

    source:  keras.layers.RNN
    """

    cell: Cell = sub()

    ranks: ClassVar = (2, 2)
    inert: ClassVar = (*LOOP, "zero_output_for_mask")
    also: ClassVar = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if isinstance(self.cell, (list, tuple)):
            object.__setattr__(self, "cell", StackedRNNCells(tuple(self.cell)))
        if not isinstance(self.cell, Cell):
            raise LayerError(f"{owner(self)}: cell is a recurrent cell or a list of them, not {called(self.cell)}")

    @property
    def step(self) -> Cell:
        return self.cell

    def owned(self, *xs: Shape) -> Iterator[tuple[Key, Weight]]:
        return Nested.owned(self, *xs)


@dataclass(frozen=True)
class SimpleRNN(Recurrent):
    """The next output from the input and the last output.

    shape:   (T, d) -> (u)
    params:  d*u + u*u + u
    macs:    T*u*(d + u)
    source:  keras.layers.SimpleRNN
    """

    phrase: ClassVar = "RNN {units}"

    units: Dim = dim("u")
    activation: Any = "tanh"
    use_bias: bool = flag(True)

    freezes: ClassVar = True  # handed to the cell
    ranks: ClassVar = (2, 2)
    inert: ClassVar = (*SIMPLE[:6], "activity_regularizer", *SIMPLE[6:11], *LOOP, "seed")

    @property
    def step(self) -> Cell:
        return SimpleRNNCell(self.units, use_bias=self.use_bias)


@dataclass(frozen=True)
class LSTM(Recurrent):
    """Three gates and a candidate, with a memory beside the output.

    shape:   (T, d) -> (u)
    params:  d*4*u + u*4*u + 4*u
    macs:    T*4*u*(d + u)
    source:  keras.layers.LSTM
    """

    phrase: ClassVar = "LSTM {units}"

    units: Dim = dim("u")
    activation: Any = "tanh"
    recurrent_activation: Any = "sigmoid"
    use_bias: bool = flag(True)

    freezes: ClassVar = True  # handed to the cell
    ranks: ClassVar = (2, 2)
    inert: ClassVar = (
        *SIMPLE[:3],
        "unit_forget_bias",
        *SIMPLE[3:6],
        "activity_regularizer",
        *SIMPLE[6:],
        *LOOP,
        "use_cudnn",
    )

    @property
    def step(self) -> Cell:
        return LSTMCell(self.units, use_bias=self.use_bias)


@dataclass(frozen=True)
class GRU(Recurrent):
    """Two gates and a candidate; with ``reset_after`` the input's and the last output's maps have a bias each.

    shape:   (T, d) -> (u)
    params:  d*3*u + u*3*u + 2*3*u
    macs:    T*3*u*(d + u)
    source:  keras.layers.GRU
    """

    phrase: ClassVar = "GRU {units}"

    units: Dim = dim("u")
    activation: Any = "tanh"
    recurrent_activation: Any = "sigmoid"
    use_bias: bool = flag(True)
    reset_after: bool = flag(True)

    freezes: ClassVar = True  # handed to the cell
    ranks: ClassVar = (2, 2)
    inert: ClassVar = (*SIMPLE[:6], "activity_regularizer", *SIMPLE[6:], *LOOP, "reset_after", "use_cudnn")

    @property
    def step(self) -> Cell:
        return GRUCell(self.units, use_bias=self.use_bias, reset_after=self.reset_after)
