"""A model: a graph of named layers between inputs and outputs, itself a layer that other models can call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..algebra import Dim, Need, Shape
from ..errors import LayerError
from ..facts import Facts
from ..layers.core import InputLayer
from ..layers.layer import Layer, Output
from ..layers.naming import Namer
from ..weight import Weight
from .order import dependency_order, row_order
from .tensor import Input, Node, Tensor, apply

if TYPE_CHECKING:
    from ..report import Report


@dataclass(frozen=True)
class Entry:
    """A layer of a model under its name, with all calls of it."""

    name: str
    layer: Layer
    calls: tuple[Node, ...]


@dataclass(frozen=True, eq=False)
class Model(Layer):
    """A network between input tensors and output tensors.

    >>> from symparam import Input, Model, layers, sizes
    >>> x = Input(sizes("H W C"))
    >>> Model(x, layers.Conv2D(32, 3)(x)).derive().params
    288*C + 32
    """

    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    facts: Facts = field(default=Facts(), kw_only=True)
    sequential: bool = field(default=False, kw_only=True)  # a chain, listed without its input layer

    def __post_init__(self) -> None:
        for name in ("inputs", "outputs"):
            object.__setattr__(self, name, tuple(_tensors(self, name, getattr(self, name))))

    @property
    def type_name(self) -> str:
        return "Sequential" if self.sequential else "Functional"

    @cached_property
    def _order(self) -> tuple[list[Node], dict[int, int]]:
        nodes, visits = dependency_order(self.outputs, self.inputs)
        given = {t.node for t in self.inputs}
        for node in nodes:
            if isinstance(node.layer, InputLayer) and node not in given:
                raise LayerError(f"{self.name or 'the model'}: its outputs depend on an input of shape {node.shapes[0]} "
                                 "that is not among its inputs")
        for node in given - set(nodes):
            if not node.inputs:  # unused, but an input all the same
                nodes.insert(0, node)
                visits[id(node.layer)] = -1
        return nodes, visits

    @property
    def nodes(self) -> list[Node]:
        """All calls, inputs first."""
        return self._order[0]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The layers under their names, in Keras's order."""
        groups = row_order(*self._order)
        namer = Namer()
        names: dict[int, str] = {}
        for group in sorted(groups, key=lambda g: g[0].serial):
            layer = group[0].layer
            names[id(layer)] = layer.name or namer(layer.type_name)
        entries = [Entry(names[id(group[0].layer)], group[0].layer, tuple(group)) for group in groups]
        seen: set[str] = set()
        for entry in entries:
            if entry.name in seen:
                raise LayerError(f"{self.name or 'the model'} has two layers named {entry.name}; names must differ")
            seen.add(entry.name)
        return tuple(entries)

    def shapes(self, *xs: Shape) -> dict[Node, tuple[Shape, ...]]:
        """The output shapes of every call, for other input shapes than the model's own."""
        known: dict[Tensor, Shape] = dict(zip(self.inputs, xs, strict=True))
        result: dict[Node, tuple[Shape, ...]] = {}
        for node in self.nodes:
            if isinstance(node.layer, InputLayer):
                outs: tuple[Shape, ...] = (known[Tensor(node)],)
            else:
                outs = apply(node.layer, tuple(known[t] for t in node.xs))
            result[node] = outs
            known.update({Tensor(node, i): known.get(Tensor(node, i), shape) for i, shape in enumerate(outs)})
        return result

    def calls(self, *xs: Shape) -> Iterator[tuple[Entry, list[tuple[Shape, ...]]]]:
        """Each layer with the input shapes of all its calls, for the given input shapes of the model."""
        own = all(x == t.shape for x, t in zip(xs, self.inputs, strict=True))
        shapes = {} if own else self.shapes(*xs)
        given = dict(zip(self.inputs, xs, strict=True))
        for entry in self.entries:
            yield entry, [tuple(t.shape if own else _shape(t, given, shapes) for t in node.xs)
                          for node in entry.calls]

    def accept(self, *xs: Shape) -> None:
        if len(xs) != len(self.inputs):
            raise LayerError(f"{self.name or 'the model'} takes {len(self.inputs)} inputs, not {len(xs)}")
        for x, t in zip(xs, self.inputs, strict=True):
            if len(x) != len(t.shape):
                raise LayerError(f"{self.name or 'the model'} takes an input of shape {t.shape}, not {x}")

    def output(self, *xs: Shape) -> Output:
        if all(x == t.shape for x, t in zip(xs, self.inputs, strict=True)):
            outs = tuple(t.shape for t in self.outputs)
        else:
            shapes, given = self.shapes(*xs), dict(zip(self.inputs, xs, strict=True))
            outs = tuple(_shape(t, given, shapes) for t in self.outputs)
        return outs[0] if len(outs) == 1 else outs

    def weights(self, *xs: Shape) -> Iterator[Weight]:
        for _, weight in self.owned(*xs):
            yield weight

    def owned(self, *xs: Shape) -> Iterator[tuple[tuple[int, int], Weight]]:
        seen: set[tuple[int, int]] = set()
        for entry, calls in self.calls(*xs):
            for key, weight in entry.layer.owned(*calls[0]):
                if key not in seen:
                    seen.add(key)
                    trainable = weight.trainable and self.trainable
                    yield key, Weight(f"{entry.name}/{weight.name}", weight.shape, trainable)

    def needs(self, *xs: Shape) -> Iterator[Need]:
        for entry, calls in self.calls(*xs):
            for shapes in calls:
                for need in entry.layer.needs(*shapes):
                    yield replace(need, why=f"{entry.name}: {need.why}")

    def macs(self, *xs: Shape) -> Dim:
        from ..algebra import total

        return total(entry.layer.macs(*shapes) for entry, calls in self.calls(*xs) for shapes in calls)

    def map_layers(self, change: Callable[[Layer], Layer], xs: tuple[Shape, ...] | None = None) -> Model:
        """The model with every distinct layer replaced by ``change(layer)`` once, on input shapes ``xs`` or its own.

        Models inside are changed first.
        """
        def changed(layer: Layer) -> Layer:
            return change(layer.map_layers(change) if isinstance(layer, Model) else layer)

        return self._rebuilt(changed, tuple(t.shape for t in self.inputs) if xs is None else xs)

    def at(self, *xs: Shape) -> Model:
        """The model on other input shapes."""
        if all(x == t.shape for x, t in zip(xs, self.inputs, strict=True)):
            return self
        return self._rebuilt(lambda layer: layer, xs)

    def _rebuilt(self, change: Callable[[Layer], Layer], xs: tuple[Shape, ...]) -> Model:
        """The same graph of changed layers on input shapes; a call is worked out anew only where something changed."""
        layers: dict[int, Layer] = {}
        tensors: dict[Tensor, Tensor] = {}
        for entry in self.entries:
            layers[id(entry.layer)] = change(entry.layer if entry.layer.name else replace(entry.layer, name=entry.name))
        for t, x in zip(self.inputs, xs, strict=True):
            source = layers.get(id(t.node.layer), t.node.layer)
            if not isinstance(source, InputLayer):  # the model begins in the middle of a graph
                source = InputLayer(x, name=source.name)
            tensors[t] = Tensor(Node(replace(source, shape=x), (), (x,), t.node.serial))
        for node in self.nodes:
            if Tensor(node) in tensors:
                continue
            layer, inputs = layers[id(node.layer)], tuple(tensors[t] for t in node.inputs)
            shapes = tuple(tensors[t].shape for t in node.xs)
            same = layer == node.layer and shapes == tuple(t.shape for t in node.xs)
            new = Node(layer, inputs, node.shapes if same else apply(layer, shapes), node.serial, node.taken)
            tensors.update({Tensor(node, i): Tensor(new, i) for i in range(len(new.shapes))})
        return replace(self, inputs=tuple(tensors[t] for t in self.inputs), outputs=tuple(tensors[t] for t in self.outputs))

    def derive(self) -> Report:
        """The formulas of every layer and of the whole model."""
        from .derive import derive

        return derive(self)


def Sequential(layers: Iterable[Layer], input: Iterable[Any] | None = None, *, name: str | None = None,  # noqa: N802
               trainable: bool = True, facts: Facts = Facts()) -> Model:
    """A chain of layers on an input shape, which is given without the batch axis.

    >>> from symparam import Sequential, layers, sizes
    >>> Sequential([layers.Dense(10)], input=sizes("d")).derive().params
    10*d + 10
    """
    if input is None:
        raise LayerError("Sequential needs the shape of its input, such as input=(H, W, 3)")
    source = x = Input(input)
    for layer in layers:
        if not isinstance(layer, Layer):
            raise LayerError(f"Sequential takes layers, not {layer!r}")
        y = layer(x)
        if isinstance(y, tuple):
            raise LayerError(f"{layer.name or layer.type_name} has {len(y)} outputs; in a Sequential each layer has one")
        x = y
    return Model(source, x, name=name, trainable=trainable, sequential=True, facts=facts)


def _shape(t: Tensor, given: Mapping[Tensor, Shape], shapes: Mapping[Node, tuple[Shape, ...]]) -> Shape:
    return given[t] if t in given else shapes[t.node][t.index]


def _tensors(model: Model, name: str, value: Any) -> Iterator[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _tensors(model, name, item)
    elif isinstance(value, dict):
        yield from _tensors(model, name, list(value.values()))
    else:
        raise LayerError(f"{model.name or 'the model'}: {name} are tensors made by Input(shape) and layers, not {value!r}")
