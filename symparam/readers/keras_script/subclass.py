"""A subclass of Model as a graph: its call is followed on an input."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import ReadError
from ...graph import Model, Tensor
from ...interpreter.values import Value
from .call_inputs import placed, told_within, wanted
from .call_results import ends_of
from .custom import CustomValue
from .inputs import make_input
from .keras_state import ModelValue, flat, tensors
from .lost_layers import refuse_lost
from .models import finished, graph_of
from .synthetic_layers import Held

if TYPE_CHECKING:
    from .session import Machine


def model_of(m: Machine, value: CustomValue) -> Model:
    """The graph of an object of a subclass of Model, with the layers of its ``call`` as rows."""
    if value.doubt:
        raise ReadError(value.doubt)
    functional = value.instance.attributes.get("_functional")
    if isinstance(functional, ModelValue):
        return finished(m, functional)
    node = ast.Pass(lineno=value.instance.cls.line)
    shape: Value = value.input_shape
    if shape is None and value.calls:
        shape = tuple(m.symbols.number(n) for n in value.calls[0][0][0].shape)
    if shape is None and not m.keras.given:
        shape = told_within(m, value)
    named: dict[str, Value] = {}
    if shape is not None:
        places = [_inputs(m, shape, node), *(_inputs(m, s, node) if s is not None else None for s in value.more_inputs)]
    elif m.keras.given:
        places, named = placed(m, value, node)
    else:
        m.keras.lacks_input = True
        raise m.error(
            node,
            f"{value.instance.cls.name} is a subclass of Model, and its input shape is not in the "
            f"script; give it with {wanted(m, value)}",
        )
    sources = [t for t in flat([*places, *named.values()]) if isinstance(t, Tensor)]
    value.build(m, places, sources, node)
    m.keras.following += 1
    try:
        result = value._called(m, places, named, node)
    finally:
        m.keras.following -= 1
    outputs = tensors(ends_of(result))
    if outputs is None:
        outputs = value.shaped(m, places, [result], sources, node)
    if value.declared and value.own is None:
        outputs = value.with_weights(m, value.called(m), outputs, node)
    model = ModelValue("functional", value.called(m), inputs=tuple(sources), outputs=tuple(outputs), line=node.lineno)
    graph = graph_of(m, model, node)
    refuse_lost(m, value, graph, node)
    if held := _held(m, value, graph, node):
        first, *others = outputs
        for layer in held:
            with m.located(node):
                first = layer(first)
        model = replace(model, outputs=(first, *others), graph=None)
    return finished(m, model)


def _held(m: Machine, value: CustomValue, graph: Model, node: ast.AST) -> list[Held]:
    """The models among its attributes that are built elsewhere, and that its call does not use."""
    names = {entry.name for entry in graph.entries}
    made = [x for x in value.sublayers() if isinstance(x, ModelValue) and x.inputs and x.name not in names]
    return [
        Held(graph_of(m, one, node), tuple(t.shape for t in one.inputs), name=one.name, trainable=True) for one in made
    ]


def _inputs(m: Machine, shape: Value, node: ast.AST) -> Value:
    """One input, or a list or a dict of several as the call takes them."""
    if isinstance(shape, dict):
        return {key: make_input(m, part, "input_shape", node, str(key)) for key, part in shape.items()}
    if isinstance(shape, list) and shape and isinstance(shape[0], (tuple, list)):
        return [_inputs(m, s, node) for s in shape]
    return make_input(m, shape, "input_shape", node)
