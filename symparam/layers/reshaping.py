"""Layers that only rearrange their input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape, exact, product
from ..errors import LayerError
from ..frozen import dataclass
from .fields import choice, dim, integers, owner, target
from .layer import Layer


@dataclass(frozen=True)
class Flatten(Layer):
    """All axes as one.

    shape:   (*n) -> (prod(n),)
    params:  0
    source:  keras.layers.Flatten
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "flatten"
    hands_on: ClassVar = True

    data_format: str | None = choice(None, None, "channels_last", "channels_first")

    def output(self, *xs: Shape) -> Shape:
        return Shape((xs[0].volume,))


@dataclass(frozen=True)
class Reshape(Layer):
    """The same elements in another shape; one size may be -1, which is whatever remains.

    shape:   (*n) -> (*t) where a size of -1 in t is prod(n)/prod(others)
    params:  0
    source:  keras.layers.Reshape
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "reshape"
    hands_on: ClassVar = True

    target_shape: tuple[Dim, ...] = target("t_")

    def _known(self) -> Dim:
        return product(t for t in self.target_shape if t != -1)

    def output(self, *xs: Shape) -> Shape:
        return Shape(exact(xs[0].volume, self._known()) if t == -1 else t for t in self.target_shape)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if -1 in self.target_shape:
            yield Need(
                self._known(),
                "divides",
                xs[0].volume,
                "the known sizes of target_shape must divide the size of the input",
            )
        else:
            yield Need(xs[0].volume, "==", self._known(), "target_shape must hold as many elements as the input")


@dataclass(frozen=True)
class Permute(Layer):
    """The axes in another order, counted from 1.

    shape:   (*n) -> (*n[dims])
    params:  0
    source:  keras.layers.Permute
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "permute"

    dims: tuple[int, ...] = integers()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.dims, tuple) or sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise LayerError(f"{owner(self)}: dims is an order of 1, 2, …, such as (2, 1), not {self.dims}")

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs[0]) != len(self.dims):
            raise LayerError(
                f"{owner(self)}: dims={self.dims} orders {len(self.dims)} axes; the input has "
                f"{len(xs[0])} besides the batch: {xs[0]}"
            )

    def output(self, *xs: Shape) -> Shape:
        return Shape(xs[0][i - 1] for i in self.dims)


@dataclass(frozen=True)
class RepeatVector(Layer):
    """A vector repeated n times along a new first axis.

    shape:   (d,) -> (n, d)
    params:  0
    source:  keras.layers.RepeatVector
    """

    family: ClassVar = "reshape"
    phrase: ClassVar = "repeat {n} times"

    n: Dim = dim("n")

    ranks: ClassVar[Any] = (1, 1)

    def output(self, *xs: Shape) -> Shape:
        return Shape((self.n, *xs[0]))
