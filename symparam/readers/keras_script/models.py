"""Models of the script: Sequential and functional, their layers and their graphs."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...algebra import names_in
from ...errors import ReadError
from ...graph import Model, Tensor
from ...interpreter.arguments import argument
from ...interpreter.truth import truth
from ...interpreter.values import Array, Class, Function, Instance, Module, Unknown, Value, came_from
from ...layers.core import InputLayer
from ...layers.layer import Layer
from ...layers.nested import assigned
from ...layers.ops import is_operation
from .call_inputs import wanted_by
from .custom import CustomValue
from .doubt import refuse_doubtful
from .inputs import given, make_input
from .keras_state import LayerValue, ModelValue, flat, structure, tensors
from .layer_nodes import apply_layer
from .streams import features

if TYPE_CHECKING:
    from .session import Machine


def make_sequential(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """Sequential([…], name=…)."""
    name = keywords.get("name", next((a for a in args[1:] if isinstance(a, str)), None))
    name = str(name) if name else m.keras.auto_name("Sequential")
    trainable = flag(
        m,
        keywords.get("trainable", next((a for a in args[1:2] if not isinstance(a, str)), True)),
        f"trainable of {name}",
        node,
    )
    model = ModelValue("sequential", name, trainable=trainable, line=getattr(node, "lineno", 0))
    m.keras.models.append(model)
    m.symbols.mark()
    layers = argument(args, keywords, 0, "layers")
    if isinstance(layers, Unknown):
        raise m.error(node, f"the layers of {name} {came_from(layers)}")
    if not isinstance(layers, (list, tuple, type(None))):
        raise m.error(node, f"{name} takes a list of layers, and {m.text(node)} gives it none")
    for layer in layers or ():
        add(m, model, layer, node, rebuild=False)
    if model.inputs and model.layers:
        m.keras.rebuilt()
    return model


def flag(m: Machine, value: Value, what: str, node: ast.AST) -> bool:
    """A truth that an argument gives, and None for true. Raises ReadError where it is not known."""
    known = value is None or truth(m, value, node)
    if known is None:
        raise m.error(node, f"{what} {came_from(value)}")
    return known


def add(m: Machine, model: ModelValue, layer: Value, node: ast.AST, rebuild: bool = True) -> None:
    """model.add(layer)."""
    m.symbols.mark()
    model.graph = None
    if isinstance(layer, Instance) and layer.adopted is not None:
        layer = layer.adopted
    if isinstance(layer, Unknown):
        raise m.error(node, f"{model.name}: the layer added here {came_from(layer)}")
    if not isinstance(layer, (LayerValue, ModelValue, CustomValue, Tensor)):
        raise m.error(node, f"{model.name}: {_no_layer(layer)}")
    if isinstance(layer, LayerValue) and isinstance(layer.layer, InputLayer) and layer.calls:
        layer = layer.calls[-1][1][0]  # as it stands in the layers of another model
    if isinstance(layer, Tensor):
        if not model.inputs:
            model.inputs, model.outputs = sources(layer), (layer,)
        return
    model.layers.append(layer)
    if not model.outputs and not _begin(m, model, layer, node):
        return
    _append(m, model, layer, node)
    if rebuild:
        m.keras.rebuilt()


def _no_layer(value: Value) -> str:
    if isinstance(value, Module):
        name = value.path.rpartition(".")[2]
        return f"{name} is added here as a class, not as a layer; write {name}()"
    if isinstance(value, (Class, Function)):
        return f"{value.name} is added here itself, not what it gives; write {value.name}(…)"
    return f"what is added here is no layer but {value!r}"


def sources(tensor: Tensor) -> tuple[Tensor, ...]:
    """The inputs that a tensor depends on, in the order in which they were made."""
    seen: set[int] = set()
    found: list[Tensor] = []
    stack = [tensor]
    while stack:
        node = (at := stack.pop()).node
        if id(node) in seen:
            continue
        seen.add(id(node))
        stack += node.inputs
        if isinstance(node.layer, InputLayer):
            found.append(at)
    return tuple(sorted(found, key=lambda t: t.node.serial))


def _append(m: Machine, model: ModelValue, layer: Value, node: ast.AST) -> None:
    made = m.library.apply(m, layer, [structure(model.outputs)], {}, node)
    outputs = tensors(made)
    if outputs is None:
        raise m.error(node, f"{model.name}: what {getattr(layer, 'name', layer)!r} gives {came_from(made)}")
    model.outputs = tuple(outputs)


def _begin(m: Machine, model: ModelValue, layer: Value, node: ast.AST) -> bool:
    """Make the input of a Sequential that starts with this layer, if its shape is known."""
    shape, symbolic = getattr(layer, "input_shape", None), True
    if isinstance(layer, ModelValue):
        if layer.kind == "sequential" and not layer.inputs:
            return False
        shape = tuple(m.symbols.number(n) for n in layer.inputs[0].shape) if layer.inputs else None
        first = layer.inputs[0].node.layer if layer.inputs else None
        symbolic = m.keras.input_layers.get(id(first)) in m.symbols.plan.silent  # else its numbers are fixed ones
    if shape is None:
        return False
    where = getattr(node, "lineno", 0)
    source = make_input(m, shape, "input_shape", node, symbolic=symbolic)
    model.inputs = model.outputs = (source,)
    model.line = model.line or where
    return True


def build(m: Machine, model: ModelValue, shape: Value, node: ast.AST) -> None:
    """Give a Sequential its input now, and run its layers on it."""
    if model.inputs:
        return
    _run_on(m, model, make_input(m, shape, "input_shape", node), node)


def _run_on(m: Machine, model: ModelValue, source: Tensor, node: ast.AST) -> None:
    """Call the layers of a Sequential one after the other; where one cannot be, it stays without an input."""
    model.inputs = model.outputs = (source,)
    try:
        for layer in model.layers:
            _append(m, model, layer, node)
    except BaseException:
        model.inputs = model.outputs = ()
        raise
    m.keras.rebuilt()


def make_model(m: Machine, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """Model(inputs, outputs, name=…)."""
    m.symbols.mark()
    inputs = argument(args, keywords, 0, "inputs", "input")
    outputs = argument(args, keywords, 1, "outputs", "output")
    name = argument(args, keywords, 2, "name")
    for what, value in (("inputs", inputs), ("outputs", outputs)):
        if tensors(value) is None:
            culprit = next((v for v in flat(value) if not isinstance(v, Tensor)), value)
            message = f"{m.where(node)}: the {what} of Model(…) hold {culprit!r}, which is no tensor"
            if isinstance(culprit, Unknown) and culprit.why in m.failures.values():
                message = culprit.why  # it is told where it began
            elif isinstance(culprit, Unknown):
                message = f"{m.where(node)}: the {what} of Model(…): one {came_from(culprit)}"
            m.notes.append(message)
            m.broken[getattr(node, "lineno", m.line)] = message
            return m.unknown(node, message)
    model = ModelValue(
        "functional",
        str(name) if name else m.keras.auto_name("Functional"),
        inputs=tuple(tensors(inputs) or ()),
        outputs=tuple(tensors(outputs) or ()),
        trainable=flag(m, keywords.get("trainable", True), "trainable of Model(…)", node),
        line=getattr(node, "lineno", 0),
    )
    m.keras.models.append(model)
    graph_of(m, model, node)
    return model


def graph_of(m: Machine, model: ModelValue, node: ast.AST) -> Model:
    """The graph of a model. Raises ReadError where it has no input shape."""
    if model.doubt:
        raise ReadError(model.doubt)
    if model.graph is None:
        if not model.inputs and m.keras.given is None and _takes_words(model):
            build(m, model, (None,), node)
        if not model.inputs:
            if m.keras.given is None:
                cure = wanted_by(model)
                m.keras.lacks_input, m.keras.open_chain = True, model
                raise m.error(
                    node, f"the model {_called(model)} has no input shape{model.missing}; give it with {cure}"
                )
            build(m, model, [m.symbols.number(n) for n in given(m, None, "input_shape", node)], node)
        with m.located(node):
            chain = model.kind == "sequential" and len(model.inputs) == 1
            model.graph = Model(
                model.inputs, model.outputs, name=model.name, sequential=chain, fixed=_fixed(m, model.inputs)
            )
            assert isinstance(model.graph, Model)
            model.graph.nodes  # noqa: B018  (finds outputs that do not depend on the inputs, here and with this line)
        m.keras.layers[id(model.graph)] = model  # type: ignore[assignment]
    assert isinstance(model.graph, Model)
    return model.graph


def _fixed(m: Machine, inputs: tuple[Tensor, ...]) -> tuple[tuple[bool, ...], ...]:
    """For each axis of each input, whether the script gives its size: an axis of None takes any."""
    return tuple(tuple(names_in(n).isdisjoint(m.symbols.nones) for n in t.shape) for t in inputs)


def _takes_words(model: ModelValue) -> bool:
    """Whether a Sequential begins with an Embedding, whose input is a sequence of any length as in Keras 2."""
    first = model.layers[0] if model.layers else None
    if isinstance(first, ModelValue):
        return _takes_words(first)
    return isinstance(first, LayerValue) and first.layer.type_name in ("Embedding", "ReversibleEmbedding")


def _called(model: ModelValue) -> str:
    return model.names[0] if model.names else model.name


def call_model(m: Machine, model: ModelValue, given: dict[str, Value], node: ast.AST) -> Value:
    """model(x)."""
    inputs = tensors(given["inputs"]) or []
    if not model.inputs and model.kind == "sequential":
        source = make_input(m, tuple(m.symbols.number(n) for n in inputs[0].shape), "input_shape", node, symbolic=False)
        _run_on(m, model, source, node)
    value = LayerValue(graph_of(m, model, node), model.name)
    result = apply_layer(m, value, given, node)
    model.calls += value.calls
    return result


def layers_of(m: Machine, model: ModelValue, node: ast.AST) -> list[Value]:
    """model.layers: its layers, without the functions of tensors that are called between them."""
    if model.kind == "sequential" or not isinstance(graph := model.graph, Model):
        return list(model.layers)
    known = (m.keras.layers.get(entry.layer.identity) for entry in graph.entries)
    return [getattr(layer, "instance", layer) for layer in known if layer is not None]


def wrap(m: Machine, graph: Model) -> ModelValue:
    """A graph from elsewhere as a model of the script, and its layers as layers of the script."""
    model = ModelValue("functional", graph.name or "model", inputs=graph.inputs, outputs=graph.outputs, imported=True)
    model.graph = graph
    m.keras.layers[id(graph)] = model  # type: ignore[assignment]
    for entry in graph.entries:
        layer = entry.layer
        if layer.identity in m.keras.layers or is_operation(layer):
            continue
        if isinstance(layer, Model):
            wrap(m, layer)
        else:
            known = LayerValue(layer, entry.name, layer.trainable)
            known.calls = [(node.inputs, node.outputs) for node in entry.calls]
            m.keras.layers[layer.identity] = known
    return model


def copied(m: Machine, model: ModelValue, node: ast.AST) -> ModelValue:
    """clone_model(model): the same layers anew."""
    graph = graph_of(m, model, node).map_layers(lambda layer: replace(layer))
    copy = wrap(m, graph)
    copy.imported = False
    m.keras.models.append(copy)
    return copy


def set_trainable(m: Machine, value: Value, trainable: bool, node: ast.AST, built: bool = False) -> None:
    """layer.trainable = …, for all layers within too; ``built`` where a layer around it is built."""
    m.symbols.mark()
    if isinstance(value, Instance):
        value = value.adopted
    if isinstance(value, LayerValue):
        built = built or value.built or bool(value.calls)
        value.trainable = assigned(value.layer, trainable, built)
        for inner in value.inner:
            set_trainable(m, inner, trainable, node, built)
    elif isinstance(value, ModelValue):
        value.trainable = trainable
        for layer in layers_of(m, value, node):
            set_trainable(m, layer, trainable, node)
    elif isinstance(value, CustomValue):
        value.set_trainable(m, trainable, node)


def finished(m: Machine, model: ModelValue) -> Model:
    """The graph with the names and ``trainable`` that its layers have when the script ends."""
    graph = graph_of(m, model, ast.Pass(lineno=model.line or 1))
    refuse_doubtful(m, graph)
    done: dict[int, tuple[Layer, Layer]] = {}  # a layer in several models is changed once, and stays one layer

    def changed(layer: Layer) -> Layer:
        if id(layer) not in done:
            done[id(layer)] = layer, final(layer.rebuilt(changed) if isinstance(layer, Model) else layer)
        return done[id(layer)][1]

    def final(layer: Layer) -> Layer:
        value = m.keras.layers.get(layer.identity)
        changes: dict[str, Any] = {}
        for field in layer.__dataclass_fields__.values():
            inner = getattr(layer, field.name)
            if field.metadata.get("layer") and inner is not None:
                new: Any = tuple(map(changed, inner)) if isinstance(inner, tuple) else changed(inner)
                if new is not inner:
                    changes[field.name] = new
        if isinstance(value, LayerValue):
            if value.trainable is not layer.trainable:
                changes["trainable"] = value.trainable
            if value.name != layer.name:
                changes["name"] = value.name
        return replace(layer, **changes) if changes else layer

    if any(
        isinstance(v, LayerValue) and (v.trainable is not v.layer.trainable or v.name != v.layer.name)
        for v in m.keras.layers.values()
    ):
        graph = graph.rebuilt(changed)
    return graph if model.trainable else replace(graph, trainable=False)


def fitted(m: Machine, model: ModelValue, args: list[Value], node: ast.AST) -> None:
    """model.fit(x): a Sequential without an input takes the shape of the data, where that is known."""
    if model.kind != "sequential" or model.inputs or not args:
        return
    data = features(args[0])
    if isinstance(data, Array) and len(data.shape) > 1:
        build(m, model, tuple(data.shape[1:]), node)
    elif isinstance(data, Unknown):
        model.missing = f"; it is fitted to data that {came_from(data)}" if data.line else ""
