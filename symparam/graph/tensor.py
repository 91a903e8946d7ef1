"""Tensors and the calls of layers that make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from ..algebra import Dim, Need, Shape
from ..algebra.batch import for_every_batch
from ..errors import ConditionError, LayerError, SizeError
from ..frozen import dataclass
from ..layers.alike import asked
from ..layers.core import InputLayer
from ..layers.fields import owner, whole
from ..layers.given import given_needs
from ..layers.layer import Layer, Output
from ..several import several, single
from .call_arguments import bind_call, named_arguments
from .least import settled
from .tensor_operators import Operators

serial = count()


@dataclass(frozen=True, eq=False, repr=False)
class Node:
    """One call of a layer on tensors; ``serial`` grows with every call.

    ``inputs`` are all tensors of the call in Keras's order; ``taken`` says which of them the layer's rule takes, and in
    which order, where that differs: a mask is an input without a say in shapes. ``needs`` are those in symbols.
    ``built`` are the shapes on which the layer was built, where they are not those of its first call in the graph.
    """

    layer: Layer
    inputs: tuple[Tensor, ...]
    shapes: tuple[Shape, ...]
    serial: int
    taken: tuple[int, ...] | None = None
    needs: tuple[Need, ...] = ()
    built: tuple[Shape, ...] | None = None

    @property
    def xs(self) -> tuple[Tensor, ...]:
        """The tensors that the layer's rule takes."""
        return self.inputs if self.taken is None else tuple(self.inputs[i] for i in self.taken)

    @property
    def outputs(self) -> tuple[Tensor, ...]:
        """The tensors that the call makes, each time as new values; compare them by node and index."""
        return tuple([Tensor(self, i) for i in range(len(self.shapes))])


@dataclass(frozen=True, repr=False)
class Tensor(Operators):
    """A symbolic array: which call makes it, and which of its outputs it is.

    Operators and indices work as on a tensor of Keras: ``x + y``, ``2 * x``, ``x[:, 0]``.
    """

    node: Node
    index: int = 0

    @property
    def shape(self) -> Shape:
        """Its sizes, without the batch axis."""
        return self.node.shapes[self.index]

    def apply(self, layer: Layer, *xs: Any, **options: Any) -> Tensor | tuple[Tensor, ...]:
        """Call a layer on tensors and with Keras's arguments of calls.

        Raises LayerError or ConditionError where the layer does not accept them.
        """
        check_listed(layer, xs)
        if not options and all(isinstance(x, (Tensor, list, tuple)) for x in xs):
            return single(call(layer, tuple(_flat(xs))))
        positional = xs if len(xs) <= len(layer.call) else (list(xs),)
        return single(call(*bind_call(layer, named_arguments(layer, positional, options), Tensor)))

    def __repr__(self) -> str:
        return f"Tensor({', '.join(map(str, self.shape))})"


def Input(shape: Iterable[Any], name: str | None = None) -> Tensor:
    """A tensor of that shape, without the batch axis, which enters a model.

    >>> from symparam import sizes
    >>> Input(sizes("H W C"))
    Tensor(H, W, C)

    Raises LayerError where it is no shape, or an entry of it no size.
    """
    layer = InputLayer(name=name)
    if isinstance(shape, str) or not isinstance(shape, Iterable):
        raise LayerError(f"a shape is a tuple of sizes such as (H, W, 3), or (8,) for one size; not {shape!r}")
    return entrance(InputLayer(Shape(whole(layer, "shape", n) for n in shape), name=name))


def check_listed(layer: Layer, args: Sequence[Any]) -> None:
    """Raise LayerError where a layer that Keras calls on a list of tensors is called on one tensor, or the reverse."""
    if "query" in layer.call and len(args) == 1 and isinstance(args[0], (list, tuple)):
        raise LayerError(f"{owner(layer)} is called on tensors one by one, as (query, value), not on a list")
    if layer.in_list and len(args) == 1 and isinstance(args[0], Tensor):
        raise LayerError(f"{owner(layer)} is called on a list of tensors, as [x, y] or [x], not on one tensor")


def entrance(layer: InputLayer) -> Tensor:
    """The tensor that enters at an InputLayer."""
    return Tensor(Node(layer, (), (layer.shape,), next(serial)))


def call(layer: Layer, tensors: Iterable[Tensor], taken: tuple[int, ...] | None = None) -> tuple[Tensor, ...]:
    """The outputs of a layer called on tensors, of which its rule takes those that ``taken`` counts, or all."""
    tensors = tuple(tensors)
    xs = tensors if taken is None else tuple(tensors[i] for i in taken)
    if layer.looks_up:
        layer = layer.called(below=below(xs[0]))
    try:
        shapes, needs = ran(layer, tuple([t.shape for t in xs]))
    except LayerError as error:
        raise error.adding(_cure(layer, xs)) from None
    shapes = settled(shapes, needs, tensors)
    return Node(layer, tensors, shapes, next(serial), taken, needs).outputs


def _cure(layer: Layer, xs: tuple[Tensor, ...]) -> str:
    """What to change where a layer wants all steps of a sequence, and the layer before gives the last one alone."""
    before = xs[0].node.layer if xs else layer
    recurrent = getattr(before, "layer", before)  # in a Bidirectional
    if layer.ranks[0] == 2 and len(xs[0].shape) == 1 and getattr(recurrent, "return_sequences", True) is False:
        return f"; give {before.name or before.type_name} return_sequences=True, which hands on every step"
    return ""


def below(tensor: Tensor) -> Dim | None:
    """What all whole numbers in a tensor are below, where they count up from a number and are rearranged at most.

    Of the first of them, as in ``positions[:, :T]``, it is what these are below.
    """
    node, way = tensor.node, []
    while _begun(node) is not None or getattr(node.layer, "rearranges", False):
        way.append(node)
        node = node.inputs[0].node
    found: Dim | None = None if node.layer.looks_up else getattr(node.layer, "below", None)
    if found is None or len(node.shapes[0]) != 1:
        return None if way and any(map(_begun, way)) else found
    count = node.shapes[0][0]
    for step in reversed(way):
        begun = _begun(step)
        if begun is None:
            continue
        axis, first = begun
        places = [i for i, n in enumerate(step.inputs[0].shape) if n == count]
        if len(places) != 1:
            return None
        if places == [axis]:
            found, count = found - count + first, first
    return found


def _begun(node: Node) -> tuple[int, Dim] | None:
    """The axis of which a call takes the first positions, and how many; None where it does anything else."""
    begun = getattr(node.layer, "begun", None)
    return None if begun is None else begun(node.inputs[0].shape)


def apply(layer: Layer, xs: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """The output shapes of a layer on input shapes, after it accepted them; a condition in numbers is decided here."""
    return ran(layer, xs)[0]


def ran(layer: Layer, xs: tuple[Shape, ...]) -> tuple[tuple[Shape, ...], tuple[Need, ...]]:
    """The output shapes of a layer on input shapes, and the conditions that remain."""
    return asked(layer, "outputs", xs, lambda: _ran(layer, xs))


def _ran(layer: Layer, xs: tuple[Shape, ...]) -> tuple[tuple[Shape, ...], tuple[Need, ...]]:
    try:
        layer.accept(*xs)
        output = layer.output(*xs)
    except SizeError as error:
        raise SizeError(f"{owner(layer)}: {error}").at(layer=owner(layer)) from None
    except LayerError as error:
        raise error.at(layer=owner(layer)) from None
    return several(output), tuple(conditions(layer, (*given_needs(layer), *layer.needs(*xs))))


def conditions(layer: Layer, needs: Iterable[Need]) -> list[Need]:
    """What remains to be met of the needs of a layer. Raises ConditionError where one cannot be met."""
    left: list[Need] = []
    for need in needs:
        if not need.is_number:
            left += _for_every_batch(layer, need)
        elif not need.holds():
            raise ConditionError.broken(owner(layer), need)
    return left


def _for_every_batch(layer: Layer, need: Need) -> list[Need]:
    try:
        return for_every_batch(need)
    except ConditionError as error:
        raise error.by(owner(layer)) from None


def _flat(xs: Iterable[Any]) -> Iterator[Tensor]:
    for x in xs:
        if isinstance(x, Tensor):
            yield x
        elif isinstance(x, (list, tuple)):
            yield from _flat(x)
        else:
            raise LayerError(f"a layer is called on {x!r}; it takes tensors made by Input(shape)")


__all__ = ["Dim", "Input", "Node", "Output", "Tensor", "apply", "call"]
