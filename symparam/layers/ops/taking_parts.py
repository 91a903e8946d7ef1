"""Operations that take parts of a tensor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from itertools import pairwise
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, exact, names_in, total
from ...algebra.slices import from_the_back, sliced
from ...errors import LayerError, NumberWanted
from ...frozen import dataclass
from ...several import several
from ..axis import place
from ..extent import extent
from ..fields import integers, owner
from .protocol import Operation

MOST = 10_000  # outputs of one call


@dataclass(frozen=True)
class GetItem(Operation):
    """Indices, slices, new axes and an ellipsis, as x[:, 1:, ::2]; the first takes the whole batch.

    params:  0
    source:  keras.ops.get_item
    """

    key: Any

    call: ClassVar = ("x", "key")

    def _keys(self, x: Shape) -> list[tuple[Any, Dim | None]]:
        """Each part of the key with the size that it takes from; None for a new axis."""
        keys = [_decoded(k) for k in several(self.key)]
        if keys and keys[0] is not ... and not (isinstance(keys[0], slice) and keys[0] == slice(None)):
            raise LayerError(f"{owner(self)}: the first index must take the whole batch, as x[:, …]")
        keys = keys[1:] if keys and keys[0] is not ... else keys
        taken = sum(k is not None and k is not ... for k in keys)
        if taken > len(x) or keys.count(...) > 1:
            raise LayerError(f"{owner(self)}: too many indices for an input of shape {x}")
        at = keys.index(...) if ... in keys else len(keys)
        keys[at : at + 1] = [slice(None)] * (len(x) - taken)
        sizes = iter(x)
        return [(k, None if k is None else next(sizes)) for k in keys]

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        for k, _ in self._keys(xs[0]):
            if not (k is None or isinstance(k, slice)) and not isinstance(k, int):
                raise LayerError(f"{owner(self)}: an index is a number, a slice or None, not {k!r}")

    def output(self, *xs: Shape) -> Shape:
        parts = [(k, n) for k, n in self._keys(xs[0]) if not isinstance(k, int)]
        return Shape(1 if n is None else sliced(k.start, k.stop, k.step, n) for k, n in parts)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for k, n in self._keys(xs[0]):
            for end in (k.start, k.stop) if isinstance(k, slice) else ():
                if from_the_back(end):
                    yield Need(-end, ">=", 1, f"the end {end} of a slice must count from the back; -0 is the front")
            if isinstance(k, int):
                yield Need(n or 0, ">=", k + 1 if k >= 0 else -k, f"index {k} must lie within its axis")


def _decoded(part: Any) -> Any:
    """One part of a key; Keras's configs hold slices and ellipses as dictionaries."""
    if isinstance(part, dict):
        if part.get("class_name") == "__ellipsis__":
            return ...
        config = part.get("config", part)
        return slice(config.get("start"), config.get("stop"), config.get("step"))
    return part


@dataclass(frozen=True)
class Take(Operation):
    """The positions of an axis that a list of indices names.

    params:  0
    source:  keras.ops.take
    """

    indices: Any
    axis: int | None = integers(None, many=False, optional=True)

    call: ClassVar = ("x", "indices")
    inert: ClassVar = ("indices", "axis")

    def output(self, *xs: Shape) -> Shape:
        if self.axis is None:
            raise LayerError(f"{owner(self)}: axis=None takes from all axes, the batch included; give an axis")
        i = place(self, xs[0], self.axis)
        return Shape((*xs[0][:i], *extent(self.indices), *xs[0][i + 1 :]))


@dataclass(frozen=True)
class Glu(Operation):
    """One half of the channels gates the other.

    params:  0
    source:  keras.ops.glu
    """

    axis: int = integers(-1, many=False)

    def output(self, *xs: Shape) -> Shape:
        i = place(self, xs[0], self.axis)
        return Shape((*xs[0][:i], exact(xs[0][i], 2), *xs[0][i + 1 :]))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(2, "divides", xs[0][place(self, xs[0], self.axis)], "the axis must have two halves")


def few(operation: Operation, outputs: int) -> int:
    """So many outputs, where they are few enough to be written out one by one."""
    if outputs > MOST:
        raise LayerError(
            f"{owner(operation)}: {outputs:,} outputs are more than can be written out one by one; "
            f"the most are {MOST:,}"
        )
    return outputs


@dataclass(frozen=True)
class Split(Operation):
    """Pieces of an axis, each an output of its own: so many equal ones, or cut at positions.

    TensorFlow names the size of each piece instead of the cuts; one of them may be -1, for what is left.

    params:  0
    source:  keras.ops.split, tf.split
    """

    indices_or_sections: Any = None
    axis: int = integers(0, many=False)
    num_or_size_splits: Any = field(default=None, kw_only=True)

    def _pieces(self, n: Dim) -> tuple[Dim, ...]:
        given = self.num_or_size_splits if self.indices_or_sections is None else self.indices_or_sections
        if isinstance(given, int) and given >= 1:
            return (exact(n, given),) * few(self, given)
        if not isinstance(given, (list, tuple)) or (given is self.num_or_size_splits and given.count(-1) > 1):
            raise LayerError(
                f"{owner(self)}: an axis is split into a number of pieces, at a list of cuts or into "
                f"a list of sizes, not {given!r}"
            )
        if given is self.num_or_size_splits:
            left = n - total(size for size in given if size != -1)
            return tuple(left if size == -1 else size for size in given)
        return tuple(b - a for a, b in pairwise((0, *given, n)))

    def output(self, *xs: Shape) -> tuple[Shape, ...]:
        i = place(self, xs[0], self.axis)
        return tuple(Shape((*xs[0][:i], n, *xs[0][i + 1 :])) for n in self._pieces(xs[0][i]))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        n = xs[0][place(self, xs[0], self.axis)]
        pieces = self._pieces(n)
        for given in (self.indices_or_sections, self.num_or_size_splits):
            if isinstance(given, int):
                yield Need(given, "divides", n, "the axis must divide into equal pieces")
        for size in pieces:
            yield Need(size, ">=", 0, "the cuts must lie within the axis, in order")
        yield Need(total(pieces), "==", n, "the pieces must be the whole axis")


@dataclass(frozen=True)
class Unstack(Operation):
    """The positions of an axis, each an output of its own.

    params:  0
    source:  keras.ops.unstack
    """

    num: Any = None
    axis: int = integers(0, many=False)

    def output(self, *xs: Shape) -> tuple[Shape, ...]:
        i = place(self, xs[0], self.axis)
        n = xs[0][i] if self.num is None else self.num
        if not isinstance(n, int):
            raise NumberWanted(
                f"{owner(self)}: into how many outputs an axis of {n} falls must be a number; give num", names_in(n)
            )
        return (Shape((*xs[0][:i], *xs[0][i + 1 :])),) * few(self, n)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.num is not None:
            yield Need(xs[0][place(self, xs[0], self.axis)], "==", self.num, "num must be the size of the axis")
