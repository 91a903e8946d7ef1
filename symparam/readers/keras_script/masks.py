"""Masks that Keras hands on beside a tensor: which steps of a sequence count."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ...graph import Tensor
from ...interpreter.values import Value
from .keras_state import LayerValue
from .tensor_math import place_shape

if TYPE_CHECKING:
    from .session import Machine

ZERO = "mask_zero"  # among the extras of an Embedding
PASSING = frozenset(  # layers of one input that give its mask on
    [
        *("Activation", "ELU", "Identity", "LeakyReLU", "PReLU", "ReLU", "Softmax"),
        *("ActivityRegularization", "AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D"),
        *("BatchNormalization", "LayerNormalization", "UnitNormalization", "Rescaling", "Dense", "TimeDistributed"),
        *("LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional"),
    ]
)


def mask_of(m: Machine, outer: Tensor, inner: Tensor, node: ast.AST) -> Value:
    """The mask that Keras tells a call of a tensor, as it stands within that call; None where it has none."""
    return place_shape(m, "Mask", [inner], inner.shape.sizes[:1], node) if _is_masked(m, outer) else None


def _is_masked(m: Machine, tensor: Tensor) -> bool:
    while len(tensor.shape) > 1:
        layer, inputs = tensor.node.layer, tensor.node.inputs
        value = m.keras.layers.get(layer.identity)
        if layer.type_name == "Masking":
            return True
        if isinstance(value, LayerValue) and ZERO in value.extras:
            return value.extras[ZERO] is True
        if layer.type_name not in PASSING or len(inputs) != 1:
            return False
        tensor = inputs[0]
    return False
