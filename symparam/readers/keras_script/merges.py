"""The lower-case merge functions of Keras, and merge() of Keras 1."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...interpreter.values import Unknown, Value, came_from
from ...layers.legacy_names import translate
from ...several import several
from .keras_state import LayerValue, ModelValue, tensors
from .lambda_layer import make_lambda
from .layer_calls import apply
from .layers import make_layer

if TYPE_CHECKING:
    from .session import Machine

MERGES = {
    "add": "Add",
    "subtract": "Subtract",
    "multiply": "Multiply",
    "average": "Average",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "concatenate": "Concatenate",
    "dot": "Dot",
    "merge": "",
    "Merge": "",
}


def merge(
    m: Machine, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST, *, recent: bool = False
) -> Value:
    """add([x, y]), concatenate([x, y], axis=…), merge([x, y], mode="concat")."""
    keywords = dict(keywords)
    inputs = keywords.pop("inputs", args[0] if args else None)
    rest = args[1:]
    cls = MERGES[name]
    mode = keywords.get("mode", rest[0] if rest else "sum")
    if not cls and not isinstance(mode, str) and not recent:  # Keras 1 made it a Lambda layer
        shape = keywords.get("output_shape")
        layer = make_lambda(m, [mode], {"output_shape": shape, "name": keywords.get("name")}, node)
        return apply(m, layer, [inputs], {}, node)
    if not cls:
        with m.located(node):
            cls, _, keywords = translate(name, [inputs, *rest], keywords, recent=recent)
        rest = []
    if name == "Merge" and isinstance(inputs, (list, tuple)):
        inputs = [part.outputs[0] if isinstance(part, ModelValue) and part.outputs else part for part in inputs]
    layer = make_layer(m, cls, rest, keywords, node)
    if tensors(inputs) is None:
        parts = list(several(inputs))
        culprit = next((v for v in parts if isinstance(v, Unknown)), None)
        if isinstance(layer, LayerValue) and isinstance(culprit, Unknown):
            raise m.error(node, f"{layer.name} joins a value that {came_from(culprit)}")
    return apply(m, layer, [inputs], {}, node)
