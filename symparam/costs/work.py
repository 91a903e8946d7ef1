"""One application of a layer: which arrays go in, which come out, and what it costs; worked out when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from ..algebra import Dim, Shape, bind, product
from ..algebra.names import BATCH_NAME as NAME
from ..frozen import dataclass
from .sight import Sight

if TYPE_CHECKING:
    from .eager.tape import Tape, Value


@dataclass(frozen=True)
class Array:
    """A tensor between layers: a number that tells it from the others, and its shape without the batch axis.

    ``times`` is how many of that shape each sample has, where a reshape has joined axes with the batch.
    """

    key: int
    shape: Shape
    times: Dim = 1
    held: bool = False  # it is there all the time, among the weights or small beside them: no memory of its own

    @property
    def elements(self) -> Dim:
        """Elements for one sample."""
        return 0 if self.held else product((self.times, *self.shape))


@dataclass(frozen=True)
class Rules:
    """What is known of a call besides its arrays; each is worked out from the layer only when it is called."""

    macs: Callable[[], Dim]
    counted: Callable[[str], Dim]  # what another tool counts, by the tool's name
    sights: Callable[[], tuple[tuple[Sight, ...], ...]]  # for each input: what its axes become
    inside: Callable[[], Inside | None] = lambda: None
    cache: Callable[[], Dim] = lambda: 0  # numbers that are kept of the positions so far
    idle: Callable[[], Dim] = lambda: 0  # parameters that one position makes no use of
    record: Callable[[Tape, tuple[Value, ...]], tuple[Value, ...]] = lambda tape, xs: xs  # its operations on a tape


@dataclass(frozen=True)
class Inside:
    """What a call that stands for many layers keeps to itself, in elements."""

    stored: Dim  # the outputs of all its layers
    most: tuple[Dim, ...] | None  # what is alive at its steps, input and output included; None without a closed form


@dataclass(frozen=True)
class Work:
    """One application of a layer, under the name of its row; ``order`` is its place in the schedule."""

    row: str
    order: int
    inputs: tuple[Array, ...]
    outputs: tuple[Array, ...]
    rules: Rules = field(repr=False, compare=False)
    alias: bool = False  # the output is the input's memory, or data that the model is given
    kept: tuple[int, ...] = ()  # the keys of the outputs that are outputs of the model
    block: tuple[int, int] | None = None  # of equal blocks that are written out: which repetition, and which block
    bindings: Mapping[str, Dim] = field(default_factory=dict, repr=False)
    whole: bool = False  # its shapes hold the batch, as the size N

    def of_samples(self, number: Dim = 1) -> Work:
        """The call for so many samples, where its shapes hold the batch; else it is that of one sample anyway."""
        return replace(self.bind({NAME: number}), whole=False) if self.whole else self

    @property
    def macs(self) -> Dim:
        """Multiply–accumulates of matrix products and convolutions, for one sample."""
        return bind(self.rules.macs(), self.bindings)

    @property
    def cache(self) -> Dim:
        """Numbers that are kept of the positions so far, for one sample."""
        return bind(self.rules.cache(), self.bindings)

    @property
    def idle(self) -> Dim:
        """Parameters that one position makes no use of."""
        return bind(self.rules.idle(), self.bindings)

    def counted(self, tool: str) -> Dim:
        """What another tool counts for one sample."""
        return bind(self.rules.counted(tool), self.bindings)

    def sights(self) -> tuple[tuple[Sight, ...], ...]:
        """For each input and each of its axes: which axis of the output looks at it, and how."""
        return tuple(tuple(s.bind(self.bindings) for s in sights) for sights in self.rules.sights())

    def inside(self) -> Inside | None:
        """What a call that stands for many layers keeps to itself."""
        inside = self.rules.inside()
        if inside is None:
            return None
        most = None if inside.most is None else tuple(bind(n, self.bindings) for n in inside.most)
        return Inside(bind(inside.stored, self.bindings), most)

    def bind(self, bindings: Mapping[str, Dim]) -> Work:
        """The call with symbols replaced by name."""

        def bound(arrays: tuple[Array, ...]) -> tuple[Array, ...]:
            return tuple(replace(a, shape=a.shape.bind(bindings), times=bind(a.times, bindings)) for a in arrays)

        inner = {name: bind(value, bindings) for name, value in self.bindings.items()}
        both = {**bindings, **inner} if inner else bindings
        return replace(self, inputs=bound(self.inputs), outputs=bound(self.outputs), bindings=both)
