"""Preprocessing to mean 0 and variance 1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape
from ..errors import LayerError
from ..frozen import dataclass
from ..several import several
from ..weight import Weight, optional
from .axis import place
from .extent import extent
from .fields import integers, owner
from .layer import Layer


@dataclass(frozen=True)
class Normalization(Layer):
    """Each kept axis has means and variances of its own, learned from data beforehand or given.

    shape:   (*n, C) -> (*n, C)
    params:  2*C + 1
    source:  keras.layers.Normalization
    """

    axis: int | tuple[int, ...] | None = integers(-1, optional=True)
    mean: Any = None
    variance: Any = None

    inert: ClassVar = ("invert",)

    def __post_init__(self) -> None:
        super().__post_init__()
        mean, variance = extent(self.mean), extent(self.variance)
        if (self.mean is None) != (self.variance is None) or mean != variance:
            raise LayerError(
                f"{owner(self)}: mean and variance are given together, in one shape; "
                f"they are {self.mean!r} and {self.variance!r}"
            )
        if len(mean) > len(self._axes()):
            raise LayerError(f"{owner(self)}: mean has {len(mean)} axes, more than axis={self.axis} keeps")

    def _axes(self) -> tuple[int, ...]:
        if self.axis is None:
            return ()
        return several(self.axis)

    def _kept(self, x: Shape) -> tuple[Dim, ...]:
        return tuple(x[i] for i in sorted(place(self, x, axis) for axis in self._axes()))

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        places = [place(self, xs[0], axis) for axis in self._axes()]
        if len(set(places)) < len(places):
            raise LayerError(f"{owner(self)}: axis={self.axis} names an axis twice")

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield from optional(
            self.mean is None,
            Weight("mean", self._kept(xs[0]), trainable=False),
            Weight("variance", self._kept(xs[0]), trainable=False),
            Weight("count", (), trainable=False),
        )

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for given, n in zip(reversed(extent(self.mean)), reversed(self._kept(xs[0])), strict=False):
            if given != 1:
                yield Need(n, "==", given, "mean and variance must fit the kept axes")
