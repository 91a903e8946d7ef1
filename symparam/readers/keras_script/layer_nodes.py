"""One layer on tensors: the node of the graph that a call makes, and constants as nodes of their own."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...budget import CALLED
from ...graph import Tensor
from ...graph.call_arguments import bind_call
from ...graph.tensor import call
from ...interpreter.values import Value
from ...layers.cells import Gated
from .keras_state import Constant, LayerValue, structure
from .synthetic_layers import Fixed

if TYPE_CHECKING:
    from .session import Machine

# layers that make layers without a name when they are first called, which therefore count (keras 3.15.1)
WITH_PARTS = {"MultiHeadAttention": ("Softmax", "Dropout"), "GroupedQueryAttention": ("Softmax", "Dropout")}


def apply_layer(m: Machine, value: LayerValue, given: dict[str, Value], node: ast.AST) -> Value:
    """The outputs of one layer, on the arguments of its call by their names."""
    m.budget.step(CALLED)
    with m.located(node):
        layer, inputs, taken = bind_call(value.layer, given, Tensor)
        outputs = call(layer, inputs, taken)
    if not value.calls and value.layer.type_name in WITH_PARTS:
        for part in WITH_PARTS[value.layer.type_name]:
            m.keras.auto_name(part)
    value.calls.append((tuple(inputs), outputs))
    m.symbols.tick += 1
    if isinstance(layer, Gated):
        nested = layer.memory > 1 or isinstance(given.get("states"), (list, tuple))
        return outputs[0], list(outputs[1:]) if nested else outputs[1]
    return structure(outputs)


def solid(m: Machine, constant: Constant) -> Tensor:
    """A constant as a tensor of the graph, so that layers can be called on it; a first axis of 1 is its batch."""
    shape = constant.shape[1:] if len(constant.shape) > 1 and constant.shape[0] == 1 else constant.shape
    name = constant.name or m.keras.inner_namer("Constant")
    return call(Fixed(kind="Constant", name=name, shape=shape), ())[0]
