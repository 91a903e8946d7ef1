"""Layers of TensorFlow Addons and keras-contrib: they have the weights that their own sources build.

Shapes are those of ``build`` in tensorflow_addons 0.23.0 and of keras_contrib's last version, which no Keras of today
runs; on samples of shape (8, 6, 16).
"""

from __future__ import annotations

import pytest

from symparam.errors import SymparamError
from symparam.readers.keras_script import read_text

SCRIPT = """
import keras_core as keras
import tensorflow_addons as tfa
import keras_contrib
from keras_contrib.layers.normalization.instancenormalization import InstanceNormalization

x = keras.Input((8, 6, 16))
model = keras.Model(x, {layer}(x))
"""
CASES = [
    ("tfa.layers.InstanceNormalization()", "InstanceNormalization", [(16,), (16,)], (8, 6, 16)),
    ("tfa.layers.InstanceNormalization(axis=1, center=False)", "InstanceNormalization", [(8,)], (8, 6, 16)),
    ("keras_contrib.layers.InstanceNormalization()", "InstanceNormalization", [(1,), (1,)], (8, 6, 16)),
    ("InstanceNormalization(-1)", "InstanceNormalization", [(16,), (16,)], (8, 6, 16)),
    ("InstanceNormalization(axis=2, scale=False)", "InstanceNormalization", [(6,)], (8, 6, 16)),
    ("tfa.layers.GroupNormalization(4)", "GroupNormalization", [(16,), (16,)], (8, 6, 16)),
    ("keras_contrib.layers.GroupNormalization(groups=8)", "GroupNormalization", [(16,), (16,)], (8, 6, 16)),
    (
        "tfa.layers.SpectralNormalization(keras.layers.Conv2D(5, 3))",
        "SpectralNormalization",
        [(1, 5), (3, 3, 16, 5), (5,)],
        (6, 4, 5),
    ),
    (
        "tfa.layers.WeightNormalization(keras.layers.Conv2D(5, 3))",
        "WeightNormalization",
        [(5,), (), (3, 3, 16, 5), (5,), (3, 3, 16, 5), (5,)],
        (6, 4, 5),
    ),
    (
        "tfa.layers.WeightNormalization(keras.layers.Dense(5), data_init=False)",
        "WeightNormalization",
        [(5,), (), (16, 5), (5,)],
        (8, 6, 5),
    ),
    ("tfa.layers.AdaptiveAveragePooling2D((2, 3))", "AdaptiveAveragePooling2D", [], (2, 3, 16)),
    ("tfa.layers.AdaptiveMaxPooling2D(output_size=1)", "AdaptiveMaxPooling2D", [], (1, 1, 16)),
]


@pytest.mark.parametrize(("layer", "kind", "weights", "output"), CASES, ids=lambda v: v if isinstance(v, str) else "")
def test_an_addon_has_the_weights_of_its_own_source(
    layer: str, kind: str, weights: list[tuple[int, ...]], output: tuple[int, ...]
) -> None:
    row = read_text(SCRIPT.format(layer=layer), "model.py").derive().at().rows[-1]
    assert (row.type, row.output) == (kind, output)
    assert sorted(tuple(w.shape) for w in row.weights) == sorted(weights)


REFUSED = [
    ("tfa.layers.InstanceNormalization(-1)", "takes its arguments by name"),
    ("InstanceNormalization(axis=0)", "the batch axis"),
    ("tfa.layers.CRF(4)", "imports are not read"),
    (
        "tfa.layers.WeightNormalization(keras.layers.BatchNormalization())",
        "a layer with a kernel of its own, not",
    ),
    ("tfa.layers.GroupNormalization(groups=5)", "groups must divide"),
]


@pytest.mark.parametrize(("layer", "reason"), REFUSED)
def test_an_addon_without_a_rule_or_with_wrong_arguments_is_refused(layer: str, reason: str) -> None:
    with pytest.raises(SymparamError, match=reason):
        read_text(SCRIPT.format(layer=layer), "model.py").derive().at()


def test_weight_normalization_counts_as_the_summary_of_melgan_does() -> None:
    """As printed in keras.io/examples/audio/melgan_spectrogram_inversion: 452, with an untrained copy and a flag."""
    text = (
        "import keras\nimport tensorflow_addons as tfa\n"
        "x = keras.Input((None, 32))\nlast = keras.layers.Conv1D(1, 7, padding='same')\n"
        "model = keras.Model(x, tfa.layers.WeightNormalization(last)(x))\n"
    )
    report = read_text(text, "model.py").derive().at(T=9, d=32)
    assert (report.params, report.non_trainable) == (452, 226)


def test_keras_itself_has_no_instance_normalization() -> None:
    with pytest.raises(SymparamError, match="InstanceNormalization"):
        read_text(SCRIPT.format(layer="keras.layers.InstanceNormalization()"), "model.py")


@pytest.mark.parametrize(
    ("options", "without"),
    [("", 0), (", use_bias=False", 5), (", use_boundary=False", 10), (", learn_mode='marginal'", 0)],
)
def test_a_chain_of_tags_has_the_weights_of_its_own_source(options: str, without: int) -> None:
    text = (
        "import keras\nfrom keras_contrib.layers import CRF\nmodel = keras.Sequential()\n"
        "model.add(keras.layers.Embedding(9, 7, mask_zero=True, input_length=12))\n"
        f"model.add(CRF(5{options}))\nmodel.compile('adam')"
    )
    row = read_text(text, "model.py").derive().at().rows[-1]
    assert (row.name, row.output) == ("crf", (12, 5))
    assert row.params == 7 * 5 + 5 * 5 + 3 * 5 - without
