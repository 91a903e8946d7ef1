"""Normalizations by given arrays, which are no weights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ...algebra import Need, Shape, product
from ...errors import LayerError
from ...frozen import dataclass
from ..axis import places
from ..fields import array, integers, owner
from .protocol import Operation


@dataclass(frozen=True)
class Normalizing(Operation):
    """Each position beside all others along the axes; its arrays have a number for each position there."""

    axis: int | tuple[int, ...] = integers(-1)
    epsilon: Any = None

    arrays: ClassVar[tuple[str, ...]]

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        places(self, xs[0], self.axis)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        size = product(xs[0][i] for i in sorted(places(self, xs[0], self.axis)))
        for name in self.arrays:
            given = getattr(self, name)
            if given is not None:
                yield Need(given.volume, "==", size, f"{name} must have a number for each position of axis {self.axis}")


@dataclass(frozen=True)
class LayerNorm(Normalizing):
    """Each sample shifted and scaled to mean 0 and variance 1 along the axes.

    params:  0
    source:  keras.ops.layer_normalization
    """

    rms_scaling: bool = False
    gamma: Shape | None = array()
    beta: Shape | None = array()

    arrays = ("gamma", "beta")
    call = ("x", *arrays)


@dataclass(frozen=True)
class RMSNorm(Normalizing):
    """Each sample scaled to a mean square of 1 along the axes.

    params:  0
    source:  keras.ops.rms_normalization
    """

    scale: Shape | None = array()

    arrays = ("scale",)
    call = ("x", *arrays)


@dataclass(frozen=True)
class BatchNorm(Normalizing):
    """Each channel shifted and scaled by given means and variances.

    params:  0
    source:  keras.ops.batch_normalization
    """

    mean: Shape | None = array()
    variance: Shape | None = array()
    offset: Shape | None = array()
    scale: Shape | None = array()

    arrays = ("mean", "variance", "offset", "scale")
    call = ("x", *arrays)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.mean is None or self.variance is None:
            raise LayerError(f"{owner(self)} takes a mean and a variance that are arrays")
