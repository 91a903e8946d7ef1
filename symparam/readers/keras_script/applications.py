"""keras.applications inside a script: the installed Keras builds the architecture, without weights."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...graph import Model, Tensor
from ...graph.middle import attached
from ...interpreter.numbers import plain
from ...interpreter.values import Unknown, Value
from .helpers import helper
from .keras_state import ModelValue

if TYPE_CHECKING:
    from .session import Machine


def application(m: Machine, parts: list[str], args: list[Value], keywords: dict[str, Value], node: ast.AST) -> Value:
    """applications.VGG16(include_top=False, input_shape=(224, 224, 3))."""
    name = parts[-1]
    if not name[:1].isupper():
        function = helper(m, name)
        return m.unknown(node) if function is None else m.call(function, args, keywords, node)
    from .built import built

    order = ("include_top", "weights", "input_tensor", "input_shape", "pooling", "classes")
    given = {**dict(zip(order, args, strict=False)), **keywords}
    tensor = given.pop("input_tensor", None)
    options = {}
    for key, value in given.items():
        if key in ("weights", "classifier_activation"):
            continue
        if isinstance(value, Unknown):
            raise m.error(
                node,
                f"{name}: {key} comes from {value.source} (line {value.line}), which is data; write it into the script",
            )
        options[key] = plain(m, value, node)
    from .models import sources, wrap

    if not isinstance(tensor, Tensor):
        return wrap(m, built(m, name, options, node))
    options["input_shape"] = tuple(m.symbols.value(n) for n in tensor.shape)
    graph = built(m, name, options, node, tensor.node.layer.name or name).at(tensor.shape)
    with m.located(node):
        graph = Model(sources(tensor), attached((graph.inputs, graph.outputs), tensor), name=graph.name)
    return wrap(m, graph)


__all__ = ["ModelValue", "application"]
