"""Layers of packages beside Keras: TensorFlow Addons and keras-contrib, neither of which is developed any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from ..algebra import Dim, Shape
from ..errors import LayerError
from ..weight import Weight
from .fields import flag, integers, owner
from .norm import AFFINE, Normalized


@dataclass(frozen=True)
class InstanceNormalization(Normalized):
    """Each channel of each sample is normalized over all positions, then shifted and scaled.

    shape:   (*n, C) -> (*n, C)
    params:  C + C
    source:  tensorflow_addons.layers.InstanceNormalization
    """

    phrase: ClassVar = "instance norm"

    axis: int | None = integers(-1, many=False)  # type: ignore[assignment]
    epsilon: Any = 1e-3
    center: bool = flag(True)
    scale: bool = flag(True)

    inert: ClassVar = AFFINE

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        if self.scale:
            yield Weight("gamma", self.along(xs[0]))
        if self.center:
            yield Weight("beta", self.along(xs[0]))


@dataclass(frozen=True)
class ContribInstanceNormalization(InstanceNormalization):
    """Each sample is normalized, or each channel of it where an axis is given; one number shifts and one scales it.

    shape:   (*n) -> (*n)
    params:  1 + 1
    source:  keras_contrib.layers.InstanceNormalization
    """

    keras_class: ClassVar = "InstanceNormalization"

    axis: int | None = integers(None, many=False, optional=True)

    def along(self, x: Shape) -> tuple[Dim, ...]:
        """The sizes of gamma and beta."""
        return (1,) if self.axis is None else super().along(x)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        if self.axis is not None and len(xs[0]) < 2:
            raise LayerError(f"{owner(self)}: axis={self.axis} needs an input of two axes or more beside the batch")
