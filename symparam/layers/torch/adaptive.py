"""Pooling to a given size: adaptive and fractional; and back from a pool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar

from ...algebra import Dim, Need, Shape
from ...errors import LayerError
from ...frozen import dataclass
from ...several import for_each
from ..fields import dims, extents, flag, owner, whole
from ..layer import Output
from .base import WORDS, Channels
from .scaling import scaled


def sizes_or_none() -> Any:
    """A field with a size for each spatial axis, or None for one that stays; one of them stands for all."""

    def check(layer: Any, name: str, value: Any) -> Any:
        if value is None:
            raise LayerError(f"{owner(layer)}: {name} is a size, or one for each axis, such as (None, 7), not None")
        values = tuple(value) if isinstance(value, (list, tuple, Shape)) else (value,) * layer.rank
        if len(values) != layer.rank:
            raise LayerError(f"{owner(layer)}: {name} takes {layer.rank} sizes, not {values}")
        return tuple(None if v is None else whole(layer, name, v) for v in values)

    return field(metadata={"check": check, "letter": "o", "neutral": None, "window": True, "least": 1})


class Adaptive(Channels):
    """The maximum or the mean over as many windows as the output is to have; None keeps an axis."""

    output_size: tuple[Dim | None, ...]  # a field of each subclass

    family: ClassVar = "pooling"
    inert: ClassVar = ()

    def output(self, *xs: Shape) -> Output:
        kept = zip(self.output_size, self.spatial(xs[0]), strict=True)
        return Shape((*xs[0][: len(xs[0]) - self.rank], *(n if o is None else o for o, n in kept)))

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        return self.nonempty(xs[0])


@dataclass(frozen=True)
class AdaptiveAvgPool(Adaptive):
    """The mean over as many windows as the output is to have; None keeps an axis.

    shape:   (N, C, *n) -> (N, C, *o)
    params:  0
    source:  torch.nn.AdaptiveAvgPool1d, AdaptiveAvgPool2d, AdaptiveAvgPool3d
    """

    phrase: ClassVar = "average pool to {output_size}"
    more: ClassVar[int] = 0  # axes besides those that a mean of everything goes over

    output_size: tuple[Dim | None, ...] = sizes_or_none()

    def accept(self, *xs: Shape) -> None:
        pooled = [shape[-self.rank :] for shape in xs if len(shape) >= self.rank + self.more]
        made = [tuple(n if o is None else o for o, n in zip(self.output_size, x, strict=True)) for x in pooled]
        if self.rank == 1 or made != [(1,) * self.rank]:  # a mean of everything, which PyTorch takes of any input
            super().accept(*xs)


class AdaptiveAvgPool1d(AdaptiveAvgPool):
    rank = 1


class AdaptiveAvgPool2d(AdaptiveAvgPool):
    rank = 2
    more = 1


class AdaptiveAvgPool3d(AdaptiveAvgPool):
    rank = 3


@dataclass(frozen=True)
class AdaptiveMaxPool(Adaptive):
    """The maximum over as many windows as the output is to have; None keeps an axis.

    shape:   (N, C, *n) -> (N, C, *o)
    params:  0
    source:  torch.nn.AdaptiveMaxPool1d, AdaptiveMaxPool2d, AdaptiveMaxPool3d
    """

    phrase: ClassVar = "max pool to {output_size}"

    output_size: tuple[Dim | None, ...] = sizes_or_none()
    return_indices: bool = flag()

    def output(self, *xs: Shape) -> Output:
        made = super().output(*xs)
        return (made, made) if self.return_indices and isinstance(made, Shape) else made


class AdaptiveMaxPool1d(AdaptiveMaxPool):
    rank = 1


class AdaptiveMaxPool2d(AdaptiveMaxPool):
    rank = 2


class AdaptiveMaxPool3d(AdaptiveMaxPool):
    rank = 3


@dataclass(frozen=True)
class FractionalMaxPool(Channels):
    """The maximum over windows at random steps, as many as the output is to have or a share of the input's size.

    shape:   (N, C, *n) -> (N, C, *o)
    params:  0
    source:  torch.nn.FractionalMaxPool2d, FractionalMaxPool3d
    """

    family: ClassVar = "pooling"
    phrase: ClassVar = "{kernel_size} fractional max pool"

    kernel_size: tuple[Dim, ...] = dims("k")
    output_size: tuple[Dim, ...] | None = dims("o", None, optional=True)
    output_ratio: Any = None
    return_indices: bool = flag()

    inert: ClassVar = ("_random_samples",)
    spare: ClassVar[int] = 0  # positions that PyTorch wants besides those of the windows

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.output_size is None) == (self.output_ratio is None):
            raise LayerError(f"{owner(self)} takes either output_size or output_ratio")
        for ratio in self._ratios():
            if not 0 < ratio < 1:
                raise LayerError(f"{owner(self)}: output_ratio is between 0 and 1, not {ratio}")

    def _ratios(self) -> tuple[float, ...]:
        if self.output_ratio is None:
            return ()
        ratios = for_each(self.output_ratio, self.rank)
        if len(ratios) != self.rank:
            raise LayerError(f"{owner(self)}: output_ratio takes {self.rank} shares, not {tuple(ratios)}")
        return tuple(ratios)

    def _sizes(self, x: Shape) -> tuple[Dim, ...]:
        if self.output_size is not None:
            return self.output_size
        return tuple(scaled(self, "output_ratio", n, r) for n, r in zip(self.spatial(x), self._ratios(), strict=True))

    def output(self, *xs: Shape) -> Output:
        made = self.shape(xs[0], self._sizes(xs[0]))
        return (made, made) if self.return_indices else made

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        axes = zip(WORDS[self.rank], self.spatial(xs[0]), self._sizes(xs[0]), self.kernel_size, strict=True)
        for word, n, o, k in axes:
            yield Need(n, ">=", 1, f"the {word} is empty")
            yield Need(n, ">=", o + k - 1 + self.spare, f"{o} windows of {k} do not fit into the {word}")


class FractionalMaxPool2d(FractionalMaxPool):
    rank = 2


class FractionalMaxPool3d(FractionalMaxPool):
    rank = 3
    spare = 1


@dataclass(frozen=True)
class MaxUnpool(Channels):
    """Each maximum goes back to where it was; zeros stand everywhere else.

    shape:   (N, C, *n), (N, C, *n) -> (N, C, *(n - 1)*s - 2*p + k)
    params:  0
    source:  torch.nn.MaxUnpool1d, MaxUnpool2d, MaxUnpool3d
    """

    family: ClassVar = "pooling"
    phrase: ClassVar = "{kernel_size} max unpool"
    arity: ClassVar = (2, 2)
    call: ClassVar = ("input", "indices")
    forward: ClassVar = ("input", "indices", "output_size")
    call_options: ClassVar = ("output_size",)
    own: ClassVar = (*Channels.own, *call_options)

    kernel_size: tuple[Dim, ...] = dims("k")
    stride: tuple[Dim, ...] | None = dims("s", None, optional=True)
    padding: tuple[Dim, ...] = dims("p", 0, neutral=0, least=0)
    output_size: tuple[Dim, ...] | None = extents("o", None, optional=True, kw_only=True)  # an argument of forward

    inert: ClassVar = ()

    def _usual(self, x: Shape) -> list[Dim]:
        """The spatial sizes of the output where none are asked for."""
        axes = zip(self.spatial(x), self.kernel_size, self.stride or self.kernel_size, self.padding, strict=True)
        return [(n - 1) * s - 2 * p + k for n, k, s, p in axes]

    def output(self, *xs: Shape) -> Shape:
        asked = self._usual(xs[0]) if self.output_size is None else self.output_size[-self.rank :]
        return self.shape(xs[0], asked)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if len(xs[0]) != len(xs[1]):
            raise LayerError(f"{owner(self)}: input and indices have equally many axes; they are {xs[0]} and {xs[1]}")
        if self.output_size is not None and len(self.output_size) not in (self.rank, self.rank + 2):
            raise LayerError(f"{owner(self)}: output_size takes {self.rank} sizes, not {self.output_size}")

    def input_needs(self, *xs: Shape) -> Iterator[Need]:
        for i, (a, b) in enumerate(zip(*xs, strict=True), 1):
            yield Need(a, "==", b, f"input and indices must agree on axis {i}")
        if self.output_size is not None:
            asked = zip(
                self.spatial(self.output(*xs)), self._usual(xs[0]), self.stride or self.kernel_size, strict=True
            )
            for n, usual, s in asked:
                yield Need(n, ">=", usual - s + 1, f"output_size is above {usual - s}")
                yield Need(usual + s - 1, ">=", n, f"output_size is below {usual + s}")
        for word, n in zip(WORDS[self.rank], self.spatial(self.output(*xs)), strict=True):
            yield Need(n, ">=", 0, f"padding takes more than there is of the {word}")


class MaxUnpool1d(MaxUnpool):
    rank = 1


class MaxUnpool2d(MaxUnpool):
    rank = 2


class MaxUnpool3d(MaxUnpool):
    rank = 3
