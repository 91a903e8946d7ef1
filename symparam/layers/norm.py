"""Normalization."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape
from ..errors import LayerError
from ..frozen import dataclass
from ..several import several
from ..weight import Weight, optional
from .axis import place
from .fields import dim, flag, integers, owner
from .layer import Layer


class Normalized(Layer):
    """A layer that keeps the shape and has weights along one axis or several."""

    family: ClassVar = "normalization"

    axis: int | tuple[int, ...]  # a field of each subclass
    ranks = (1, None)

    def along(self, x: Shape) -> tuple[Dim, ...]:
        """The sizes of the axes, in the order in which Keras keeps them."""
        axes = sorted(several(self.axis))
        places = [place(self, x, axis) for axis in axes]
        if len(set(places)) < len(places):
            raise LayerError(f"{owner(self)}: axis={self.axis} names one axis of the input twice")
        return tuple(x[i] for i in places)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self.along(xs[0])


AFFINE = (
    "beta_initializer",
    "gamma_initializer",
    "beta_regularizer",
    "gamma_regularizer",
    "beta_constraint",
    "gamma_constraint",
)


@dataclass(frozen=True)
class BatchNormalization(Normalized):
    """Each channel is shifted and scaled; its moving statistics are weights that training does not change.

    shape:   (*n, C) -> (*n, C)
    params:  C + C + C + C
    source:  keras.layers.BatchNormalization
    """

    phrase: ClassVar = "batch norm"

    axis: int = integers(-1, many=False)
    momentum: Any = 0.99
    epsilon: Any = 1e-3
    center: bool = flag(True)
    scale: bool = flag(True)
    renorm: bool = flag()

    beside: ClassVar = ("training", "mask")
    inert: ClassVar = (
        *AFFINE[:2],
        "moving_mean_initializer",
        "moving_variance_initializer",
        *AFFINE[2:],
        "renorm",
        "renorm_clipping",
        "renorm_momentum",
        "synchronized",
    )

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        size = self.along(xs[0])
        yield from optional(self.scale, Weight("gamma", size))
        yield from optional(self.center, Weight("beta", size))
        for name in ("moving_mean", "moving_variance"):
            yield Weight(name, size, trainable=False)
        if self.renorm:
            for name in ("moving_stddev", "renorm_mean", "renorm_stddev"):
                yield Weight(name, size, trainable=False)


@dataclass(frozen=True)
class LayerNormalization(Normalized):
    """Each sample is normalized over some axes, then shifted and scaled along them.

    shape:   (*n, d) -> (*n, d)
    params:  d + d
    source:  keras.layers.LayerNormalization
    """

    phrase: ClassVar = "layer norm"

    axis: int | tuple[int, ...] = integers(-1)
    epsilon: Any = 1e-3
    center: bool = flag(True)
    scale: bool = flag(True)
    rms_scaling: bool = flag(kw_only=True)

    inert: ClassVar = AFFINE

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield from optional(self.scale or self.rms_scaling, Weight("gamma", self.along(xs[0])))
        yield from optional(self.center and not self.rms_scaling, Weight("beta", self.along(xs[0])))


@dataclass(frozen=True)
class RMSNormalization(Normalized):
    """Each sample is divided by its root mean square over some axes, then scaled along them.

    shape:   (*n, d) -> (*n, d)
    params:  d
    source:  keras.layers.RMSNormalization
    """

    phrase: ClassVar = "RMS norm"

    axis: int | tuple[int, ...] = integers(-1)
    epsilon: Any = 1e-6

    call: ClassVar = ("x",)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("scale", self.along(xs[0]))


@dataclass(frozen=True)
class GroupNormalization(Normalized):
    """Each group of channels is normalized over all positions; -1 makes a group of each channel.

    shape:   (*n, C) -> (*n, C)
    params:  C + C
    source:  keras.layers.GroupNormalization
    """

    phrase: ClassVar = "group norm"

    groups: Dim = dim("g", 32, neutral=-1, least=-1)
    axis: int = integers(-1, many=False)
    epsilon: Any = 1e-3
    center: bool = flag(True)
    scale: bool = flag(True)

    inert: ClassVar = AFFINE

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield from optional(self.scale, Weight("gamma", self.along(xs[0])))
        yield from optional(self.center, Weight("beta", self.along(xs[0])))

    def needs(self, *xs: Shape) -> Iterator[Need]:
        if self.groups != -1:
            yield Need(self.groups, "divides", self.along(xs[0])[0], "groups must divide the input's channels")


@dataclass(frozen=True)
class UnitNormalization(Normalized):
    """Each sample is divided by its length along some axes.

    shape:   (*n) -> (*n)
    params:  0
    source:  keras.layers.UnitNormalization
    """

    phrase: ClassVar = "unit norm"

    axis: int | tuple[int, ...] = integers(-1)
