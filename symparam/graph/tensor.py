"""Tensors and the calls of layers that make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from ..algebra import Dim, Shape
from ..errors import ConditionError, LayerError, SizeError
from ..layers.core import InputLayer
from ..layers.fields import owner, whole
from ..layers.layer import Layer, Output

_serial = count()


@dataclass(frozen=True, eq=False)
class Node:
    """One call of a layer on tensors; ``serial`` grows with every call.

    ``inputs`` are all tensors of the call in Keras's order; ``taken`` says which of them the layer's rule takes, and in
    which order, where that differs: a mask is an input without a say in shapes.
    """

    layer: Layer
    inputs: tuple[Tensor, ...]
    shapes: tuple[Shape, ...]
    serial: int
    taken: tuple[int, ...] | None = None

    @property
    def xs(self) -> tuple[Tensor, ...]:
        """The tensors that the layer's rule takes."""
        return self.inputs if self.taken is None else tuple(self.inputs[i] for i in self.taken)

    @property
    def outputs(self) -> tuple[Tensor, ...]:
        """The tensors that the call makes, each time as new values; compare them by node and index."""
        return tuple(Tensor(self, i) for i in range(len(self.shapes)))


@dataclass(frozen=True)
class Tensor:
    """A symbolic array: which call makes it, and which of its outputs it is."""

    node: Node
    index: int = 0

    @property
    def shape(self) -> Shape:
        """Its sizes, without the batch axis."""
        return self.node.shapes[self.index]

    def apply(self, layer: Layer, *xs: Any) -> Tensor | tuple[Tensor, ...]:
        """Call a layer on tensors. Raises LayerError or ConditionError where it does not accept them."""
        tensors = tuple(_flat(xs))
        result = call(layer, tensors)
        return result[0] if len(result) == 1 and isinstance(layer.output(*(t.shape for t in tensors)), Shape) else result

    def __repr__(self) -> str:
        return f"Tensor({', '.join(map(str, self.shape))})"


def Input(shape: Iterable[Any], name: str | None = None) -> Tensor:  # noqa: N802  (Keras's name)
    """A tensor of that shape, without the batch axis, which enters a model.

    >>> from symparam import sizes
    >>> Input(sizes("H W C"))
    Tensor(H, W, C)

    Raises LayerError where an entry is no size.
    """
    layer = InputLayer(name=name)
    checked = Shape(whole(layer, "shape", n) for n in shape)
    return Tensor(Node(InputLayer(checked, name=name), (), (checked,), next(_serial)))


def call(layer: Layer, tensors: tuple[Tensor, ...], taken: tuple[int, ...] | None = None) -> tuple[Tensor, ...]:
    """The outputs of a layer called on tensors, of which its rule takes those that ``taken`` counts, or all."""
    xs = tensors if taken is None else tuple(tensors[i] for i in taken)
    return Node(layer, tensors, apply(layer, tuple(t.shape for t in xs)), next(_serial), taken).outputs


def apply(layer: Layer, xs: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """The output shapes of a layer on input shapes, after it accepted them; a condition in numbers is decided here."""
    layer.accept(*xs)
    try:
        output = layer.output(*xs)
    except SizeError as error:
        raise SizeError(f"{owner(layer)}: {error}") from None
    for need in layer.needs(*xs):
        if need.is_number and not need.holds():
            raise ConditionError(need.refusal(owner(layer)))
    return (output,) if isinstance(output, Shape) else output


def _flat(xs: Iterable[Any]) -> Iterator[Tensor]:
    for x in xs:
        if isinstance(x, Tensor):
            yield x
        elif isinstance(x, (list, tuple)):
            yield from _flat(x)
        else:
            raise LayerError(f"a layer is called on {x!r}; it takes tensors made by Input(shape)")


__all__ = ["Dim", "Input", "Node", "Output", "Tensor", "apply", "call"]
