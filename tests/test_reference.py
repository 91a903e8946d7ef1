"""The reference network: every number equals Keras's own, and the formula is the one that the project promises."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import symparam
from symparam.algebra import total
from symparam.algebra.floor import FloorDiv

from .frameworks import keras

SCRIPT = Path(__file__).parent.parent / "examples" / "rgb_classifier.py"
H, W, C, NUM_CLASS = symparam.sizes("H W C num_class")

# What Keras 3 prints for 256×256×3 images and 9 classes
NAMES = [
    "conv2d",
    "conv2d_1",
    "max_pooling2d",
    "dropout",
    "conv2d_2",
    "conv2d_3",
    "max_pooling2d_1",
    "dropout_1",
    "conv2d_4",
    "conv2d_5",
    "max_pooling2d_2",
    "dropout_2",
    "flatten",
    "dense",
    "dropout_3",
    "dense_1",
    "dropout_4",
    "dense_2",
]
SHAPES = [
    (256, 256, 32),
    (254, 254, 32),
    (84, 84, 32),
    (84, 84, 32),
    (84, 84, 32),
    (82, 82, 32),
    (41, 41, 32),
    (41, 41, 32),
    (41, 41, 32),
    (39, 39, 32),
    (19, 19, 32),
    (19, 19, 32),
    (11552,),
    (512,),
    (512,),
    (128,),
    (128,),
    (9,),
]
PARAMS = [896, 9248, 0, 0, 9248, 9248, 0, 0, 9248, 9248, 0, 0, 0, 5_915_136, 0, 65_664, 0, 1_161]


@pytest.fixture(scope="module")
def report():
    return symparam.read(SCRIPT).derive()


def test_the_table_is_the_one_that_keras_prints(report):
    numbers = report.at()
    assert [row.name for row in numbers.rows] == NAMES
    assert [row.output for row in numbers.rows] == SHAPES
    assert [row.params for row in numbers.rows] == PARAMS
    assert (numbers.params, numbers.trainable, numbers.non_trainable) == (6_029_097, 6_029_097, 0)


def test_the_total_is_the_promised_formula(report):
    floors = FloorDiv(H - 20, 12) * FloorDiv(W - 20, 12)
    promised = 16384 * floors + 288 * C + 129 * NUM_CLASS + 112448
    from symparam.algebra.anchor import residue

    assert residue(report.params) == total([promised])
    assert report.symbols == {"H": 256, "W": 256, "C": 3, "num_class": 9}


def test_it_is_valid_from_32_on(report):
    assert str(report.domain) == "H ≥ 32, W ≥ 32"
    assert report.at(H=32, W=32).params == 130_857
    with pytest.raises(symparam.SymparamError, match=r"max_pooling2d_2.*H ≥ 32"):
        report.at(H=31)


def keras_model(h, w, c, n):
    layers = keras.layers
    return keras.Sequential([
        keras.Input((h, w, c)),
        layers.Conv2D(32, 3, padding="same", activation="relu"), layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(3, 3), layers.Dropout(0.5),
        layers.Conv2D(32, 3, padding="same", activation="relu"), layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2, 2), layers.Dropout(0.25),
        layers.Conv2D(32, 3, padding="same", activation="relu"), layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2, 2), layers.Dropout(0.25),
        layers.Flatten(), layers.Dense(512, activation="relu"), layers.Dropout(0.5),
        layers.Dense(128, activation="relu"), layers.Dropout(0.5), layers.Dense(n, activation="softmax"),
    ])  # fmt: skip


def test_every_layer_equals_keras_at_random_sizes(report):
    random = Random(20)
    for _ in range(20):
        h, w, c, n = random.randint(32, 400), random.randint(32, 400), random.randint(1, 6), random.randint(1, 50)
        numbers = report.at(H=h, W=w, C=c, num_class=n)
        keras.backend.clear_session(free_memory=False)
        with keras.StatelessScope(initialize_variables=False):
            model = keras_model(h, w, c, n)
        for row, layer in zip(numbers.rows, model.layers, strict=True):
            assert row.name == layer.name
            assert tuple(row.output) == layer.output.shape[1:]
            assert [tuple(weight.shape) for weight in row.weights] == [tuple(v.shape) for v in layer.weights]
            assert [weight.trainable for weight in row.weights] == [v.trainable for v in layer.weights]
        assert numbers.params == model.count_params()


def test_derive_then_bind_is_bind_then_derive(report):
    from symparam.graph.in_numbers import at_sizes

    model = symparam.read(SCRIPT)
    random = Random(7)
    for _ in range(20):
        sizes = {"H": random.randint(32, 90), "W": random.randint(32, 90), "C": random.randint(1, 5), "num_class": 4}
        assert at_sizes(model, sizes).derive().rows == report.at(**sizes).rows
