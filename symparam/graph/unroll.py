"""Repeated blocks, one after the other: the plain way, which no closed form has a say in."""

from __future__ import annotations

from collections.abc import Mapping

from ..algebra import Dim, Shape, total
from ..layers.binding import bound
from ..weight import Weight
from .network import Network
from .repeat import Repeat
from .tensor import apply


def unrolled(
    layer: Repeat, bindings: Mapping[str, Dim], xs: tuple[Shape, ...], checked: bool = True
) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """What comes out of all blocks, and how many trainable and how many other parameters they have."""
    (x,) = xs
    repeated = bound(layer, bindings) if bindings else layer
    assert isinstance(repeated, Repeat)
    if not repeated.written_out or repeated.shared:
        return (repeated.output(x),), _counts(list(repeated.weights(x)))
    weights: list[Weight] = []
    for model, given in repeated.blocks(x):
        weights += model.weights(given)
        x = apply(model, (given,))[0] if checked else _shape(model, given)
    return (x,), _counts(weights)


def _shape(model: Network, x: Shape) -> Shape:
    y = model.output(x)
    assert isinstance(y, Shape)
    return y


def _counts(weights: list[Weight]) -> tuple[Shape, ...]:
    counts: list[Dim] = [total(w.size for w in weights if w.trainable == on) for on in (True, False)]
    return tuple(Shape((n,)) for n in counts)
