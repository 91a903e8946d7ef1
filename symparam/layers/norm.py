"""Normalization."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from ..algebra import Shape
from ..weight import Weight
from .layer import Layer


@dataclass(frozen=True)
class BatchNormalization(Layer):
    """Each channel is shifted and scaled; its moving statistics are weights that training does not change.

    shape:   (*n, C) -> (*n, C)
    params:  4*C
    source:  keras.layers.BatchNormalization
    """

    axis: int = -1
    momentum: Any = 0.99
    epsilon: Any = 1e-3
    center: bool = True
    scale: bool = True

    ranks: ClassVar = (1, None)
    inert: ClassVar = ("beta_initializer", "gamma_initializer", "moving_mean_initializer",
                       "moving_variance_initializer", "beta_regularizer", "gamma_regularizer", "beta_constraint",
                       "gamma_constraint", "synchronized")

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        size = (xs[0][self.axis],)
        if self.scale:
            yield Weight("gamma", size)
        if self.center:
            yield Weight("beta", size)
        yield Weight("moving_mean", size, trainable=False)
        yield Weight("moving_variance", size, trainable=False)
