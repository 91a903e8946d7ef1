"""What is alive at each step of a backward pass, in the order in which autograd walks a tape back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from ...algebra import Dim, gathered, product
from .tape import Block, Op, Store, Value

Moment = tuple[int, frozenset[tuple[Dim, int]]]  # bytes that are a number, and how often each formula


class Sum:
    """A sum of sizes that changes term by term; numbers and equal formulas are joined."""

    def __init__(self) -> None:
        self.number = 0
        self.formulas: Counter[Dim] = Counter()

    def add(self, size: Dim, times: int = 1) -> None:
        """So many more of a size."""
        if isinstance(size, int):
            self.number += times * size
        else:
            self.formulas[size] += times

    def moment(self) -> Moment:
        """The sum as it is now."""
        return self.number, frozenset((size, n) for size, n in self.formulas.items() if n)


def value_of(moment: Moment) -> Dim:
    """A sum as one size."""
    number, formulas = moment
    return gathered((number, *(product((n, size)) for size, n in formulas)))


class Walk:
    """Memory by the number of its holders, gradients by the value whose they are, and the moments seen so far."""

    def __init__(self, held: Iterable[Store]) -> None:
        self.now = Sum()
        self.holders: Counter[Store] = Counter()
        self.gradients: dict[Value, Store] = {}
        self.done: set[Hashable] = set()  # weights whose gradients are there
        self.moments: dict[Moment, None] = {}
        for store in held:
            self.hold(store)

    def hold(self, store: Store) -> None:
        """One more holder."""
        if not self.holders[store]:
            self.now.add(store.size)
        self.holders[store] += 1

    def release(self, store: Store) -> None:
        """One holder less."""
        self.holders[store] -= 1
        if not self.holders[store]:
            self.now.add(store.size, -1)

    def note(self, *more: Dim) -> None:
        """What is alive now, and for a moment more."""
        for size in more:
            self.now.add(size)
        self.moments.setdefault(self.now.moment())
        for size in more:
            self.now.add(size, -1)

    # --- the backward pass ----------------------------------------------------------------------------------------

    def back(self, ops: Sequence[Op | Block]) -> None:
        """Walk the operations back, from the last to the first; all that they keep is held."""
        for op in reversed(ops):
            if isinstance(op, Block):
                self._block(op)
            else:
                self._op(op)

    def _op(self, op: Op) -> None:
        given = self.gradients.pop(op.output, None)
        if given is not None:
            made = [self._made(op, x, given) for x in op.inputs]
            for store in made:
                self.hold(store)
            if op.narrow != 0:
                self.note(op.narrow, op.scratch)
            again = [self._weight(key, size) for key, size in op.weights]
            self.note(*((op.narrow,) if op.narrow != 0 else (op.scratch,)), *again)
            self.release(given)
        for store in op.kept:
            self.release(store)
        if given is not None:
            for x, store in zip(op.inputs, made, strict=True):
                self._accumulate(x, store)

    def _made(self, op: Op, x: Value, given: Store) -> Store:
        """Where the gradient of an input is."""
        if op.gradient == "new" or (op.gradient == "same" and x.width != op.output.width):
            return Store(x.size)
        return self.gradients.get(x) or Store(x.size) if op.gradient == "into" else given

    def _weight(self, key: Hashable, size: Dim) -> Dim:
        """The gradient of a weight stays; a second one is added to it, and then gone."""
        if key in self.done:
            return size
        self.done.add(key)
        self.now.add(size)
        return 0

    def _accumulate(self, x: Value, store: Store) -> None:
        """A gradient for a value that may have one already: the sum of both is new memory."""
        first = self.gradients.get(x)
        if first is None:
            self.gradients[x] = store
            return
        if first is store:  # written into it
            self.release(store)
            return
        both = Store(x.size)
        self.hold(both)
        self.note()
        self.release(first)
        self.release(store)
        self.gradients[x] = both

    # --- blocks ---------------------------------------------------------------------------------------------------

    def keep(self, ops: Iterable[Op | Block]) -> None:
        """Hold what the operations keep."""
        for op in ops:
            if isinstance(op, Op):
                for store in op.kept:
                    self.hold(store)
                continue
            if op.checkpoint:
                self.hold(op.input.store)
            else:
                self.keep(op.first)
            if op.times != 1:
                self.now.add(product((op.times - 2, growth(op))))
                if op.checkpoint:
                    self.hold(op.middle.store)
                else:
                    self.keep(op.other)

    def _block(self, block: Block) -> None:
        """The last and the first of equal blocks: from each to the next, what is alive changes by the same size."""
        if block.times == 1:
            self._rename(block.output, block.middle)
        else:
            self._run(block, block.other, block.middle, block.output)
            self.now.add(product((block.times - 2, growth(block))), -1)
            self.now.add(product((block.times - 2, further(block))))
        self._run(block, block.first, block.input, block.middle)

    def _rename(self, old: Value, new: Value) -> None:
        if old in self.gradients:
            self.gradients[new] = self.gradients.pop(old)

    def _run(self, block: Block, ops: Sequence[Op | Block], given: Value, result: Value) -> None:
        """Walk one block back; where only its input was kept, it is run forward again first."""
        if block.checkpoint:
            self.keep(ops)
            self.hold(result.store)
        self.back(ops)
        if block.checkpoint:
            self.release(result.store)
            self.release(given.store)


def further(block: Block) -> Dim:
    """The gradients of weights that each further block adds."""
    sizes = {key: size for op in flat(block.other) for key, size in op.weights}
    mine = {key for op in flat(block.first) for key, _ in op.weights}
    return gathered(size for key, size in sizes.items() if key not in mine)


def learning(ops: Iterable[Op | Block]) -> Dim:
    """The gradients of all weights, in bytes."""
    listed = list(ops)
    sizes = {key: size for op in flat(listed) for key, size in op.weights}
    more = (product((b.times - 2, further(b))) for b in listed if isinstance(b, Block) and b.times != 1)
    return gathered((*sizes.values(), *more))


def growth(block: Block) -> Dim:
    """What each further block keeps."""
    if block.checkpoint:
        return block.middle.size
    mine = set(kept(block.first))
    inner = (product((b.times - 2, growth(b))) for b in block.other if isinstance(b, Block) and b.times != 1)
    return gathered((*(store.size for store in kept(block.other) if store not in mine), *inner))


def kept(ops: Iterable[Op | Block]) -> dict[Store, None]:
    """The memory that operations keep, each piece once; of blocks that of the first two."""
    return dict.fromkeys(store for op in flat(ops) for store in op.kept)


def flat(ops: Iterable[Op | Block]) -> Iterator[Op]:
    """All operations, those of two blocks for many."""
    for op in ops:
        if isinstance(op, Op):
            yield op
        else:
            yield from flat(op.first)
            if op.times != 1:
                yield from flat(op.other)
