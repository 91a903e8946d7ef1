"""A recurrent layer in both directions of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from ..algebra import Dim, Need, Shape
from ..errors import LayerError
from ..frozen import dataclass
from ..several import several
from ..weight import Weight
from .cells import expect_states, state_axes
from .fields import called, choice, owner, sub
from .layer import Layer, Output
from .recurrent import Recurrent

COMMON = ("stateful", "return_sequences", "return_state")


@dataclass(frozen=True)
class Bidirectional(Layer):
    """Two copies of a recurrent layer, one from the front and one from the back, and their outputs merged.

    shape:   (T, d) -> (*layer(T, d)[:-1], 2*layer(T, d)[-1])
    params:  2*params(layer, T, d)
    macs:    2*macs(layer, T, d)
    source:  keras.layers.Bidirectional
    """

    family: ClassVar = "recurrent"
    phrase: ClassVar = "both ways: {layer}"

    layer: Recurrent = sub()
    merge_mode: str | None = choice("concat", "concat", "sum", "mul", "ave", None)
    backward_layer: Recurrent | None = sub(None)

    freezes: ClassVar = False
    arity: ClassVar = (1, None)
    call: ClassVar = ("sequences", "initial_state")
    beside: ClassVar = ("mask", "training")
    inert: ClassVar = ("weights", "backward_layer")

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("layer", "backward_layer"):
            layer = getattr(self, name)
            if not isinstance(layer, Recurrent) and not (name == "backward_layer" and layer is None):
                raise LayerError(f"{owner(self)}: {name} is a recurrent layer, not {called(layer)}")
        for name in COMMON:
            if getattr(self.layer, name) != getattr(self.backward, name):
                raise LayerError(f"{owner(self)}: layer and backward_layer differ in {name}")
        if self.layer.go_backwards == self.backward.go_backwards:
            raise LayerError(f"{owner(self)}: layer and backward_layer must differ in go_backwards")

    @property
    def backward(self) -> Recurrent:
        """The layer that runs from the back."""
        return self.backward_layer or replace(self.layer, go_backwards=True)

    def _halves(self, *xs: Shape) -> Iterator[tuple[str, Recurrent, tuple[Shape, ...]]]:
        half = (len(xs) - 1) // 2
        yield "forward/", self.layer, (xs[0], *xs[1 : half + 1])
        yield "backward/", self.backward, (xs[0], *xs[half + 1 :])

    def output(self, *xs: Shape) -> Output:
        (y, *forward), (z, *backward) = (_outputs(layer, inputs) for _, layer, inputs in self._halves(*xs))
        merged = (Shape((*y[:-1], y[-1] + z[-1])),) if self.merge_mode == "concat" else (y,)
        outputs = (*((y, z) if self.merge_mode is None else merged), *forward, *backward)
        return outputs if len(outputs) > 1 else outputs[0]

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for prefix, layer, inputs in self._halves(*xs):
            for _, weight in layer.owned(*inputs):
                yield replace(weight, name=prefix + weight.name)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for _, layer, inputs in self._halves(*xs):
            yield from layer.needs(*inputs)
        if self.merge_mode is not None and self.backward_layer is not None:
            (y, *_), (z, *_) = (_outputs(layer, inputs) for _, layer, inputs in self._halves(*xs))
            for a, b in zip(y[:-1] if self.merge_mode == "concat" else y, z, strict=False):
                yield Need(a, "==", b, f"both directions must be as large for merge_mode={self.merge_mode!r}")

    def macs(self, *xs: Shape) -> Dim:
        forward, backward = (layer.macs(*inputs) for _, layer, inputs in self._halves(*xs))
        return forward + backward

    def axis_names(self, *xs: Shape) -> tuple[tuple[str, ...], ...]:
        return (*self.layer.axis_names(xs[0]), *state_axes(xs[1:]))

    def accept(self, *xs: Shape) -> None:
        super().accept(*xs)
        self.layer.accept(xs[0])
        self.backward.accept(xs[0])
        expect_states(self, (*self.layer.states(xs[0]), *self.backward.states(xs[0])), xs[1:])


def _outputs(layer: Recurrent, inputs: tuple[Shape, ...]) -> tuple[Any, ...]:
    output = layer.output(*inputs)
    return several(output)
