"""Attention that returns its scores: an argument of Keras's call, a keyword of the layer here."""

from typing import Any

import pytest

from symparam.algebra import Shape
from symparam.errors import LayerError
from symparam.layers import lookup

from ..frameworks import keras

CASES = [
    ("MultiHeadAttention", {"num_heads": 2, "key_dim": 3}, [(5, 4), (7, 4)]),
    ("MultiHeadAttention", {"num_heads": 2, "key_dim": 3, "value_dim": 4}, [(5, 4), (7, 6), (7, 4)]),
    ("MultiHeadAttention", {"num_heads": 2, "key_dim": 3, "output_shape": (2, 3)}, [(2, 5, 4), (3, 7, 4)]),
    ("MultiHeadAttention", {"num_heads": 2, "key_dim": 3, "attention_axes": (2,)}, [(6, 5, 4), (6, 7, 4)]),
    ("GroupQueryAttention", {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}, [(5, 4), (7, 4)]),
    ("Attention", {}, [(5, 4), (7, 6), (7, 4)]),
    ("Attention", {"score_mode": "concat"}, [(3, 5, 4), (3, 7, 4)]),
    ("AdditiveAttention", {}, [(5, 4), (7, 4)]),
]


@pytest.mark.parametrize(("name", "arguments", "shapes"), CASES)
def test_scores_equal_keras(name: str, arguments: dict[str, Any], shapes: list[tuple[int, ...]]) -> None:
    """The shapes that come out when Keras runs; its summary takes all positions for those of the query."""
    xs = [keras.ops.ones((2, *shape)) for shape in shapes]
    layer = getattr(keras.layers, name)(**arguments)
    arrays = (
        layer(xs, return_attention_scores=True)
        if name in ("Attention", "AdditiveAttention")
        else layer(*xs, return_attention_scores=True)
    )
    ours = lookup(name)(**arguments, return_attention_scores=True)
    inputs = [Shape(shape) for shape in shapes]
    ours.accept(*inputs)
    assert all(need.holds() for need in ours.needs(*inputs))
    assert [(2, *shape) for shape in ours.output(*inputs)] == [tuple(a.shape) for a in arrays]


def test_flash_attention_has_no_scores() -> None:
    with pytest.raises(LayerError, match="flash_attention cannot return the scores"):
        lookup("MultiHeadAttention")(2, 3, flash_attention=True, return_attention_scores=True)
