"""``--keras`` prints what Keras prints, character for character."""

from __future__ import annotations

import pytest

from symparam import Input, Model, Sequential
from symparam import layers as L

from ..frameworks import keras
from .models import reference


def reference_pair():
    k = keras.layers
    conv = {"filters": 32, "kernel_size": 3}
    theirs = keras.Sequential(
        [
            keras.Input((256, 256, 3)),
            k.Conv2D(**conv, padding="same"),
            k.Conv2D(**conv),
            k.MaxPooling2D(3, 3),
            k.Dropout(0.5),
            k.Conv2D(**conv, padding="same"),
            k.Conv2D(**conv),
            k.MaxPooling2D(2, 2),
            k.Dropout(0.25),
            k.Conv2D(**conv, padding="same"),
            k.Conv2D(**conv),
            k.MaxPooling2D(2, 2),
            k.Dropout(0.25),
            k.Flatten(),
            k.Dense(512),
            k.Dropout(0.5),
            k.Dense(128),
            k.Dropout(0.5),
            k.Dense(9),
        ],
        name="sequential",
    )
    return reference(), theirs


def branched(k, make_input, make_model):
    x = make_input((32, 32, 3))
    y = k.BatchNormalization()(k.Conv2D(8, 3, padding="same")(x))
    z = k.Conv2D(8, 1)(k.SpatialDropout2D(0.5, name="a_layer_with_quite_a_long_name")(x))
    return make_model(x, k.Dense(2)(k.GlobalAveragePooling2D()(k.Add()([y, z]))))


def branched_pair():
    ours = branched(L, Input, lambda x, y: Model(x, y, name="branched"))
    return ours.derive(), branched(keras.layers, keras.Input, lambda x, y: keras.Model(x, y, name="branched"))


def nested_pair():
    def build(k, sequential):
        inner = sequential([k.Dense(3), k.Dense(4)], "inner")
        return sequential([inner, k.Dense(2, name="last")], "outer")

    ours = build(L, lambda layers, name: Sequential(layers, input=(8,), name=name))
    theirs = build(keras.layers, lambda layers, name: keras.Sequential([keras.Input((8,)), *layers], name=name))
    return ours.derive(), theirs


def states_pair():
    def build(k, make_input, make_model):
        x = make_input((5,))
        return make_model(x, k.LSTM(4, return_state=True)(k.Embedding(100, 16)(x)))

    ours = build(L, Input, lambda x, ys: Model(x, ys, name="states"))
    return ours.derive(), build(keras.layers, keras.Input, lambda x, ys: keras.Model(x, ys, name="states"))


@pytest.mark.parametrize("width", [64, 80, 92, 120])
@pytest.mark.parametrize("pair", [reference_pair, branched_pair, nested_pair, states_pair])
def test_it_is_the_very_table(pair, width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    keras.utils.clear_session(free_memory=False)
    ours, theirs = pair()
    printed = []
    theirs.summary(print_fn=printed.append, expand_nested=True)
    table = ours.to("text", keras=True, width=width, expand=True)
    assert table.splitlines() == "\n".join(printed).rstrip("\n").split("\n")
