"""Calling a layer or a model on tensors."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...graph import Model, Tensor
from ...graph.call_arguments import named_arguments
from ...graph.tensor import check_listed
from ...interpreter.truth import truth
from ...interpreter.values import Array, Unknown, Value, came_from
from .call_inputs import takes_images
from .constant_calls import at_once, check_samples, on_constants
from .custom import CustomValue
from .keras_state import TENSORS, Constant, LayerValue, ModelValue, Turned, fixed, flat
from .layer_nodes import apply_layer, solid
from .models import build, call_model
from .script_cells import followed

if TYPE_CHECKING:
    from .session import Machine


def apply(m: Machine, value: Value, args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """layer(x), layer([x, y]), layer(query=x, value=y), model(x)."""
    if (
        not (isinstance(value, ModelValue) or (isinstance(value, CustomValue) and value.is_model))
        and not m.keras.following
        and (constant := on_constants(args, keywords)) is not None
    ):
        return at_once(m, value, constant, node)
    if isinstance(value, CustomValue):
        return value.apply(m, args, keywords, node)
    if isinstance(value, ModelValue) and not m.keras.following and args and isinstance(args[0], (Array, Constant)):
        return on_data(m, value, args[0], node)
    if isinstance(value, ModelValue) and value.doubt:
        return m.unknown(node, value.doubt)
    given = _arguments(m, value, args, keywords, node)
    if isinstance(given, Unknown):
        return given
    if isinstance(value, ModelValue):
        return call_model(m, value, given, node)
    if isinstance(sequences := given.get("sequences"), Tensor):
        followed(m, value, sequences, node)
    with m.located(node):
        check_listed(value.layer, args)
    return apply_layer(m, value, given, node)


def _arguments(
    m: Machine, value: LayerValue | ModelValue, args: list[Value], keywords: dict[str, Value], node: ast.AST
) -> dict[str, Value] | Unknown:
    """The arguments of a call by their names, with tensors of the graph for constants; unknown where no tensor is."""
    kind = value.layer if isinstance(value, LayerValue) else Model
    with m.located(node):
        given: dict[str, Value] = named_arguments(kind, args, keywords, value.name)
    leaves = [leaf for name in kind.call for leaf in flat(given.get(name)) if leaf is not None]
    if not any(isinstance(leaf, TENSORS) for leaf in leaves):
        why = next((leaf.why for leaf in leaves if isinstance(leaf, Unknown)), "")
        return m.unknown(node, why if leaves else "it is called without a tensor")
    for name, argument in given.items():
        if name in kind.call:
            given[name] = _mapped(argument, lambda leaf: _input(m, value, leaf, len(leaves) == 1, node))
        elif name in kind.call_options:
            given[name] = _option(m, value, name, argument, node)
        else:
            given[name] = [leaf for leaf in flat(argument) if isinstance(leaf, Tensor)]
    return given


def _mapped(value: Value, change: Callable[[Value], Value]) -> Value:
    """A structure of lists and dicts with every leaf changed."""
    if isinstance(value, (list, tuple)):
        return [_mapped(v, change) for v in value]
    if isinstance(value, dict):
        return {k: _mapped(v, change) for k, v in value.items()}
    return change(value)


def _input(m: Machine, value: LayerValue | ModelValue, leaf: Value, alone: bool, node: ast.AST) -> Value:
    """One input of a call as a tensor of the graph. Raises ReadError where it is not known."""
    leaf = fixed(leaf)
    if isinstance(leaf, Constant):
        if isinstance(value, LayerValue) and alone and leaf.shape and leaf.shape[0] != 1:
            check_samples(m, value, leaf, node)
        return solid(m, leaf)
    if isinstance(leaf, Turned):
        raise m.error(
            node,
            f"{value.name} is called on a tensor whose batch is not the first axis, which is not followed; "
            "transpose it back first",
        )
    if isinstance(leaf, Unknown):
        raise m.error(node, f"{value.name} is called on a value that {came_from(leaf)}")
    if isinstance(leaf, Array):
        raise m.error(node, f"{value.name} is called on data whose shape is not known")
    return leaf


def _option(m: Machine, value: LayerValue | ModelValue, name: str, argument: Value, node: ast.AST) -> bool:
    """Whether an option of a call is on. Raises ReadError where it is not known."""
    on = truth(m, argument, node)
    if on is None:
        reason = came_from(argument) if isinstance(argument, Unknown) else "is not known"
        raise m.error(node, f"{value.name}: {name} {reason}; write {name}=True or False")
    return on


def on_data(m: Machine, model: ModelValue, data: Array | Constant, node: ast.AST) -> Value:
    """A model called on samples, outside any other: what it gives is data, and it is built by the call."""
    if len(data.shape) < 2:
        return m.unknown(node)
    if len(data.shape) == 3 and isinstance(data, Array) and takes_images(model):  # one of them, as it takes it too
        made = on_data(m, model, Array((1, *data.shape)), node)
        return Array(made.shape[1:]) if isinstance(made, Array) else made
    sizes = data.shape[1:] if isinstance(data, Array) else tuple(map(m.symbols.number, data.shape[1:]))
    if not model.inputs and model.kind == "sequential":
        build(m, model, sizes, node)
    if len(model.outputs) != 1:
        return m.unknown(node)
    return Array((data.shape[0], *map(m.symbols.number, model.outputs[0].shape)))
