"""Operations that cut a tensor: slices of given sizes, the largest positions, differences, sequences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, div, maximum
from ...algebra.arithmetic import reduced
from ...errors import LayerError
from ...frozen import dataclass
from ..axis import place
from ..fields import dim, flag, integers, owner
from .protocol import Operation
from .taking_parts import few


@dataclass(frozen=True)
class Slice(Operation):
    """So many positions of each axis from a start on; -1 for all that follow. The batch is taken whole.

    params:  0
    source:  keras.ops.slice
    """

    shape: Any
    start_indices: Any = None

    call: ClassVar = ("inputs", "start_indices")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        for name, given in (("start_indices", self.start_indices), ("shape", self.shape)):
            if not isinstance(given, (list, tuple)) or len(given) != len(xs[0]) + 1:
                raise LayerError(f"{owner(self)}: {name} is a number for each axis, the batch included, not {given!r}")
        if (self.start_indices[0], self.shape[0]) != (0, -1):
            raise LayerError(
                f"{owner(self)}: the batch is taken whole, from 0 on and with a size of -1; "
                f"not {self.shape[0]} from {self.start_indices[0]} on"
            )

    def output(self, *xs: Shape) -> Shape:
        return Shape(
            n - start if size == -1 else size
            for n, start, size in zip(xs[0], self.start_indices[1:], self.shape[1:], strict=True)
        )

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for i, (n, start, size) in enumerate(zip(xs[0], self.start_indices[1:], self.shape[1:], strict=True), 1):
            yield Need(start, ">=", 0, f"the slice must begin within axis {i}")
            yield Need(n, ">=", start + maximum(size, 1), f"the slice must lie within axis {i}")


@dataclass(frozen=True)
class TopK(Operation):
    """The k largest positions of the last axis: their values and their places.

    params:  0
    source:  keras.ops.top_k
    """

    k: Dim = dim("k")
    sorted: bool = flag(True)

    ranks: ClassVar = (1, None)

    def output(self, *xs: Shape) -> tuple[Shape, Shape]:
        return (Shape((*xs[0][:-1], self.k)),) * 2

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(xs[0][-1], ">=", self.k, "the last axis must have k positions")


@dataclass(frozen=True)
class Diff(Operation):
    """The differences between neighbours along an axis, n times over.

    params:  0
    source:  keras.ops.diff
    """

    n: Dim = dim("n", 1, least=0)
    axis: int = integers(-1, many=False)

    call: ClassVar = ("a",)

    def output(self, *xs: Shape) -> Shape:
        i = place(self, xs[0], self.axis)
        return Shape((*xs[0][:i], reduced(xs[0][i], self.n), *xs[0][i + 1 :]))


@dataclass(frozen=True)
class ArraySplit(Operation):
    """So many pieces of an axis, each an output of its own; the first are longer by one where it does not divide.

    params:  0
    source:  keras.ops.array_split
    """

    indices_or_sections: int = integers(many=False)
    axis: int = integers(0, many=False)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.indices_or_sections < 1:
            raise LayerError(f"{owner(self)}: an axis is split into at least one piece, not {self.indices_or_sections}")

    def output(self, *xs: Shape) -> tuple[Shape, ...]:
        i, pieces = place(self, xs[0], self.axis), few(self, self.indices_or_sections)
        return tuple(
            Shape((*xs[0][:i], div(xs[0][i] + pieces - 1 - k, pieces), *xs[0][i + 1 :])) for k in range(pieces)
        )


@dataclass(frozen=True)
class ExtractSequences(Operation):
    """Windows of the last axis, each along an axis of its own.

    params:  0
    source:  keras.ops.extract_sequences
    """

    sequence_length: Dim = dim("k")
    sequence_stride: Dim = dim("s")

    ranks: ClassVar = (1, None)

    def output(self, *xs: Shape) -> Shape:
        count = div(xs[0][-1] - self.sequence_length + self.sequence_stride, self.sequence_stride)
        return Shape((*xs[0][:-1], count, self.sequence_length))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(xs[0][-1], ">=", self.sequence_length, "the last axis must be as long as one sequence")
