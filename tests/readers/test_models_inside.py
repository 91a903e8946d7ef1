"""A model inside a model takes and refuses what Keras does: as a script, as a JSON config, and live."""

from __future__ import annotations

import json
from math import prod
from random import Random
from typing import Any

import pytest

import symparam
from symparam import SymparamError
from symparam.readers.keras_config import from_config
from symparam.readers.keras_script import read_text

from ..frameworks import keras

HEAD = "import keras\nfrom keras import layers, ops\n"
# inner layers as the script has them, the Input of the inner model, what it is called on
ROWS = {
    "another size": ("layers.Dense(7)(layers.Flatten()(i))", (28, 28, 3), (14, 14, 3)),
    "its own size": ("layers.Dense(7)(layers.Flatten()(i))", (28, 28, 3), (28, 28, 3)),
    "a last axis of 1 before 5": ("layers.Conv2D(4, 3)(i)", (28, 28, 1), (28, 28, 5)),
    "a last axis of 5 before 1": ("layers.Dense(4)(i)", (6, 5), (6, 1)),
    "a last axis of 5 before 3": ("layers.Dense(4)(i)", (6, 5), (6, 3)),
    "one feature": ("layers.Dense(4)(i)", (1,), (7,)),
    "one feature for many": ("layers.Dense(4)(i)", (7,), (1,)),
    "an axis less, of 1": ("layers.Dense(4)(layers.Flatten()(i))", (8, 8, 1), (8, 8)),
    "an axis less, not of 1": ("layers.Conv1D(4, 3)(i)", (8, 8), (8,)),
    "open and weighed": ("layers.Dense(16)(i)", (None,), (12,)),
    "open, normalized along it": ("layers.BatchNormalization(axis=1)(i)", (None, 4), (6, 4)),
    "open, a slope for each": ("layers.PReLU()(i)", (None, 4), (6, 4)),
    "open, turned to channels": ("layers.Conv2DTranspose(4, 3)(layers.Permute((2, 3, 1))(i))", (None, 8, 3), (6, 8, 3)),
    "open, not weighed": ("layers.Conv2D(4, 3)(i)", (None, None, 3), (9, 11, 3)),
    "open, the last is fixed": ("layers.Conv2D(4, 3)(i)", (None, None, 3), (9, 11, 4)),
    "open in time": ("layers.LSTM(4)(i)", (None, 3), (7, 3)),
    "half open": ("layers.Dense(2)(layers.GlobalAveragePooling2D()(i))", (None, 12, 3), (9, 11, 3)),
    "a batch normalization of one": ("layers.BatchNormalization()(i)", (5, 1), (5, 6)),
    "recurrent on one": ("layers.GRU(3)(i)", (5, 1), (5, 6)),
}


def script(inner: str, own: tuple[int | None, ...], outer: tuple[int, ...]) -> str:
    return (
        f"{HEAD}i = keras.Input({own})\ninner = keras.Model(i, {inner})\n"
        f"x = keras.Input({outer})\nmodel = keras.Model(x, inner(layers.Activation('relu')(x)))\n"
    )


def built(text: str) -> Any:
    """What Keras makes of a script; None where it refuses."""
    names: dict[str, Any] = {}
    with keras.StatelessScope(initialize_variables=False):
        try:
            exec(text, names)
        except (ValueError, TypeError, IndexError):
            return None
    return names["model"]


def counts(report: Any, sizes: dict[str, int]) -> tuple[int, Any]:
    return report.at(**sizes).params, [tuple(x) for x in report.at(**sizes).outputs]


def said(read: Any) -> tuple[int, Any] | None:
    """Parameters and outputs at the source's own sizes; None where symparam refuses."""
    try:
        return counts(read().derive(), {})
    except SymparamError:
        return None


def agree(text: str) -> None:
    model = built(text)
    expected = None if model is None else (model.count_params(), [tuple(t.shape[1:]) for t in model.outputs])
    assert said(lambda: read_text(text, "model.py", model="model")) == expected
    if model is not None:
        with keras.StatelessScope(initialize_variables=False):
            loaded = keras.models.model_from_json(model.to_json()).count_params()  # layers that models share are two
        assert said(lambda: from_config(json.loads(model.to_json()))) == (loaded, expected[1])
        assert said(lambda: symparam.read(model)) == expected


@pytest.mark.parametrize("name", ROWS)
def test_a_model_inside_takes_what_keras_lets_through(name: str) -> None:
    agree(script(*ROWS[name]))


LAYERS = [
    "layers.Dense(4)({})",
    "layers.Flatten()({})",
    "layers.Conv1D(3, 2, padding='same')({})",
    "layers.BatchNormalization()({})",
    "layers.LayerNormalization()({})",
    "layers.Activation('relu')({})",
    "({0} * {0})",
    "layers.LSTM(3, return_sequences=True)({})",
]


@pytest.mark.parametrize("seed", range(24))
def test_random_models_inside_models(seed: int) -> None:
    r = Random(seed)
    rank = r.choice((1, 2, 2, 2))
    own = tuple(r.choice((1, 1, 2, 5, None) if i else (3, 6, None)) for i in range(rank))
    outer = tuple(n if n is not None and r.random() < 0.6 else r.choice((1, 2, 5, 6)) for n in own)
    inner = "i"
    for _ in range(r.randint(1, 3)):
        inner = r.choice(LAYERS).format(inner)
    agree(script(inner, own, outer))


@pytest.mark.parametrize("outer", [8, 1])
def test_a_layer_that_models_share_is_built_once(outer: int) -> None:
    text = (
        f"{HEAD}d = layers.Dense(1)\nx = keras.Input((5, {outer}))\ny = d(x)\ni = keras.Input((5, 1))\n"
        "inner = keras.Model(i, d(i))\nmodel = keras.Model(x, inner(y))\n"
    )
    agree(text)


def test_the_sizes_that_are_taken_are_the_domain() -> None:
    report = read_text(script(*ROWS["its own size"]), "model.py", model="model").derive()
    assert str(report.domain) == "H = 28, W = 28, C in {1, 3}"
    for shape in ((28, 28, 3), (28, 28, 1), (28, 28, 2), (27, 28, 3)):
        model = built(script("layers.Dense(7)(layers.Flatten()(i))", (28, 28, 3), shape))
        assert report.domain.contains(**dict(zip("HWC", shape, strict=True))) == (model is not None)
        if model is not None:
            assert report.at(**dict(zip("HWC", shape, strict=True))).params == model.count_params()


def test_a_name_for_both_sizes_stays_one_size() -> None:
    text = (
        f"{HEAD}size = 28\ni = keras.Input((size, size, 3))\n"
        "inner = keras.Model(i, layers.Dense(7)(layers.Flatten()(i)))\n"
        "x = keras.Input((size, size, 3))\nmodel = keras.Model(x, inner(x))\n"
    )
    report = read_text(text, "model.py", model="model").derive()
    assert report.at(size=10).params == 7 * 10 * 10 * 3 + 7


def test_one_tuple_for_both_inputs_is_one_shape() -> None:
    text = (
        f"{HEAD}shape = (28, 28, 3)\nz = keras.Input((9, 9, 9))\ni = keras.Input(shape)\n"
        "inner = keras.Model(i, layers.Dense(7)(layers.Flatten()(i)))\n"
        "x = keras.Input(shape)\nmodel = keras.Model(x, inner(x))\n"
    )
    report = read_text(text, "model.py", model="model").derive()
    assert report.at(H=10, W=12).params == 7 * 10 * 12 * 3 + 7


def test_a_live_model_has_the_flags_of_its_weights() -> None:
    x = keras.Input((5, 8, 8, 3))
    convolved, attention = keras.layers.ConvLSTM2D(4, 3), keras.layers.MultiHeadAttention(2, 3)
    y = keras.layers.Reshape((36, 4))(convolved(x))
    model = keras.Model(x, keras.layers.Dense(2)(attention(y, y)))
    for frozen in (convolved, attention):
        frozen.trainable = False
        report = symparam.read(model).derive().at()
        assert report.trainable == sum(prod(w.shape) for w in model.trainable_weights)


@pytest.mark.parametrize("frozen", [False, True])
def test_a_model_that_is_held_and_not_called_counts_as_in_keras(frozen: bool) -> None:
    code = HEAD + (
        "def net(width):\n    return keras.Sequential([keras.Input((6, 5)), layers.Dense(width), layers.Flatten()])\n"
        "class Distiller(keras.Model):\n    def __init__(self, student, teacher):\n        super().__init__()\n"
        "        self.student, self.teacher = student, teacher\n        self.both = keras.Sequential([student])\n"
        f"    def call(self, x):\n        return self.student(x)\nteacher = net(9)\nteacher.trainable = {not frozen}\n"
        "model = Distiller(net(4), teacher)\nmodel.build((None, 6, 5))\n"
    )
    report = read_text(code, "model.py", model="model").derive().at()
    names: dict[str, Any] = {}
    with keras.StatelessScope(initialize_variables=False):
        exec(code, names)
    weights = names["model"].weights
    assert report.params == sum(prod(w.shape) for w in weights)
    assert report.trainable == sum(prod(w.shape) for w in weights if w.trainable)


@pytest.mark.parametrize("layer", ["layers.Dense(4, lora_rank=2)", "layers.Conv1D(4, 2, lora_rank=3)"])
@pytest.mark.parametrize("flags", [[True], [False, True], [all]])
@pytest.mark.parametrize("built", [False, True])
def test_a_kernel_that_lora_froze_is_trained_once_true_is_assigned(layer: str, flags: list[Any], built: bool) -> None:
    thaw = "".join(f"layer.trainable = {getattr(flag, '__name__', flag)}\n" for flag in flags)
    call = "x = keras.Input((6, 5))\ny = layer(x)\n"
    code = f"{HEAD}layer = {layer}\n{call + thaw if built else thaw + call}model = keras.Model(x, y)\n"
    report = read_text(code, "model.py", model="model").derive().at()
    names: dict[str, Any] = {}
    with keras.StatelessScope(initialize_variables=False):
        exec(code, names)
    theirs = [(tuple(w.shape), bool(w.trainable)) for w in names["layer"].weights]
    assert sorted((tuple(w.shape), w.trainable) for w in report.rows[1].weights) == sorted(theirs)
    live = symparam.read(names["model"]).derive().at()
    assert live.trainable == sum(prod(shape) for shape, trained in theirs if trained)
