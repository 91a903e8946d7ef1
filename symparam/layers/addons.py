"""Layers of packages beside Keras: TensorFlow Addons and keras-contrib, neither of which is developed any more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..algebra import Dim, Shape, product
from ..errors import LayerError
from ..frozen import dataclass
from ..weight import Weight, optional
from .fields import choice, dim, flag, integers, owner
from .layer import Key, Layer
from .nested import Nested
from .norm import AFFINE, Normalized
from .wrapper import Wrapper


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
        yield from optional(self.scale, Weight("gamma", self.along(xs[0])))
        yield from optional(self.center, Weight("beta", self.along(xs[0])))


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


@dataclass(frozen=True)
class CRF(Layer):
    """A linear chain of tags: an affine map of each step, and an energy for each pair of neighbouring tags.

    shape:   (T, d) -> (T, u)
    params:  d*u + u*u + u + u + u
    macs:    T*d*u
    source:  keras_contrib.layers.CRF
    """

    phrase: ClassVar = "CRF"

    units: Dim = dim("u")
    learn_mode: str = choice("join", "join", "marginal")
    test_mode: str | None = choice(None, None, "viterbi", "marginal")
    sparse_target: bool = flag()
    use_boundary: bool = flag(True)
    use_bias: bool = flag(True)
    activation: Any = "linear"

    ranks: ClassVar = (2, 2)
    inert: ClassVar = (
        *("kernel_initializer", "chain_initializer", "bias_initializer", "boundary_initializer"),
        *("kernel_regularizer", "chain_regularizer", "boundary_regularizer", "bias_regularizer"),
        *("kernel_constraint", "chain_constraint", "boundary_constraint", "bias_constraint", "input_dim", "unroll"),
    )

    def output(self, *xs: Shape) -> Shape:
        return Shape((xs[0][0], self.units))

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        yield Weight("kernel", (xs[0][1], self.units))
        yield Weight("chain_kernel", (self.units, self.units))
        yield from optional(self.use_bias, Weight("bias", (self.units,)))
        yield from optional(
            self.use_boundary, Weight("left_boundary", (self.units,)), Weight("right_boundary", (self.units,))
        )

    def macs(self, *xs: Shape) -> Dim:
        return product((*xs[0], self.units))


@dataclass(frozen=True)
class WeightNormalization(Wrapper):
    """A layer whose kernel is split into directions and a length for each of its last axis.

    With ``data_init`` the layer is kept a second time, untrained, for the first batch; a flag says whether it is over.

    shape:   (*n) -> (*layer(n))
    macs:    macs(layer, n)
    source:  tensorflow_addons.layers.WeightNormalization
    """

    phrase: ClassVar = "weight norm: {layer}"

    data_init: bool = flag(True)

    beside: ClassVar = ("training",)

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        names = {weight.name for weight in self.layer.weights(*xs)}
        if isinstance(self.layer, Nested) or "kernel" not in names or "recurrent_kernel" in names:
            kind = type(self.layer).__name__
            raise LayerError(f"{owner(self)} is known here around a layer with a kernel of its own, not {kind}")

    def owned(self, *xs: Shape) -> Iterator[tuple[Key, Weight]]:
        inner = list(super().owned(*xs))
        kernel = next(weight for _, weight in inner if weight.name == "kernel")
        yield (id(self), 0), Weight("g", (kernel.shape[-1],))
        yield (id(self), 1), Weight("initialized", (), trainable=False)
        yield from inner
        if self.data_init:
            for place, (_, weight) in enumerate(inner):
                yield (id(self), 2 + place), Weight(f"data_init_{weight.name}", weight.shape, trainable=False)

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for _, weight in self.owned(*xs):
            yield weight
