"""Rows of layers and of operations have Keras's names and types, as a script, as a JSON config, and live."""

from __future__ import annotations

import json
from typing import Any

import pytest

import symparam
from symparam.readers.keras_config import from_config
from symparam.readers.keras_script import read_text

from ..frameworks import keras

HEAD = "import keras\nfrom keras import layers, ops\n"
# (the shape of x, what is made of it)
ROWS = [
    ((8, 8, 4), "ops.max_pool(x, 2)"),
    ((8, 8, 4), "ops.average_pool(x, 2)"),
    ((8, 8, 4), "layers.MaxPooling2D()(x)"),
    ((5, 8), "layers.GroupQueryAttention(2, 4, 1)(x, x)"),
    ((5, 8), "layers.MultiHeadAttention(2, 4)(x, x)"),
    ((5, 8), "ops.softmax(x)"),
    ((5, 8), "ops.relu(x) + x"),
    ((5, 8), "x * x - x / 2"),
    ((5, 8), "ops.concatenate([x, x], axis=-1)"),
    ((5, 8), "ops.transpose(x, (0, 2, 1))"),
    ((5, 8), "ops.reshape(x, (-1, 40))"),
    ((5, 8), "ops.mean(x, axis=1)"),
    ((5, 8), "ops.expand_dims(x, -1)"),
    ((5, 8), "ops.matmul(x, ops.transpose(x, (0, 2, 1)))"),
    ((5, 8), "ops.einsum('bij,bkj->bik', x, x)"),
    ((5, 8), "x[:, 1:3]"),
    ((5, 8), "ops.sqrt(ops.abs(x))"),
    ((5, 8), "ops.squeeze(ops.max(x, axis=1, keepdims=True), 1)"),
    ((5, 8), "layers.Bidirectional(layers.LSTM(3))(x)"),
    ((5, 8), "layers.TimeDistributed(layers.Dense(3))(x)"),
]


def rows(report: Any) -> list[tuple[str, str]]:
    return [(row.name, row.type) for row in report.rows]


@pytest.mark.parametrize(("shape", "made"), ROWS, ids=[made for _, made in ROWS])
def test_rows_have_keras_s_names_and_types_in_every_reader(shape, made):
    source = f"{HEAD}x = keras.Input({shape})\nmodel = keras.Model(x, {made})\n"
    keras.utils.clear_session(free_memory=False)
    room: dict[str, Any] = {}
    with keras.StatelessScope(initialize_variables=False):
        exec(source, room)
    wanted = [(op.name, type(op).__name__) for op in room["model"].operations]
    assert rows(read_text(source, "model.py").derive()) == wanted
    assert rows(from_config(json.loads(room["model"].to_json())).derive()) == wanted
    assert rows(symparam.read(room["model"]).derive()) == wanted


def test_an_empty_axis_beside_one_of_1_stays_empty():
    """max(0, 1) would be 1; Keras 3.15.1 gives (None, 0)."""
    source = (
        f"{HEAD}d = 2\nx = keras.Input((d,))\ny = x[:, : x.shape[1] // 2]\n"
        "model = keras.Model(x, layers.Maximum()([y, x]))\n"
    )
    assert tuple(read_text(source, "model.py", bindings={"d": 1}).derive().at().rows[-1].output) == (0,)
    assert tuple(read_text(source, "model.py").derive().at(d=1).rows[-1].output) == (0,)
