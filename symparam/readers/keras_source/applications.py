"""keras.applications inside a script: the installed Keras builds the architecture, without weights."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .helpers import helper
from .keras_state import ModelValue
from .numbers import plain
from .values import Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


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
            raise m.error(node, f"{name}: {key} comes from {value.source} (line {value.line}), which is data; "
                                "write it into the script")
        options[key] = plain(m, value, node)
    graph = built(m, name, options, node)
    from .models import call_model, wrap

    model = wrap(m, graph)
    model.imported = True
    if tensor is not None:
        call_model(m, model, [tensor], node)
    return model


__all__ = ["ModelValue", "application"]
