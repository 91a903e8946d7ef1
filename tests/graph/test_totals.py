"""Totals where weights are shared by models, against Keras; reports that are bound in several steps; the collector."""

from __future__ import annotations

import gc
import json
import math
from typing import Any

import pytest

import symparam
from symparam.readers.keras_config import from_config
from symparam.uncollected import uncollected

from ..frameworks import keras


def two_models_with_one_layer(trainable: bool) -> Any:
    with keras.StatelessScope(initialize_variables=False):
        shared = keras.layers.Dense(5, name="shared", trainable=trainable)
        first = keras.Sequential([keras.Input((4,)), shared, keras.layers.Dense(3)], name="first")
        second = keras.Sequential([keras.Input((4,)), shared, keras.layers.Dense(2)], name="second")
        x = keras.Input((4,))
        return keras.Model(x, [first(x), second(x)])


@pytest.mark.parametrize("trainable", [True, False])
def test_weights_that_two_models_share_count_once(trainable: bool) -> None:
    model = two_models_with_one_layer(trainable)
    report = symparam.read(model).derive().at()
    assert sum(row.params for row in report.rows) > model.count_params()
    assert report.params == model.count_params()
    assert report.trainable == sum(
        int(w.shape[0]) * (w.shape[1] if len(w.shape) > 1 else 1) for w in model.trainable_weights
    )
    assert report.params - report.trainable == report.non_trainable


@pytest.mark.parametrize("shared", ["ConvLSTM1D", "TimeDistributed", "Bidirectional", "BatchNormalization"])
def test_a_layer_that_two_live_models_share_counts_once_where_one_of_them_is_frozen(shared: str) -> None:
    layers = keras.layers
    made = {
        "ConvLSTM1D": lambda: layers.ConvLSTM1D(3, 1),
        "TimeDistributed": lambda: layers.TimeDistributed(layers.Conv1D(3, 2)),
        "Bidirectional": lambda: layers.TimeDistributed(layers.Bidirectional(layers.LSTM(3))),
        "BatchNormalization": lambda: layers.BatchNormalization(),
    }
    with keras.StatelessScope(initialize_variables=False):
        x = keras.Input((5, 6, 4))
        trunk = layers.Flatten()(made[shared]()(x))
        first, second = (keras.Model(x, layers.Dense(n)(trunk)) for n in (2, 3))
        first.trainable = False
        model = keras.Model(x, [first(x), second(x)])
    report = symparam.read(model).derive().at()
    trained = sum(math.prod(w.shape) for w in model.trainable_weights)
    assert (report.params, report.trainable) == (model.count_params(), trained)


@pytest.mark.parametrize("inside", [False, True])
def test_a_stored_sequential_is_as_trainable_as_its_layers(inside: bool) -> None:
    with keras.StatelessScope(initialize_variables=False):
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)])
        model.trainable = False
        model.layers[-1].trainable = True
        if inside:
            model = keras.Model(x := keras.Input((4,)), model(x))
        stored = keras.models.model_from_json(model.to_json())
    for source, expected in ((from_config(json.loads(model.to_json())), stored), (symparam.read(model), model)):
        trained = sum(math.prod(w.shape) for w in expected.trainable_weights)
        assert source.derive().at().trainable == trained


def test_binding_in_steps_is_binding_at_once() -> None:
    h, w, c, s = symparam.sizes("H W C S")
    report = symparam.Sequential(
        [
            symparam.layers.Conv2D(8, 3),
            symparam.layers.MaxPooling2D(2),
            symparam.layers.Flatten(),
            symparam.layers.Dense(c),
        ],
        input=(h, w, c),
    ).derive()
    once = report.bind(H=20, W=24, C=3)
    for steps in (
        report.bind(H=20).bind(W=24).bind(C=3),
        report.bind(H="S").bind(W=24, S=20).bind(C=3),
        report.bind(C=3).bind(H=s).bind(S=20, W=24),
    ):
        assert steps.rows == once.rows
        for cost in ("params", "macs", "activations", "peak"):
            assert steps.cost(cost) == once.cost(cost)
        assert steps.derivation() == once.derivation()


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_goes_on_as_it_was(enabled: bool) -> None:
    seen: list[bool] = []
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        uncollected(lambda: seen.append(gc.isenabled()))()
        assert seen == [False]
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
