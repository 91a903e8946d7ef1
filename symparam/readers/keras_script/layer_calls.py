"""Calling a layer or a model on tensors."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...graph import Tensor
from ...graph.tensor import check_listed
from ...interpreter.budget import LAYER
from ...interpreter.values import Array, Unknown, Value, came_from
from .keras_state import Constant, LayerValue, ModelValue, Turned, flat, structure

if TYPE_CHECKING:
    from .session import Machine

FLAGS = (
    "training",
    "mask",
    "attention_mask",
    "use_causal_mask",
    "return_attention_scores",
    "query_mask",
    "value_mask",
    "key_mask",
    "dtype",
    "name",
)

# layers that make layers without a name when they are first called, which therefore count (keras 3.15.1)
WITH_PARTS = {"MultiHeadAttention": ("Softmax", "Dropout"), "GroupedQueryAttention": ("Softmax", "Dropout")}


def apply(m: Machine, value: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """layer(x), layer([x, y]), layer(query=x, value=y), model(x)."""
    from .constant_calls import at_once, on_constants
    from .custom import CustomValue
    from .models import call_model

    if (
        not (isinstance(value, ModelValue) or (isinstance(value, CustomValue) and value.is_model))
        and not m.keras.following
        and (call := on_constants(args, keywords)) is not None
    ):
        return at_once(m, value, call, node)
    if isinstance(value, CustomValue):
        return value.apply(m, args, keywords, node)
    if isinstance(value, ModelValue) and not m.keras.following and args and isinstance(args[0], (Array, Constant)):
        return on_data(m, value, args[0], node)
    if isinstance(value, ModelValue) and value.doubt:
        return m.unknown(node, value.doubt)
    inputs = _inputs(m, value, args, keywords, node)
    if isinstance(inputs, Unknown):
        return inputs
    if isinstance(value, ModelValue):
        return call_model(m, value, inputs, node)
    with m.located(node):
        check_listed(value.layer, args)
    return apply_layer(m, value, inputs, node, keywords)


def apply_layer(
    m: Machine, value: LayerValue, inputs: list[Tensor], node: ast.AST, keywords: dict[str, Value] | None = None
) -> Value:
    """The outputs of one layer on tensors."""
    m.budget.step(LAYER)
    with m.located(node):
        made = value.layer(inputs)
    outputs = made if isinstance(made, tuple) else (made,)
    if not value.calls and value.layer.type_name in WITH_PARTS:
        for part in WITH_PARTS[value.layer.type_name]:
            m.keras.auto_name(part)
    value.calls.append((tuple(inputs), outputs))
    m.symbols.tick += 1
    if keywords and keywords.get("return_attention_scores") is True:
        return [outputs[0], m.unknown(node, "attention scores are not followed")]
    return structure(outputs)


def _inputs(
    m: Machine, value: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> list[Tensor] | Unknown:
    from .constant_calls import check_samples

    parts: list[Value] = []
    for arg in args[:1] if isinstance(value, ModelValue) else args:
        parts += flat(arg)
    given = {k: v for k, v in keywords.items() if k not in FLAGS}
    if isinstance(value, LayerValue) and {"query", "value"} & given.keys():
        parts += [given[k] for k in ("query", "value", "key") if given.get(k) is not None]
    else:
        for extra in given.values():
            parts += [p for p in flat(extra) if p is not None]
    parts = [p for p in parts if p is not None and not isinstance(p, bool)]
    tensors: list[Tensor] = []
    for part in parts:
        if isinstance(part, Constant):
            if isinstance(value, LayerValue) and len(parts) == 1 and part.shape and part.shape[0] != 1:
                check_samples(m, value, part, node)
            part = solid(m, part)
        if isinstance(part, Turned):
            raise m.error(
                node,
                f"{getattr(value, 'name', 'a layer')} is called on a tensor whose batch is not the "
                "first axis, which is not followed; transpose it back first",
            )
        if isinstance(part, Tensor):
            tensors.append(part)
        elif isinstance(part, (Unknown, Array, int, float)) or not tensors:
            if not tensors and not any(isinstance(p, (Tensor, Constant)) for p in parts):
                return m.unknown(node, part.why if isinstance(part, Unknown) else "")
            if isinstance(part, Unknown):
                name = getattr(value, "name", "a layer")
                raise m.error(node, f"{name} is called on a value that {came_from(part)}")
    if not tensors:
        return m.unknown(node, "it is called without a tensor")
    return tensors


def solid(m: Machine, constant: Constant) -> Tensor:
    """A constant as a tensor of the graph, so that layers can be called on it; a first axis of 1 is its batch."""
    from ...graph.tensor import call
    from .synthetic_layers import Fixed

    shape = constant.shape[1:] if len(constant.shape) > 1 and constant.shape[0] == 1 else constant.shape
    name = constant.name or m.keras.inner_namer("Constant")
    return call(Fixed(kind="Constant", name=name, shape=shape), ())[0]


def on_data(m: Machine, model: ModelValue, data: Array | Constant, node: ast.AST) -> Value:
    """A model called on samples, outside any other: what it gives is data, and it is built by the call."""
    from .models import build

    if len(data.shape) < 2:
        return m.unknown(node)
    sizes = data.shape[1:] if isinstance(data, Array) else tuple(map(m.symbols.number, data.shape[1:]))
    if not model.inputs and model.kind == "sequential":
        build(m, model, sizes, node)
    if len(model.outputs) != 1:
        return m.unknown(node)
    return Array((data.shape[0], *map(m.symbols.number, model.outputs[0].shape)))
