"""Attributes and methods of layers and models."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...graph import Model, Tensor
from ...interpreter.arguments import argument
from ...interpreter.indexing import store_item
from ...interpreter.methods import method_of
from ...interpreter.numbers import plain
from ...interpreter.symbols import formula
from ...interpreter.truth import truth
from ...interpreter.values import Builtin, Instance, Module, Number, ShapeTuple, Text, Unknown, Value, came_from
from ...several import single
from . import assumed
from .keras_state import LayerList, LayerValue, ModelValue, structure
from .lookups import has_vocabulary, vocabulary_method
from .models import add, build, fitted, graph_of, layers_of, set_trainable

if TYPE_CHECKING:
    from .session import Machine

LAYERS = (LayerValue, ModelValue)
DOUBTFUL = ("output", "outputs", "output_shape", "layers", "_layers", "get_layer", "add", "pop", "call")
CHANGING = frozenset(["append", "insert", "extend", "pop", "remove", "clear"])  # methods of a list of layers
ENDS = ("inputs", "outputs", "input", "output", "layers")


def has_attribute(value: Value, name: str) -> bool | None:
    """hasattr(value, name); None for what is neither a layer nor a model."""
    if isinstance(value, LayerValue):
        return name in value.layer.__dataclass_fields__ or name in ("name", "trainable", "output", "input")
    if isinstance(value, ModelValue):
        return name in ("layers", "name", "trainable", "output", "input", "summary", "get_layer")
    return None


def layer_attribute(m: Machine, value: Value, name: str, node: ast.AST) -> Value:
    """layer.name, layer.output, model.layers, model.add, …."""
    if name in value.extras:
        return value.extras[name]
    if name in ("name", "_name"):
        return value.name
    if isinstance(value, ModelValue) and value.doubt and name in DOUBTFUL:
        return m.unknown(node, value.doubt)
    if name == "trainable":
        return bool(value.trainable)
    if name in ("output", "outputs", "input", "inputs", "output_shape", "input_shape"):
        return _ends(m, value, name, node)
    if name in ("__class__", "__name__"):
        return Module(f"keras.layers.{_type_name(value)}")
    if name in ("get_output_at", "get_input_at", "get_output_shape_at", "get_input_shape_at"):

        def at(m: Machine, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
            return _ends(m, value, name[4:-3], node, plain(m, args[0], node) if args else 0)

        return Builtin(name, at)
    if isinstance(value, ModelValue):
        found = _of_model(m, value, name, node)
        if found is not None:
            return found
    elif name == "build":
        return Builtin(name, lambda m, node, args, keywords: _built(m, value, node))
    elif has_vocabulary(value, name):
        return vocabulary_method(value, name)
    elif name in value.layer.__dataclass_fields__:
        return _field(m, getattr(value.layer, name))
    return Builtin(name, lambda m, node, args, keywords: _unfollowed(m, name, node))


def _unfollowed(m: Machine, name: str, node: ast.AST) -> Value:
    assumed.method(m, name, node)
    return m.unknown(node)


def _built(m: Machine, layer: LayerValue, node: ast.AST) -> Value:
    """layer.build(shape): what is assigned to trainable from now on reaches the layers that it makes here."""
    layer.built = True
    return m.unknown(node)


def list_attribute(m: Machine, value: LayerList, name: str, node: ast.AST) -> Value:
    """A method of model.layers."""
    if value.own and name in CHANGING:
        return Builtin(name, lambda m, node, args, keywords: doubted(m, value.model, f"layers.{name}(…)", node))
    return method_of(m, value, name, node)


def store_layer(m: Machine, value: LayerList, index: Value, new: Value, node: ast.AST) -> None:
    """model.layers[index] = new, which changes a copy of the list, or a model of the first versions."""
    if not store_item(m, value, index, new, node):
        value[:] = [m.unknown(node) for _ in value]
        if isinstance(index, (int, Number)):
            raise m.error(node, f"the model has {len(value)} layers: IndexError: list assignment index out of range")
    if value.own:
        doubted(m, value.model, "layers[…] = …", node)


def _field(m: Machine, value: object) -> Value:
    if isinstance(value, tuple):
        return tuple(_field(m, v) for v in value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return Number(m.symbols.value(value), value) if hasattr(value, "free_symbols") else value


def _type_name(value: Value) -> str:
    if isinstance(value, LayerValue):
        return value.layer.type_name
    return "Sequential" if value.kind == "sequential" else "Model"


def _ends(m: Machine, value: Value, name: str, node: ast.AST, call: int = -1) -> Value:
    inputs: tuple[Tensor, ...]
    if isinstance(value, ModelValue):
        if not value.doubt:
            graph_of(m, value, node)
        inputs, outputs = value.inputs, value.outputs
    elif not value.calls:
        if name.startswith("input_shape") and value.input_shape is not None:
            return (None, *value.input_shape) if isinstance(value.input_shape, tuple) else value.input_shape
        return m.fail(node, "AttributeError", f"{value.name} has not been called, so it has no {name}")
    else:
        inputs, outputs = value.calls[0 if call == -1 else call]
        inputs = inputs or outputs  # of an InputLayer, as all versions have it but Keras 3, which gives an empty list
    ends = inputs if name.startswith("input") else outputs
    if name.endswith("shape"):
        shapes = [ShapeTuple((None, *map(m.symbols.number, t.shape))) for t in ends]
        return single(shapes)
    return list(ends) if name.endswith("s") else structure(ends) if ends else m.unknown(node)


def _of_model(m: Machine, model: ModelValue, name: str, node: ast.AST) -> Value:
    if name in ("layers", "_layers", "_self_tracked_trackables"):
        return LayerList(layers_of(m, model, node), model, name != "layers" or m.keras.standalone)
    if name == "output_names":
        return [t.node.layer.name for t in model.outputs]
    methods = {
        "add": _add,
        "pop": _pop,
        "build": _build,
        "get_layer": _get_layer,
        "call": _call,
        "fit": _fit,
        "train_on_batch": _fit,
        "predict": _fit,
    }
    if name in methods:
        method = methods[name]
        return Builtin(name, lambda m, node, args, keywords: method(m, model, args, keywords, node), alters=True)
    return None


def _add(m: Machine, model: ModelValue, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    if model.kind != "sequential":
        raise m.error(node, f"{model.name} is no Sequential, so nothing can be added to it")
    add(m, model, argument(args, keywords, 0, "layer"), node)
    return None


def _pop(m: Machine, model: ModelValue, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    if model.kind != "sequential" or not model.layers:
        return m.unknown(node, "pop() of such a model is not followed")
    m.symbols.mark()
    last = model.layers.pop()
    model.graph = None
    if model.inputs:
        previous = model.layers[-1].calls[-1][1] if model.layers else model.inputs
        model.outputs = tuple(previous)
    return last


def _build(m: Machine, model: ModelValue, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    shape = argument(args, keywords, 0, "input_shape", "batch_input_shape")
    if isinstance(shape, (tuple, list)) and shape:
        build(m, model, tuple(shape[1:]), node)
    elif isinstance(shape, Unknown):
        model.missing = f"; build() {came_from(shape)}"
    return None


def _call(m: Machine, model: ModelValue, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    return m.call(model, args, keywords, node)


def _fit(m: Machine, model: ModelValue, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    assumed.trained(m, [*args, *keywords.values()], node)
    fitted(m, model, args or [keywords[k] for k in ("x",) if k in keywords], node)
    return m.unknown(node)


def _get_layer(m: Machine, model: ModelValue, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    key = argument(args, keywords, 0, "name", "index")
    key = plain(m, key, node) if isinstance(key, Text) else key
    layers = layers_of(m, model, node)
    if isinstance(key, (int, Number)):
        index = plain(m, key, node)
        if index >= len(layers):
            return m.fail(node, "ValueError", f"{model.name} has {len(layers)} layers, and none at index {index}")
        with m.guarded(node) as result:
            result.append(layers[index])
        return result[0]
    if isinstance(key, Unknown):
        return m.unknown(node, f"the layer's name {came_from(key)}")
    named = {_name_of(m, layer): layer for layer in reversed(layers)}
    for name in (key, _input_today(key)):
        if name in named:
            return named[name]
    raise m.error(
        node,
        f"{model.name} has no layer {key!r}; it has {', '.join(_name_of(m, x) for x in layers[:12])}"
        + (", …" if len(layers) > 12 else ""),
    )


def _name_of(m: Machine, layer: Value) -> str:
    """The name of a layer, which may be an object of the script."""
    return str(layer.adopted.called(m) if isinstance(layer, Instance) else layer.name)


def _input_today(name: Value) -> str:
    """What Keras 3 calls the input that Keras 2 called input_1, input_2: each counts the inputs of the session.

    >>> _input_today("input_1"), _input_today("input_3")
    ('input_layer', 'input_layer_2')
    """
    first, _, number = str(name).partition("_")
    if first != "input" or not number.isdigit() or int(number) < 1:
        return ""
    return "input_layer" if number == "1" else f"input_layer_{int(number) - 1}"


def doubted(m: Machine, model: Value, what: str, node: ast.AST) -> Value:
    """The script changes a part that a model holds, which does different things in different versions of Keras."""
    model.doubt = model.doubt or (
        f"{m.where(node)}: {what} of a model changed it in the first versions of Keras and does not in later "
        "ones, so the model that is meant is not known; end a model at another layer with "
        "Model(model.input, model.layers[-2].output), or use the pop() of a Sequential"
    )
    model.graph = None
    return m.unknown(node, model.doubt)


def set_layer_attribute(m: Machine, value: Value, name: str, new: Value, node: ast.AST) -> None:
    """layer.trainable = False, layer._name = "…"."""
    m.symbols.mark()
    if name == "trainable":
        known = truth(m, new, node)
        if known is None:
            raise m.error(node, f"trainable of {value.name} {came_from(new)}")
        set_trainable(m, value, known, node)
    elif name in ("name", "_name") and isinstance(new, str):
        value.name = str(new)
        if isinstance(value, ModelValue) and isinstance(value.graph, Model):
            value.graph = None
    elif isinstance(value, ModelValue) and name in ENDS:
        doubted(m, value, f"setting {name}", node)
    else:
        assumed.assigned(m, value, name, new, node)
        value.extras[name] = new


__all__ = ["LAYERS", "formula", "layer_attribute", "set_layer_attribute"]
