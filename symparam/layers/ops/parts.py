"""Operations that take parts of a tensor, or repeat and surround it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape, ceil, exact, maximum, minimum, product, total
from ...errors import LayerError
from ..axis import place
from ..extent import extent
from ..fields import choice, dim, dims, integers, owner
from ..window import window
from .protocol import Operation


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
        keys = [_decoded(k) for k in (self.key if isinstance(self.key, (list, tuple)) else (self.key,))]
        if keys and keys[0] is not ... and not (isinstance(keys[0], slice) and keys[0] == slice(None)):
            raise LayerError(f"{owner(self)}: the first index must take the whole batch, as x[:, …]")
        keys = keys[1:] if keys and keys[0] is not ... else keys
        taken = sum(k is not None and k is not ... for k in keys)
        if taken > len(x) or keys.count(...) > 1:
            raise LayerError(f"{owner(self)}: too many indices for an input of shape {x}")
        at = keys.index(...) if ... in keys else len(keys)
        keys[at:at + 1] = [slice(None)] * (len(x) - taken)
        sizes = iter(x)
        return [(k, None if k is None else next(sizes)) for k in keys]

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        for k, _ in self._keys(xs[0]):
            if not (k is None or isinstance(k, slice)) and not isinstance(k, int):
                raise LayerError(f"{owner(self)}: an index is a number, a slice or None, not {k!r}")

    def output(self, *xs: Shape) -> Shape:
        return Shape(1 if n is None else sliced(k, n) for k, n in self._keys(xs[0]) if not isinstance(k, int))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for k, n in self._keys(xs[0]):
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


def sliced(part: slice, n: Dim) -> Dim:
    """How many positions of an axis of n a slice takes.

    >>> sliced(slice(1, -1), 10), sliced(slice(None, None, 2), 7)
    (8, 4)
    """
    if part == slice(None):
        return n
    ends = (part.start, part.stop, part.step)
    if isinstance(n, int) and all(e is None or isinstance(e, int) for e in ends):
        return len(range(*part.indices(n)))
    step = 1 if part.step is None else part.step
    if isinstance(step, int) and step < 0:
        if part.start is None and part.stop is None:
            return ceil(n, -step)
        raise LayerError(f"a slice from {part.start} to {part.stop} that runs backwards has no formula")
    start = 0 if part.start is None else _within(part.start, n)
    stop = n if part.stop is None else _within(part.stop, n)
    length = stop - start
    return ceil(maximum(length, 0), step)


def _within(end: Any, n: Dim) -> Dim:
    """An end of a slice, counted from the back where it is negative, and kept within the axis."""
    if isinstance(end, int) and end < 0:
        return maximum(n + end, 0)
    return minimum(end, n) if end != 0 else 0


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
        return Shape((*xs[0][:i], *extent(self.indices), *xs[0][i + 1:]))


@dataclass(frozen=True)
class Tile(Operation):
    """The whole repeated along each axis; the first number is that of the batch.

    params:  0
    source:  keras.ops.tile
    """

    repeats: Any

    def output(self, *xs: Shape) -> Shape:
        many = list(self.repeats) if isinstance(self.repeats, (list, tuple)) else [self.repeats]
        many = [1] * (len(xs[0]) + 1 - len(many)) + many
        if len(many) > len(xs[0]) + 1 or many[0] != 1:
            raise LayerError(f"{owner(self)}: repeats={self.repeats} must leave the batch alone")
        return Shape(n * m for n, m in zip(xs[0], many[1:], strict=True))


@dataclass(frozen=True)
class Repeat(Operation):
    """Each position of an axis repeated.

    params:  0
    source:  keras.ops.repeat
    """

    repeats: Any
    axis: int | None = integers(None, many=False, optional=True)

    def output(self, *xs: Shape) -> Shape:
        if self.axis is None:
            raise LayerError(f"{owner(self)}: axis=None joins all axes, the batch included; give an axis")
        i = place(self, xs[0], self.axis)
        many = list(self.repeats) if isinstance(self.repeats, (list, tuple)) else [self.repeats]
        size = xs[0][i] * many[0] if len(many) == 1 else total(many)
        return Shape((*xs[0][:i], size, *xs[0][i + 1:]))


@dataclass(frozen=True)
class Pad(Operation):
    """Something before and after each axis; the first pair is that of the batch.

    params:  0
    source:  keras.ops.pad
    """

    pad_width: Any

    def output(self, *xs: Shape) -> Shape:
        pairs = [tuple(p) if isinstance(p, (list, tuple)) else (p, p) for p in self.pad_width]
        if len(pairs) != len(xs[0]) + 1 or pairs[0] != (0, 0):
            raise LayerError(f"{owner(self)}: pad_width takes a pair for each axis, (0, 0) for the batch, "
                             f"not {self.pad_width}")
        return Shape(n + a + b for n, (a, b) in zip(xs[0], pairs[1:], strict=True))


@dataclass(frozen=True)
class OneHot(Operation):
    """A new axis with a place for each class.

    params:  0
    source:  keras.ops.one_hot
    """

    num_classes: Dim = dim("n_cat")
    axis: int = integers(-1, many=False)

    def output(self, *xs: Shape) -> Shape:
        longer = Shape((*xs[0], self.num_classes))
        i = place(self, longer, self.axis)
        return Shape((*xs[0][:i], self.num_classes, *xs[0][i:]))


@dataclass(frozen=True)
class Glu(Operation):
    """One half of the channels gates the other.

    params:  0
    source:  keras.ops.glu
    """

    axis: int = integers(-1, many=False)

    def output(self, *xs: Shape) -> Shape:
        i = place(self, xs[0], self.axis)
        return Shape((*xs[0][:i], exact(xs[0][i], 2), *xs[0][i + 1:]))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        yield Need(2, "divides", xs[0][place(self, xs[0], self.axis)], "the axis must have two halves")


@dataclass(frozen=True)
class DepthToSpace(Operation):
    """Blocks of channels become blocks of positions.

    params:  0
    source:  keras.ops.depth_to_space
    """

    block_size: Dim = dim("b")
    data_format: str | None = choice("channels_last", None, "channels_last", "channels_first")

    ranks: ClassVar = (3, 3)

    def output(self, *xs: Shape) -> Shape:
        first = self.data_format == "channels_first"
        (c, h, w) = xs[0] if first else (xs[0][2], xs[0][0], xs[0][1])
        c, h, w = exact(c, self.block_size**2), h * self.block_size, w * self.block_size
        return Shape((c, h, w) if first else (h, w, c))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        channels = xs[0][0 if self.data_format == "channels_first" else 2]
        yield Need(self.block_size**2, "divides", channels, "the square of block_size must divide the channels")


@dataclass(frozen=True)
class SpaceToDepth(Operation):
    """Blocks of positions become blocks of channels.

    params:  0
    source:  keras.ops.space_to_depth
    """

    block_size: Dim = dim("b")
    data_format: str | None = choice("channels_last", None, "channels_last", "channels_first")

    ranks: ClassVar = (3, 3)

    def output(self, *xs: Shape) -> Shape:
        first = self.data_format == "channels_first"
        (c, h, w) = xs[0] if first else (xs[0][2], xs[0][0], xs[0][1])
        c, h, w = c * self.block_size**2, exact(h, self.block_size), exact(w, self.block_size)
        return Shape((c, h, w) if first else (h, w, c))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for n in xs[0][1:] if self.data_format == "channels_first" else xs[0][:2]:
            yield Need(self.block_size, "divides", n, "block_size must divide height and width")


@dataclass(frozen=True)
class ExtractPatches(Operation):
    """Windows of an image, each flattened into one vector.

    params:  0
    source:  keras.ops.image.extract_patches
    """

    size: Dim | tuple[Dim, Dim] = dims("k")
    strides: Dim | tuple[Dim, Dim] | None = dims("s", None, optional=True)
    dilation_rate: Dim | tuple[Dim, Dim] = dims("d", 1, neutral=1)
    padding: str = choice("valid", "valid", "same")
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    ranks: ClassVar = (3, 3)
    rank: ClassVar = 2

    def _first(self) -> bool:
        return self.data_format == "channels_first"

    def _windows(self, x: Shape) -> tuple[Dim, ...]:
        space: Any = x[1:] if self._first() else x[:2]
        return tuple(window(n, k, s, self.padding, d) for n, k, s, d in zip(
            space, self.size, self.strides or self.size, self.dilation_rate, strict=True))  # type: ignore[arg-type]

    def output(self, *xs: Shape) -> Shape:
        flat = product((*self.size, xs[0][0 if self._first() else 2]))  # type: ignore[misc]
        return Shape((flat, *self._windows(xs[0])) if self._first() else (*self._windows(xs[0]), flat))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for n in self._windows(xs[0]):
            yield Need(n, ">=", 1, "the patch must fit into the image")


@dataclass(frozen=True)
class Resize(Operation):
    """An image of a fixed size.

    params:  0
    source:  keras.ops.image.resize
    """

    size: Any
    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    ranks: ClassVar = (3, 3)

    def output(self, *xs: Shape) -> Shape:
        height, width = self.size
        return Shape((xs[0][0], height, width) if self.data_format == "channels_first" else (height, width, xs[0][2]))


def parts(layer: Any, n: Dim, sections: Any) -> tuple[Dim, ...]:
    """The sizes of the pieces of an axis: so many equal ones, or cut at the given positions."""
    if isinstance(sections, (list, tuple)):
        cuts = [0, *sections, n]
        return tuple(b - a for a, b in pairwise(cuts))
    if not isinstance(sections, int) or sections < 1:
        raise LayerError(f"{owner(layer)}: indices_or_sections is a number of pieces or a list of cuts, "
                         f"not {sections!r}")
    return (exact(n, sections),) * sections


@dataclass(frozen=True)
class Split(Operation):
    """Pieces of an axis, each an output of its own.

    params:  0
    source:  keras.ops.split
    """

    indices_or_sections: Any
    axis: int = integers(0, many=False)

    def output(self, *xs: Shape) -> tuple[Shape, ...]:
        i = place(self, xs[0], self.axis)
        return tuple(Shape((*xs[0][:i], n, *xs[0][i + 1:])) for n in parts(self, xs[0][i], self.indices_or_sections))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        n = xs[0][place(self, xs[0], self.axis)]
        if isinstance(self.indices_or_sections, int):
            yield Need(self.indices_or_sections, "divides", n, "the axis must divide into equal pieces")
        else:
            for size in parts(self, n, self.indices_or_sections):
                yield Need(size, ">=", 0, "the cuts must lie within the axis, in order")


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
            raise LayerError(f"{owner(self)}: into how many outputs an axis of {n} falls must be a number; give num")
        return (Shape((*xs[0][:i], *xs[0][i + 1:])),) * n

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.num is not None:
            yield Need(xs[0][place(self, xs[0], self.axis)], "==", self.num, "num must be the size of the axis")
