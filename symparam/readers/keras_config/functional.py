"""A functional model from its config: layers, their calls, and the tensors between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ...algebra import Shape
from ...errors import LayerError, SymparamError
from ...graph import Input, Model, Tensor
from ...graph.call_arguments import bind_arguments
from ...graph.tensor import call
from ...layers.layer import Layer
from .calls import Call, Ref, calls_of, tensors_of
from .fields import Place
from .inputs import NOTHING, Symbols, sizes_of
from .operations import is_operation, operation_of

if TYPE_CHECKING:
    from .models import Builder


@dataclass
class Named:
    """A layer of the config: its data, its calls, and what has been made of it so far."""

    data: dict[str, Any]
    place: Place
    calls: list[Call]
    operation: bool  # a function of tensors and no layer
    first: int = 0  # the number of its first call in references: 1 for models of older Keras
    layer: Layer | None = None
    outputs: list[tuple[Tensor, ...]] = field(default_factory=list)


def functional(config: dict[str, Any], place: Place, build: Builder, symbols: Symbols | None) -> Model:
    """The model; its inputs become ``symbols`` where it is the outermost. Raises SymparamError."""
    name = config.get("name") if isinstance(config.get("name"), str) else None
    inside = place.inside(name) if name and symbols is None else place
    layers: dict[str, Named] = {}
    for data in place.get(config, "layers", list):
        own = named(data, place)
        if own.layer in layers:
            raise inside.error(f"two layers are called {own.layer}; names must differ")
        layers[own.layer] = Named(data, own, calls_of(data, own), is_operation(data))
    inputs, outputs = (tensors_of(place.get(config, key, object), inside) for key in ("input_layers", "output_layers"))
    _count_calls(layers, outputs)
    for ref in dict.fromkeys(inputs):
        _enter(layers, ref, inside, symbols)
    for entry in layers.values():
        if not entry.calls and not entry.outputs and is_input(entry.data):
            entry.outputs = [(_input(entry, None),)]
    _connect(layers, inside, build)
    first, last = (tuple(_tensor(layers, _shifted(layers, ref), inside) for ref in refs) for refs in (inputs, outputs))
    facts = NOTHING if symbols is None else symbols.facts()
    trainable = config.get("trainable", True) is not False
    fixed = tuple(_fixed(layers[ref.layer]) for ref in inputs)
    return Model(first, last, name=name, trainable=trainable, facts=facts, fixed=fixed)


def named(data: Any, place: Place) -> Place:
    """The place of a layer, by the name under which the model knows it. Raises ReadError where it has none."""
    name = place.get(data, "name", str, None)
    if name is None:
        inner = place.get(data, "config", object)
        name = place.get(inner, "name", str, None) if isinstance(inner, dict) else None
    return place.inside(name or place.get(data, "class_name", str))


def is_input(data: dict[str, Any]) -> bool:
    """Whether the config is of an InputLayer."""
    return data.get("class_name") == "InputLayer"


def _input(entry: Named, symbols: Symbols | None) -> Tensor:
    sizes = sizes_of(entry.place.get(entry.data, "config", dict), entry.place)
    if symbols is not None:
        return Input(symbols.shape(sizes, entry.place), entry.place.layer)
    if sizes is None:
        raise entry.place.error("the config does not give the shape of this input")
    return Input(placeholders(sizes), entry.place.layer)


def _fixed(entry: Named) -> tuple[bool, ...]:
    """For each axis of an input, whether the config gives its size."""
    sizes = sizes_of(entry.place.get(entry.data, "config", dict), entry.place)
    shape = entry.outputs[0][0].shape
    return (True,) * len(shape) if sizes is None else tuple(n is not None for n in sizes)


def placeholders(sizes: list[int | None]) -> Shape:
    """The shape of a model inside another, whose real sizes come from where it is called."""
    from ...algebra import size

    return Shape(size(f"n_{i + 1}") if n is None else n for i, n in enumerate(sizes))


def _enter(layers: dict[str, Named], ref: Ref, place: Place, symbols: Symbols | None) -> None:
    entry = layers.get(ref.layer)
    if entry is None:
        raise place.error(f"input_layers names {ref.layer}, which is no layer of the model")
    if not is_input(entry.data):
        raise place.error(f"input_layers names {ref.layer}, which is no InputLayer")
    if not entry.outputs:
        entry.outputs = [(_input(entry, symbols),)]


def _count_calls(layers: dict[str, Named], outputs: list[Ref]) -> None:
    """How references number the calls of a model inside: older Keras counts from 1, and Keras 3 in output_layers."""
    used: dict[str, set[int]] = defaultdict(set)
    old = False
    for entry in layers.values():
        for one in entry.calls:
            old = old or one.old
            for ref in one.refs:
                used[ref.layer].add(ref.call)
    if old:
        for ref in outputs:
            used[ref.layer].add(ref.call)
    for name, entry in layers.items():
        numbers = used.get(name, {0})
        a_model = entry.data.get("class_name") in ("Functional", "Model", "Sequential") and entry.calls
        if a_model and 0 not in numbers and (old or max(numbers) >= len(entry.calls)):
            entry.first = 1


def _shifted(layers: dict[str, Named], ref: Ref) -> Ref:
    """A reference from output_layers, in which Keras 3 counts the calls of a functional model from 1."""
    entry = layers.get(ref.layer)
    if entry is None or entry.first or ref.call == 0 or entry.data.get("class_name") not in ("Functional", "Model"):
        return ref
    return replace(ref, call=ref.call - 1)


def _connect(layers: dict[str, Named], place: Place, build: Builder) -> None:
    """Make all calls, each as soon as its tensors exist; the calls of one layer in their order."""
    waiting: dict[tuple[str, int], list[Named]] = defaultdict(list)
    ready = [entry for entry in layers.values() if entry.calls]
    ready.reverse()
    while ready:
        entry = ready.pop()
        while len(entry.outputs) < len(entry.calls):
            missing = _missing(layers, entry)
            if missing is not None:
                waiting[missing].append(entry)
                break
            _call(layers, entry, build)
            ready += waiting.pop((entry.place.layer, len(entry.outputs) - 1), ())
    stuck = [entry.place.layer for entry in layers.values() if len(entry.outputs) < len(entry.calls)]
    if stuck:
        raise place.error(f"the calls of {', '.join(stuck[:5])} wait for one another or for a layer that is not there")


def _missing(layers: dict[str, Named], entry: Named) -> tuple[str, int] | None:
    """The first call that the next call of a layer waits for. Raises ReadError where it can never be made."""
    for ref in entry.calls[len(entry.outputs)].refs:
        source = layers.get(ref.layer)
        if source is None:
            raise entry.place.error(f"it is called on {ref.layer}, which is no layer of the model")
        number = ref.call - source.first
        if number >= len(source.outputs):
            return ref.layer, number
    return None


def _call(layers: dict[str, Named], entry: Named, build: Builder) -> None:
    """Make the next call of a layer, and before its first one the layer."""
    one = entry.calls[len(entry.outputs)]
    tensors = [_tensor(layers, ref, entry.place) for ref in one.refs]
    if entry.layer is None and not entry.operation:
        entry.layer = build(entry.data, entry.place, tuple([t.shape for t in tensors]))
    try:
        layer, refs, taken = _bound(entry, one)
        if refs is not one.refs:
            places = {id(ref): i for i, ref in enumerate(one.refs)}
            tensors = [tensors[places[id(ref)]] for ref in refs]
        entry.outputs.append(call(layer, tensors, taken))
    except SymparamError as error:
        raise entry.place.locate(error) from None


def _bound(entry: Named, one: Call) -> tuple[Layer, Sequence[Ref], tuple[int, ...] | None]:
    """The layer as it is called, the tensors of the call, and which of them its rule takes."""
    if not entry.operation:
        assert entry.layer is not None
        return bind_arguments(entry.layer, one.args, one.kwargs, one.refs, Ref)
    layer, refs, taken = operation_of(entry.data, one, entry.place)
    layer = entry.layer = layer if entry.layer is None or entry.layer != layer else entry.layer
    return layer, refs, taken


def call_of(layer: Layer, tensors: tuple[Tensor, ...], place: Place) -> tuple[Tensor, ...]:
    """The outputs of a call; an error names the file and the layer."""
    try:
        return call(layer, tensors)
    except SymparamError as error:
        raise place.locate(error) from None


def _tensor(layers: dict[str, Named], ref: Ref, place: Place) -> Tensor:
    entry = layers.get(ref.layer)
    if entry is None:
        raise place.error(f"{ref.layer} is no layer of the model")
    number = ref.call - entry.first
    if not 0 <= number < len(entry.outputs):
        raise place.error(f"call {ref.call} of {ref.layer} is asked for; it has {len(entry.outputs)}")
    outputs = entry.outputs[number]
    if ref.output >= len(outputs):
        raise LayerError(
            f"{place.file}: {place.layer}: output {ref.output} of {ref.layer} is asked for; it has {len(outputs)}"
        )
    return outputs[ref.output]
