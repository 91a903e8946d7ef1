"""Layers whose results come to nothing, which Keras counts all the same."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...graph import Model
from .keras_state import LayerValue

if TYPE_CHECKING:
    from .custom import CustomValue
    from .session import Machine


def refuse_lost(m: Machine, value: CustomValue, graph: Model, node: ast.AST) -> None:
    """Keras counts every layer that was called, also one whose result nothing uses. Raises ReadError for such a one."""
    names = {entry.name for entry in graph.entries}
    for layer in value.sublayers():
        if (
            isinstance(layer, LayerValue)
            and layer.calls
            and layer.name not in names
            and any(layer.layer.weights(*(t.shape for t in layer.calls[0][0])))
        ):
            raise m.error(
                node, f"{value.called(m)}: the layer {layer.name} is called, and its result does not reach the output"
            )
