"""The operations of a model in the order in which an eager runtime runs them, and what each keeps for its gradient.

A rule of a layer (``costs/rules/saved/``) calls the methods of a tape, one for each operation that the runtime runs.
Sizes are bytes of the whole batch, numbers or formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Literal

from ...algebra import Dim, bind, exact, product
from ...frozen import dataclass


@dataclass(frozen=True, eq=False)
class Store:
    """One piece of memory, so many bytes large; two stores are never equal."""

    size: Dim


@dataclass(frozen=True, eq=False)
class Value:
    """A tensor: the memory that holds it, its bytes, whether a gradient flows back to it, and bytes of a number."""

    store: Store
    size: Dim
    tracked: bool = False
    width: int = 4


Passing = Literal["new", "same", "part", "into"]


@dataclass(frozen=True, eq=False)
class Op:
    """One operation that a gradient flows through.

    The gradient of an input is new memory, the ``same`` as the output's, a ``part`` of it, or written ``into`` memory
    that all parts of the input have in common.
    """

    inputs: tuple[Value, ...]
    output: Value
    kept: tuple[Store, ...]
    gradient: Passing = "new"
    weights: tuple[tuple[Hashable, Dim], ...] = ()  # of which it makes the gradients: a key of each, and its bytes
    scratch: Dim = 0  # memory that its backward pass takes besides
    narrow: Dim = 0  # bytes of gradients of narrower copies of weights, from which those of the weights are made


@dataclass(frozen=True, eq=False)
class Block:
    """A block of operations, run so many times, each on what the one before gives."""

    times: Dim
    first: Sequence[Op | Block]
    other: Sequence[Op | Block]
    input: Value
    middle: Value  # what the first block gives
    output: Value
    checkpoint: bool = False  # whether only its input is kept, and it is run again for its gradient


@dataclass(frozen=True)
class Given:
    """What the caller of a step decides: samples, bytes of a number, and the runtime by whose rules it is recorded."""

    batch: Dim
    width: int
    runtime: str
    checkpoint: bool = False  # keep the inputs of repeated blocks only
    lora: Dim = 0  # the rank of adapters of the linear maps in blocks, which alone learn then
    statistics: int = 4  # bytes of a mean or a variance, which stay in float32
    narrow: int = 0  # bytes of a number in products of matrices under autocast; 0 without it


class Tape:
    """Records operations; a value that no gradient reaches keeps nothing."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.ops: list[Op | Block] = []
        self.bindings: Mapping[str, Dim] = {}
        self.turn: tuple[Hashable, ...] = ()  # tells the weights of one block from those of the next
        self.blocks = 0  # recorded so far
        self.made: list[Store] = []  # the memory of every result
        self.results: list[Value] = []  # what the layers give

    # --- sizes ----------------------------------------------------------------------------------------------------

    def bytes(self, elements: Dim, width: int | None = None) -> Dim:
        """The bytes of so many elements per sample, in the batch."""
        width = self.given.width if width is None else width
        return product((width, self.given.batch, bind(elements, self.bindings)))

    def fixed(self, elements: Dim, width: int | None = None) -> Dim:
        """The bytes of so many elements, whatever the batch."""
        return product((self.given.width if width is None else width, bind(elements, self.bindings)))

    def enter(self, elements: Dim, width: int | None = None) -> Value:
        """A tensor that is given to the model."""
        size = self.bytes(elements, width)
        return Value(Store(size), size, width=width or self.given.width)

    # --- types ----------------------------------------------------------------------------------------------------

    def narrow(self, x: Value) -> Value:
        """The value as a product of matrices takes it under autocast: a copy where it is wider."""
        return self._cast(x, self.given.narrow) if 0 < self.given.narrow < x.width else x

    def wide(self, x: Value) -> Value:
        """The value as autocast gives it to what it keeps in float32: a copy where it is narrower."""
        return self._cast(x, self.given.width) if 0 < x.width < self.given.width else x

    def _cast(self, x: Value, width: int) -> Value:
        size = exact(product((width, x.size)), x.width)
        return self._record(Store(size), size, (x,), (), False, (), (), "new", 0, width)

    # --- operations -----------------------------------------------------------------------------------------------

    def run(
        self,
        elements: Dim,
        *inputs: Value,
        keeps: Iterable[Value] = (),
        result: bool = False,
        extra: Iterable[Dim] = (),
        weights: Iterable[tuple[Hashable, Dim]] = (),
        gradient: Passing = "new",
        scratch: Dim = 0,
        width: int | None = None,
        narrow: Dim = 0,
    ) -> Value:
        """An operation with a result of its own, of so many elements per sample.

        It keeps some of its inputs, its ``result``, or more memory of so many bytes. Of inputs of several types the
        result has the widest.
        """
        width = width or max((x.width for x in inputs), default=self.given.width)
        size = self.bytes(elements, width)
        return self._record(Store(size), size, inputs, keeps, result, extra, weights, gradient, scratch, width, narrow)

    def overwrite(
        self, x: Value, *, keeps: Iterable[Value] = (), result: bool = False, extra: Iterable[Dim] = ()
    ) -> Value:
        """An operation whose result takes the place of its input."""
        return self._record(x.store, x.size, (x,), keeps, result, extra, (), "new", 0, x.width)

    def view(self, x: Value, elements: Dim | None = None) -> Value:
        """The same memory in another shape, or a part of it."""
        size = x.size if elements is None else self.bytes(elements, x.width)
        return self._record(x.store, size, (x,), (), False, (), (), "same" if elements is None else "into", 0, x.width)

    def _record(
        self,
        store: Store,
        size: Dim,
        inputs: tuple[Value, ...],
        keeps: Iterable[Value],
        result: bool,
        extra: Iterable[Dim],
        weights: Iterable[tuple[Hashable, Dim]],
        gradient: Passing,
        scratch: Dim,
        width: int,
        narrow: Dim = 0,
    ) -> Value:
        tracked = tuple(dict.fromkeys(x for x in inputs if x.tracked))
        weights = tuple(weights)
        self.made.append(store)
        if not tracked and not weights:
            return Value(store, size, width=width)
        output = Value(store, size, True, width)
        kept = [x.store for x in keeps] + ([store] if result else []) + [Store(n) for n in extra if n != 0]
        self.ops.append(Op(tracked, output, tuple(dict.fromkeys(kept)), gradient, weights, scratch, narrow))
        return output

    # --- blocks ---------------------------------------------------------------------------------------------------

    def repeat(self, times: Dim, x: Value, block: Callable[[Value], Value], shared: bool = False) -> Value:
        """A block, so many times over; it is recorded twice, on what goes in and on what the first one gives."""
        times = bind(times, self.bindings)
        if times == 0:
            return x
        first, middle = self.block(x, block, 1)
        other, output = self.block(middle, block, 1 if shared else 2)
        if output.tracked:
            self.ops.append(Block(times, first, other, x, middle, output, self.given.checkpoint))
        return output

    def block(self, x: Value, block: Callable[[Value], Value], turn: Hashable) -> tuple[list[Op | Block], Value]:
        """The operations of one block, apart from the others, and what it gives."""
        self.blocks += 1
        outer, self.ops, before, self.turn = self.ops, [], self.turn, (*self.turn, turn)
        y = block(x)
        inner, self.ops, self.turn = self.ops, outer, before
        return inner, y
