"""One step of a recurrent layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, total
from ..errors import LayerError
from ..frozen import dataclass
from ..weight import Weight, optional
from .fields import called, dim, flag, owner, sub
from .layer import Layer
from .nested import Nested, Part


class Cell(Layer):
    """A layer of an input and states that returns an output and the next states; the first state is the output."""

    family: ClassVar = "recurrent"

    arity: ClassVar = (1, None)
    call: ClassVar = ("inputs", "states")
    beside: ClassVar = ("training",)

    def states(self, x: Shape) -> tuple[Shape, ...]:
        """The shapes of the states, the output first."""
        raise NotImplementedError

    def output(self, *xs: Shape) -> tuple[Shape, ...]:
        states = self.states(xs[0])
        return (states[0], *states)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        expect_states(self, self.states(xs[0]), xs[1:], required=True)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (*super().axis_names(xs[0]), *state_axes(xs[1:]))


def state_axes(states: tuple[Shape, ...]) -> tuple[tuple[str, ...], ...]:
    """The letters of given states in the general rule."""
    return tuple(("u",) if len(s) == 1 else tuple(f"n_{i + 1}" for i in range(len(s))) for s in states)


def expect_states(layer: Layer, states: tuple[Shape, ...], given: tuple[Shape, ...], required: bool = False) -> None:
    """Raise LayerError where the given states differ from a layer's in number or axes."""
    if len(given) != len(states) and (given or required):
        raise LayerError(
            f"{owner(layer)} takes an initial_state for each of its {len(states)} states, not {len(given)}"
        )
    for one, state in zip(given, states, strict=False):
        if len(one) != len(state):
            raise LayerError(f"{owner(layer)}: the initial_state {one} has {len(one)} axes, not {len(state)}")


def equal_states(states: tuple[Shape, ...], given: tuple[Shape, ...]) -> Iterator[Need]:
    """Given states must be as large as a layer's."""
    for one, state in zip(given, states, strict=False):
        for a, b in zip(one, state, strict=True):
            yield Need(a, "==", b, "the initial_state must be as large as the layer's state")


@dataclass(frozen=True)
class Gated(Cell):
    """An affine map of the input and one of the last output, for each of the gates."""

    units: Dim = dim("u")
    activation: Any = "tanh"
    use_bias: bool = flag(True)

    gates: ClassVar[int] = 1
    memory: ClassVar[int] = 1  # how many states
    ranks: ClassVar = (1, 1)

    def states(self, x: Shape) -> tuple[Shape, ...]:
        return (Shape((self.units,)),) * self.memory

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("kernel", (xs[0][-1], self.gates * self.units))
        yield Weight("recurrent_kernel", (self.units, self.gates * self.units))
        yield from optional(self.use_bias, Weight("bias", self._bias()))

    def _bias(self) -> tuple[Dim, ...]:
        return (self.gates * self.units,)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        return equal_states(self.states(xs[0]), xs[1:])

    def macs(self, *xs: Shape) -> Dim:
        return self.gates * self.units * (xs[0][-1] + self.units)


SIMPLE = (
    "kernel_initializer",
    "recurrent_initializer",
    "bias_initializer",
    "kernel_regularizer",
    "recurrent_regularizer",
    "bias_regularizer",
    "kernel_constraint",
    "recurrent_constraint",
    "bias_constraint",
    "dropout",
    "recurrent_dropout",
    "seed",
)


@dataclass(frozen=True)
class SimpleRNNCell(Gated):
    """The next output from the input and the last output.

    shape:   (d), (u) -> (u), (u)
    params:  d*u + u*u + u
    macs:    u*(d + u)
    source:  keras.layers.SimpleRNNCell
    """

    call: ClassVar = ("sequence", "states")
    inert: ClassVar = SIMPLE


@dataclass(frozen=True)
class LSTMCell(Gated):
    """Three gates and a candidate, with a memory beside the output.

    shape:   (d), (u), (u) -> (u), (u), (u)
    params:  d*4*u + u*4*u + 4*u
    macs:    4*u*(d + u)
    source:  keras.layers.LSTMCell
    """

    gates = 4
    memory = 2
    inert: ClassVar = ("recurrent_activation", "use_bias", *SIMPLE[:3], "unit_forget_bias", *SIMPLE[3:])
    also: ClassVar = ("implementation",)


@dataclass(frozen=True)
class GRUCell(Gated):
    """Two gates and a candidate; with ``reset_after`` the input's and the last output's maps have a bias each.

    shape:   (d), (u) -> (u), (u)
    params:  d*3*u + u*3*u + 2*3*u
    macs:    3*u*(d + u)
    source:  keras.layers.GRUCell
    """

    reset_after: bool = flag(True)

    gates = 3
    inert: ClassVar = ("recurrent_activation", "use_bias", *SIMPLE[:11], "reset_after", "seed")
    also: ClassVar = ("implementation",)

    def _bias(self) -> tuple[Dim, ...]:
        return (2, 3 * self.units) if self.reset_after else (3 * self.units,)


@dataclass(frozen=True)
class StackedRNNCells(Nested, Cell):
    """Cells in a row, each of which gets the output of the one before.

    source:  keras.layers.StackedRNNCells
    """

    cells: tuple[Cell, ...] = sub()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.cells, (list, tuple)) or not self.cells:
            raise LayerError(f"{owner(self)}: cells is a list of cells, not {called(self.cells)}")
        for cell in self.cells:
            if not isinstance(cell, Cell):
                raise LayerError(f"{owner(self)}: cells holds {called(cell)}, which is no recurrent cell")
        object.__setattr__(self, "cells", tuple(self.cells))

    def parts(self, *xs: Shape) -> Iterator[Part]:
        x = xs[0]
        for i, cell in enumerate(self.cells):
            yield f"{i}/", cell, (x,)
            x = cell.output(x)[0]

    def states(self, x: Shape) -> tuple[Shape, ...]:
        return tuple(s for _, cell, (inner,) in self.parts(x) for s in cell.states(inner))  # type: ignore[attr-defined]

    def output(self, *xs: Shape) -> tuple[Shape, ...]:
        *_, (_, last, (x,)) = self.parts(xs[0])
        return (last.output(x)[0], *self.states(xs[0]))  # type: ignore[arg-type]

    def accept(self, *xs: Shape) -> None:
        Layer.accept(self, *xs)
        expect_states(self, self.states(xs[0]), xs[1:], required=True)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield from super().needs(*xs)
        yield from equal_states(self.states(xs[0]), xs[1:])

    def macs(self, *xs: Shape) -> Dim:
        return total(cell.macs(x) for _, cell, (x,) in self.parts(xs[0]))
