"""Recurrent modules, of several layers and in both directions; and their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, product, total
from ...errors import LayerError
from ...frozen import dataclass
from ...several import single
from ...weight import Weight, optional
from ..fields import choice, dim, flag, owner, real
from ..layer import Output
from .base import TorchLayer


class Recurrent(TorchLayer):
    """What RNN, LSTM and GRU have in common: a cell at each step, and so in each layer and direction.

    With ``batch_first`` the batch stands first in input and output; in the states it is always at axis 1.
    """

    input_size: Dim  # fields of each subclass
    hidden_size: Dim
    num_layers: Dim
    bias: bool
    batch_first: bool
    bidirectional: bool
    proj_size: Dim = 0

    family: ClassVar = "recurrent"
    ranks: ClassVar = (2, 3)
    arity: ClassVar = (1, 2)
    call: ClassVar = ("input", "hx")
    gates: ClassVar[int] = 1

    @property
    def directions(self) -> int:
        """1 or 2."""
        return 2 if self.bidirectional else 1

    @property
    def width(self) -> Dim:
        """Features of one direction of the output."""
        return self.proj_size if self.proj_size != 0 else self.hidden_size

    def states(self, x: Shape) -> tuple[Shape, ...]:
        """The shapes of the states, in the order in which they are taken and returned."""
        batch = () if len(x) == 2 else (x[0] if self.batch_first else x[1],)
        return (Shape((self.num_layers * self.directions, *batch, self.width)),)

    def output(self, *xs: Shape) -> Output:
        return (Shape((*xs[0][:-1], self.directions * self.width)), *self.states(xs[0]))

    def arrange(self, outputs: Sequence[Any]) -> Any:
        output, *states = outputs
        return output, single(tuple(states))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for place, count, width in self._layers():
            for reverse in ("", "_reverse")[: self.directions]:
                for name, shape in self._cell(width):
                    yield Weight(f"{name}_l{place}{reverse}", shape if count == 1 else (count, *shape))

    def _layers(self) -> Iterator[tuple[int | str, Dim, Dim]]:
        """The place of each layer, how many there are like it, and the features that enter it."""
        yield 0, 1, self.input_size
        inner = self.directions * self.width
        if isinstance(self.num_layers, int):
            yield from ((place, 1, inner) for place in range(1, self.num_layers))
        else:
            yield "*", self.num_layers - 1, inner

    def _cell(self, features: Dim) -> Iterator[tuple[str, tuple[Dim, ...]]]:
        wide = self.gates * self.hidden_size
        yield "weight_ih", (wide, features)
        yield "weight_hh", (wide, self.width)
        if self.bias:
            yield "bias_ih", (wide,)
            yield "bias_hh", (wide,)
        if self.proj_size != 0:
            yield "weight_hr", (self.proj_size, self.hidden_size)

    def argument_needs(self) -> Iterator[Need]:
        if self.proj_size != 0:
            yield Need(self.hidden_size, ">=", self.proj_size + 1, "proj_size must be below hidden_size")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        x, *given = xs
        yield Need(x[-1], "==", self.input_size, "input_size must be the size of the input's last axis")
        for state, own in zip(given, self.states(x), strict=False):
            for a, b in zip(state, own, strict=True):
                yield Need(a, "==", b, f"a state given must be as large as the module's, {own}")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        own, given = self.states(xs[0]), xs[1:]
        if given and len(given) != len(own):
            raise LayerError(f"{owner(self)}: hx holds {len(own)} tensors, (h, c), not {len(given)}")
        for state, one in zip(given, own, strict=False):
            if len(state) != len(one):
                raise LayerError(f"{owner(self)}: a state has {len(one)} axes, {one}, not {len(state)}: {state}")

    def macs(self, *xs: Shape) -> Dim:
        positions = product(xs[0][:-1])
        maps = (
            product((count, self.directions, positions, *shape))
            for _, count, width in self._layers()
            for name, shape in self._cell(width)
            if len(shape) == 2
        )
        return total(maps)

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        batch = ("N", "T") if self.batch_first else ("T", "N")
        first = ("T", "d_in") if len(xs[0]) == 2 else (*batch, "d_in")
        states = (("n_layers", "h") if len(x) == 2 else ("n_layers", "N", "h") for x in xs[1:])
        return (first, *states)


def dropout() -> Any:
    """The field of a share that is dropped in training."""
    return real(0.0, 0, 1)


@dataclass(frozen=True)
class RNN(Recurrent):
    """The next state from the input and the last state.

    shape:   (T, N, d_in) -> (T, N, h), (1, N, h)
    params:  h*d_in + h*h + h + h
    macs:    T*N*h*(d_in + h)
    source:  torch.nn.RNN
    """

    phrase: ClassVar = "RNN {hidden_size}"

    input_size: Dim = dim("d_in")
    hidden_size: Dim = dim("h")
    num_layers: Dim = dim("n_layers", 1, neutral=1)
    nonlinearity: str = choice("tanh", "tanh", "relu")
    bias: bool = flag(True)
    batch_first: bool = flag()
    dropout: Any = dropout()
    bidirectional: bool = flag()


@dataclass(frozen=True)
class LSTM(Recurrent):
    """Three gates and a candidate, with a memory beside the output.

    shape:   (T, N, d_in) -> (T, N, h), (1, N, h), (1, N, h)
    params:  4*h*d_in + 4*h*h + 4*h + 4*h
    macs:    T*N*4*h*(d_in + h)
    source:  torch.nn.LSTM
    """

    phrase: ClassVar = "LSTM {hidden_size}"
    arity: ClassVar = (1, 3)
    gates = 4

    input_size: Dim = dim("d_in")
    hidden_size: Dim = dim("h")
    num_layers: Dim = dim("n_layers", 1, neutral=1)
    bias: bool = flag(True)
    batch_first: bool = flag()
    dropout: Any = dropout()
    bidirectional: bool = flag()
    proj_size: Dim = dim("d_out", 0, neutral=0, least=0)

    def states(self, x: Shape) -> tuple[Shape, ...]:
        (hidden,) = super().states(x)
        return hidden, Shape((*hidden[:-1], self.hidden_size))


@dataclass(frozen=True)
class GRU(Recurrent):
    """Two gates and a candidate.

    shape:   (T, N, d_in) -> (T, N, h), (1, N, h)
    params:  3*h*d_in + 3*h*h + 3*h + 3*h
    macs:    T*N*3*h*(d_in + h)
    source:  torch.nn.GRU
    """

    phrase: ClassVar = "GRU {hidden_size}"
    gates = 3

    input_size: Dim = dim("d_in")
    hidden_size: Dim = dim("h")
    num_layers: Dim = dim("n_layers", 1, neutral=1)
    bias: bool = flag(True)
    batch_first: bool = flag()
    dropout: Any = dropout()
    bidirectional: bool = flag()


class Cell(TorchLayer):
    """One step of one layer."""

    input_size: Dim  # fields of each subclass
    hidden_size: Dim
    bias: bool

    family: ClassVar = "recurrent"
    ranks: ClassVar = (1, 2)
    arity: ClassVar = (1, 2)
    call: ClassVar = ("input", "hx")
    gates: ClassVar[int] = 1
    memory: ClassVar[int] = 1  # how many states

    def output(self, *xs: Shape) -> Output:
        state = Shape((*xs[0][:-1], self.hidden_size))
        return state if self.memory == 1 else (state,) * self.memory

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        wide = self.gates * self.hidden_size
        yield Weight("weight_ih", (wide, self.input_size))
        yield Weight("weight_hh", (wide, self.hidden_size))
        yield from optional(self.bias, Weight("bias_ih", (wide,)), Weight("bias_hh", (wide,)))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        x, *given = xs
        yield Need(x[-1], "==", self.input_size, "input_size must be the size of the input's last axis")
        for state in given:
            yield Need(state[-1], "==", self.hidden_size, "a state given has hidden_size features")
            for a, b in zip(state[:-1], x[:-1], strict=True):
                yield Need(a, "==", b, "a state given has the batch of the input")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs) > 1 and len(xs) != self.memory + 1:
            raise LayerError(f"{owner(self)}: hx holds {self.memory} tensors, (h, c), not {len(xs) - 1}")
        if len({len(x) for x in xs}) > 1:
            raise LayerError(
                f"{owner(self)}: input and states have equally many axes; they are {', '.join(map(str, xs))}"
            )

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[0][:-1], self.gates, self.hidden_size, self.input_size + self.hidden_size))

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        first, *_ = super().axis_names(*xs)
        return (first, *((*first[:-1], "h") for _ in xs[1:]))


@dataclass(frozen=True)
class RNNCell(Cell):
    """The next state from the input and the last state.

    shape:   (N, d_in) -> (N, h)
    params:  h*d_in + h*h + h + h
    macs:    N*h*(d_in + h)
    source:  torch.nn.RNNCell
    """

    phrase: ClassVar = "RNN cell {hidden_size}"

    input_size: Dim = dim("d_in")
    hidden_size: Dim = dim("h")
    bias: bool = flag(True)
    nonlinearity: str = choice("tanh", "tanh", "relu")


@dataclass(frozen=True)
class LSTMCell(Cell):
    """Three gates and a candidate, with a memory beside the output.

    shape:   (N, d_in) -> (N, h), (N, h)
    params:  4*h*d_in + 4*h*h + 4*h + 4*h
    macs:    N*4*h*(d_in + h)
    source:  torch.nn.LSTMCell
    """

    phrase: ClassVar = "LSTM cell {hidden_size}"
    arity: ClassVar = (1, 3)
    gates = 4
    memory = 2

    input_size: Dim = dim("d_in")
    hidden_size: Dim = dim("h")
    bias: bool = flag(True)


@dataclass(frozen=True)
class GRUCell(Cell):
    """Two gates and a candidate.

    shape:   (N, d_in) -> (N, h)
    params:  3*h*d_in + 3*h*h + 3*h + 3*h
    macs:    N*3*h*(d_in + h)
    source:  torch.nn.GRUCell
    """

    phrase: ClassVar = "GRU cell {hidden_size}"
    gates = 3

    input_size: Dim = dim("d_in")
    hidden_size: Dim = dim("h")
    bias: bool = flag(True)
