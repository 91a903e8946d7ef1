"""Subclassed models: their layers one by one, in numbers, as Keras's own summary shows them.

How such a model connects its layers stands in its Python code only, so no size of one layer follows from another.
"""

from __future__ import annotations

import json
from typing import Any

from ...algebra import Shape
from ...errors import ReadError, SymparamError
from ...graph import Input, Model, Tensor
from ...graph.tensor import call
from ..keras_config import layer_from_config
from .config import REFUSALS


def by_layers(model: Any, name: str) -> Model:
    """The layers of a built model, each on the sizes that it was built with.

    Raises ReadError where it is not built, has a layer without a rule, or weights outside its layers.
    """
    cure = "read its script with symparam, or write it as a functional model"
    if not getattr(model, "built", False) or not model.layers:
        raise ReadError(
            f"{name}: {type(model).__name__} is a subclassed model that is not built, so the sizes of its "
            f"layers are not known; call it on data or model.build(shape) first, or {cure}"
        )
    inputs: list[Tensor] = []
    outputs: list[Tensor] = []
    for live in model.layers:
        if not live.weights and not _shapes(live):
            continue  # nothing is known of it, and nothing is counted for it
        sources = [Input(shape) for shape in _shapes(live)]
        if not sources:
            raise ReadError(f"the sizes that its layer {live.name} was built with are not recorded; {cure}").at(name)
        try:
            layer = layer_from_config(_config(live, name), file=name, xs=tuple(t.shape for t in sources))
            outputs += call(layer, tuple(sources))[:1]
        except SymparamError as error:
            raise error.adding(f"; {type(model).__name__} is a subclassed model, {cure}") from None
        inputs += sources
    if not outputs:
        raise ReadError(f"the sizes that its layers were built with are not recorded; {cure}").at(name)
    result = Model(tuple(inputs), tuple(outputs), name=model.name, sequential=True)
    ours, theirs = result.derive().at().params, model.count_params()
    if ours != theirs:
        raise ReadError(
            f"{name}: its layers have {ours} parameters and the model {theirs}, so it has weights outside them; {cure}"
        )
    return result


def _config(layer: Any, name: str) -> dict[str, Any]:
    cls = type(layer)
    try:
        config = json.loads(json.dumps(layer.get_config(), default=str))
    except REFUSALS as error:
        raise ReadError(f"its layer {layer.name} ({cls.__name__}) has no config: {error}").at(name) from None
    return {"class_name": cls.__name__, "module": cls.__module__, "config": config, "name": layer.name}


def _shapes(layer: Any) -> list[Shape]:
    """The input shapes that a layer was built with, without the batch."""
    build = layer.get_build_config() or {} if hasattr(layer, "get_build_config") else {}
    found = build.get("shapes_dict") or ({"input_shape": build["input_shape"]} if build.get("input_shape") else {})
    shapes: list[Shape] = []
    for shape in found.values():
        for one in shape if shape and isinstance(shape[0], (list, tuple)) else [shape]:
            if one is None or None in tuple(one)[1:]:
                return []
            shapes.append(Shape(tuple(one)[1:]))
    return shapes
