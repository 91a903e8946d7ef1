"""Repeated blocks, one after the other: the plain way, which no closed form has a say in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..algebra import Dim, Shape, total
from ..layers.binding import bound
from ..weight import Weight
from .model import Model
from .repeat import Repeat
from .tensor import apply

MOST = 64  # blocks that are run one after the other; beyond, the closed form stands for itself


def each_block(layer: Repeat, x: Shape) -> Iterator[tuple[Model, Shape]]:
    """Every block with what goes into it; none where their number is a symbol."""
    if isinstance(layer.times, int) and layer.times <= MOST:
        for _ in range(layer.times):
            model = layer.model(x)
            yield model, x
            x = _shape(model, x)


def unrolled(layer: Repeat, bindings: Mapping[str, Dim], xs: tuple[Shape, ...], checked: bool = True
             ) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """What comes out of all blocks, and how many trainable and how many other parameters they have."""
    (x,) = xs
    repeated = bound(layer, bindings) if bindings else layer
    assert isinstance(repeated, Repeat)
    if not isinstance(repeated.times, int) or repeated.times > MOST:
        return (repeated.output(x),), _counts(list(repeated.weights(x)))
    weights: list[Weight] = []
    for model, given in each_block(repeated, x):
        weights += model.weights(given)
        x = apply(model, (given,))[0] if checked else _shape(model, given)
    return (x,), _counts(weights)


def _shape(model: Model, x: Shape) -> Shape:
    y = model.output(x)
    assert isinstance(y, Shape)
    return y


def _counts(weights: list[Weight]) -> tuple[Shape, ...]:
    counts: list[Dim] = [total(w.size for w in weights if w.trainable == on) for on in (True, False)]
    return tuple(Shape((n,)) for n in counts)
