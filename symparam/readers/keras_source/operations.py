"""Functions of tensors as layers without weights, so that the graph knows what each does to shapes.

``kind`` is the name of the operation in Keras (``Add``, ``GetItem``, ``Mean``); axes count the batch as axis 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, div, exact, maximum, minimum, product, total
from ...algebra.domain.broadcast import broadcast
from ...errors import LayerError
from ...layers.layer import Layer, Output
from ...layers.merging import aligned
from ...layers.window import window
from ...weight import Weight


@dataclass(frozen=True)
class Operation(Layer):
    """One operation on tensors."""

    kind: str = "Operation"

    arity: ClassVar = (0, None)

    @property
    def type_name(self) -> str:
        return self.kind

    def place(self, x: Shape, axis: int, more: int = 0) -> int:
        """Where an axis stands in a shape without the batch."""
        rank = len(x) + 1 + more
        if not -rank <= axis < rank or axis % rank == 0:
            raise LayerError(f"{self.name or self.kind}: axis {axis} is no axis of {x} besides the batch")
        return axis % rank - 1


@dataclass(frozen=True)
class Source(Operation):
    """An array that is the same for every sample."""

    shape: tuple[Dim, ...] = ()

    def output(self, *xs: Shape) -> Shape:
        return Shape(self.shape)


@dataclass(frozen=True)
class Owned(Operation):
    """The weights that a layer of the script declares, beside the tensor that passes through."""

    declared: tuple[Weight, ...] = ()

    def weights(self, *xs: Shape) -> tuple[Weight, ...]:
        return self.declared


@dataclass(frozen=True)
class Elementwise(Operation):
    """A function of elements; inputs and constants are repeated to fit."""

    constants: tuple[tuple[Dim, ...], ...] = ()

    def _shapes(self, *xs: Shape) -> list[Shape]:
        rank = max((len(x) for x in xs), default=0)
        return [*xs, *(Shape(c[-rank:] if len(c) == rank + 1 else c) for c in self.constants)]

    def output(self, *xs: Shape) -> Shape:
        return reduce(lambda x, y: Shape(broadcast(a, b) for a, b in aligned(x, y)), self._shapes(*xs))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        first, *others = self._shapes(*xs)
        for y in others:
            for a, b in aligned(first, y):
                yield Need(a, "broadcasts", b, f"{self.kind} needs equal sizes, or 1")


@dataclass(frozen=True)
class Reduce(Operation):
    """A statistic over axes."""

    axes: tuple[int, ...] | None = None
    keepdims: bool = False

    def output(self, *xs: Shape) -> Shape:
        x = xs[0]
        gone = set(range(len(x))) if self.axes is None else {self.place(x, a) for a in self.axes}
        kept = [(1 if i in gone else n) for i, n in enumerate(x) if self.keepdims or i not in gone]
        return Shape(kept)


@dataclass(frozen=True)
class Permuted(Operation):
    """Axes in another order."""

    order: tuple[int, ...] | None = None

    def output(self, *xs: Shape) -> Shape:
        if self.order is None or sorted(self.order) != list(range(len(xs[0]) + 1)) or self.order[0] != 0:
            raise LayerError(f"{self.name or self.kind}: an order of the axes that begins with the batch is needed, "
                             f"not {self.order}")
        return Shape(xs[0][i - 1] for i in self.order[1:])


@dataclass(frozen=True)
class Expanded(Operation):
    """A new axis of size 1."""

    axis: int = -1

    def output(self, *xs: Shape) -> Shape:
        at = self.place(xs[0], self.axis, 1)
        return Shape((*xs[0][:at], 1, *xs[0][at:]))


@dataclass(frozen=True)
class Squeezed(Operation):
    """Without an axis of size 1."""

    axes: tuple[int, ...] | None = None

    def output(self, *xs: Shape) -> Shape:
        gone = {i for i, n in enumerate(xs[0]) if n == 1} if self.axes is None else \
            {self.place(xs[0], a) for a in self.axes}
        return Shape(n for i, n in enumerate(xs[0]) if i not in gone)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for axis in self.axes or ():
            yield Need(xs[0][self.place(xs[0], axis)], "==", 1, "only an axis of size 1 can be squeezed")


@dataclass(frozen=True)
class Indexed(Operation):
    """x[…]: for each axis besides the batch None (a new axis), an int (the axis goes) or (start, stop, step)."""

    parts: tuple[Any, ...] = ()

    def output(self, *xs: Shape) -> Shape:
        sizes, found = list(xs[0]), []
        for part in self.parts:
            if part is None:
                found.append(1)
                continue
            if not sizes:
                raise LayerError(f"{self.name or self.kind}: more indices than {xs[0]} has axes")
            n = sizes.pop(0)
            if not isinstance(part, int):
                found.append(_cut(n, *part))
        return Shape([*found, *sizes])


def _cut(n: Dim, start: Dim | None, stop: Dim | None, step: int | None) -> Dim:
    if isinstance(n, int) and all(p is None or isinstance(p, int) for p in (start, stop, step)):
        return len(range(*slice(start, stop, step).indices(n)))
    begin = _end(n, start, 0)
    end = _end(n, stop, n)
    length = total((end, product((-1, begin))))
    length = maximum(0, length)
    return length if step in (None, 1, -1) else div(length + abs(step or 1) - 1, abs(step or 1))


def _end(n: Dim, end: Dim | None, default: Dim) -> Dim:
    if end is None:
        return default
    if isinstance(end, int) and end < 0:
        return maximum(0, n + end)
    return minimum(n, end) if end is not default and end != 0 else end


@dataclass(frozen=True)
class Stacked(Operation):
    """Tensors side by side along a new axis."""

    axis: int = 0

    def output(self, *xs: Shape) -> Shape:
        at = self.place(xs[0], self.axis, 1)
        return Shape((*xs[0][:at], len(xs), *xs[0][at:]))


@dataclass(frozen=True)
class Parts(Operation):
    """Equal parts along an axis, or parts of given sizes."""

    count: int = 1
    axis: int = -1
    sizes: tuple[Dim, ...] = ()
    drop: bool = False  # tf.unstack: each part without the axis

    def output(self, *xs: Shape) -> Output:
        at = self.place(xs[0], self.axis)
        sizes = self.sizes or (exact(xs[0][at], self.count),) * self.count
        return tuple(Shape((*xs[0][:at], *(() if self.drop else (n,)), *xs[0][at + 1:])) for n in sizes)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if not self.sizes:
            yield Need(self.count, "divides", xs[0][self.place(xs[0], self.axis)], "the parts must be equal")


@dataclass(frozen=True)
class Repeated(Operation):
    """Each axis a number of times as long."""

    times: tuple[Dim, ...] = ()

    def output(self, *xs: Shape) -> Shape:
        return Shape(product((n, t)) for n, t in zip(xs[0], self.times, strict=True))


@dataclass(frozen=True)
class Longer(Operation):
    """A border of sizes (before, after) on each axis."""

    border: tuple[tuple[Dim, Dim], ...] = ()

    def output(self, *xs: Shape) -> Shape:
        return Shape(total((n, *pair)) for n, pair in zip(xs[0], self.border, strict=True))


@dataclass(frozen=True)
class Patches(Operation):
    """Windows of an image, each flattened into one vector."""

    size: tuple[Dim, ...] = ()
    strides: tuple[Dim, ...] = ()
    padding: str = "valid"

    def output(self, *xs: Shape) -> Shape:
        *space, channels = xs[0]
        return Shape((*map(window, space, self.size, self.strides, (self.padding,) * 2),
                      product((*self.size, channels))))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for n in self.output(*xs)[:2]:
            yield Need(n, ">=", 1, "the patch must fit into the image")


@dataclass(frozen=True)
class Appended(Operation):
    """One more axis of a given size, as one_hot gives."""

    size: Dim = 1

    def output(self, *xs: Shape) -> Shape:
        return Shape((*xs[0], self.size))


@dataclass(frozen=True)
class Matmul(Operation):
    """The matrix product over the last axis of the first and the last but one of the second, which may be constant."""

    constant: tuple[Dim, ...] | None = None
    transposed: bool = False  # the second is used transposed

    def output(self, *xs: Shape) -> Shape:
        x, y = xs[0], Shape(self.constant) if self.constant is not None else xs[1]
        columns = y[-2] if self.transposed else y[-1]
        if self.constant is not None:
            return Shape((*x[:-1], columns)) if len(y) > 1 else Shape(x[:-1])
        lead = [broadcast(a, b) for a, b in aligned(Shape(x[:-2]), Shape(y[:-2]))]
        return Shape((*lead, x[-2], columns))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        x, y = xs[0], Shape(self.constant) if self.constant is not None else xs[1]
        inner = y[-1] if self.transposed else y[-2 if len(y) > 1 else -1]
        yield Need(x[-1], "==", inner, "the inner sizes of a matrix product must be equal")


@dataclass(frozen=True)
class Shaped(Operation):
    """An output of a given shape."""

    shape: tuple[Dim, ...] = ()

    def output(self, *xs: Shape) -> Shape:
        return Shape(self.shape)
