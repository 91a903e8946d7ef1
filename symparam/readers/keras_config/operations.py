"""Tensor operations in a config: keras.ops of Keras 3, and the operations that tf.keras made layers of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...layers.layer import Layer
from ...layers.ops import applied, function, operation
from .calls import Call, Ref
from .fields import Place

OLD = ("TFOpLambda", "SlicingOpLambda", "ClassMethod")
BOOKKEEPING = ("name", "dtype", "trainable")


def is_operation(data: Mapping[str, Any]) -> bool:
    """Whether the config is of an operation, not of a layer."""
    if data.get("class_name") in OLD:
        return True
    module = data.get("module")
    if isinstance(module, str):
        return module.startswith("keras.src.ops") or module == "keras.ops"
    config, nodes = data.get("config"), data.get("inbound_nodes")
    # an .h5 of Keras 3 has no modules; there a layer is told by "trainable", which operations do not have
    of_keras_3 = isinstance(nodes, list) and bool(nodes) and isinstance(nodes[0], dict)
    return "module" not in data and of_keras_3 and isinstance(config, dict) and "trainable" not in config


def operation_of(data: dict[str, Any], call: Call, place: Place) -> tuple[Layer, list[Ref], tuple[int, ...] | None]:
    """The operation on one call, the call's tensors, and which of them it takes. Raises SymparamError."""
    config = place.get(data, "config", dict)
    kwargs = {key: value for key, value in call.kwargs.items() if key not in BOOKKEEPING}
    if data.get("class_name") in OLD:
        cls, settings = function(place.get(config, "function", str)), {}
    else:
        cls, settings = operation(place.get(data, "class_name", str)), dict(config)
    layer, taken = applied(
        cls, {k: decoded(v) for k, v in settings.items()}, call.args, kwargs, lambda value: isinstance(value, Ref)
    )
    places = {id(ref): i for i, ref in enumerate(call.refs)}
    order = tuple(places[id(ref)] for ref in taken)
    name = config.get("name")
    named = replace(layer, name=name) if isinstance(name, str) else layer
    return named, call.refs, None if order == tuple(range(len(call.refs))) else order


def decoded(value: Any) -> Any:
    """A setting without the lists of JSON."""
    return tuple(map(decoded, value)) if isinstance(value, list) else value
