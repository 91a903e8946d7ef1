"""Old names of layers and arguments, against Keras 2's own conversion (keras/legacy/interfaces.py at 2.2)."""

from typing import Any

import pytest

from symparam.algebra import Shape
from symparam.errors import LayerError
from symparam.layers import lookup
from symparam.layers.legacy_names import ARGUMENTS, CLASSES, translate


@pytest.mark.parametrize(
    ("call", "today"),
    [
        (
            ("Dense", [], {"output_dim": 3, "init": "uniform", "bias": False}),
            ("Dense", [], {"units": 3, "kernel_initializer": "uniform", "use_bias": False}),
        ),
        (("Dense", [3], {"activation": "relu"}), ("Dense", [3], {"activation": "relu"})),
        (("Dropout", [], {"p": 0.5}), ("Dropout", [], {"rate": 0.5})),
        (("Convolution2D", [64, 3, 3], {"border_mode": "same"}), ("Conv2D", [64, (3, 3)], {"padding": "same"})),
        (
            ("Convolution2D", [64, 3, 3, "he_normal", "relu"], {}),
            ("Conv2D", [64, (3, 3)], {"kernel_initializer": "he_normal", "activation": "relu"}),
        ),
        (
            ("Convolution2D", [64], {"nb_row": 3, "nb_col": 5, "dim_ordering": "th"}),
            ("Conv2D", [64], {"data_format": "channels_first", "kernel_size": (3, 5)}),
        ),
        (
            ("Convolution2D", [], {"nb_filter": 8, "nb_row": 3, "nb_col": 5, "subsample": (2, 2)}),
            ("Conv2D", [], {"filters": 8, "strides": (2, 2), "kernel_size": (3, 5)}),
        ),
        (("Convolution2D", [8, 3], {"nb_col": 5}), ("Conv2D", [8], {"kernel_size": (3, 5)})),
        (("Conv2D", [32, 3, 3], {}), ("Conv2D", [32, 3, 3], {})),
        (("Conv2D", [32, (3, 3)], {"dilation_rate": 2}), ("Conv2D", [32, (3, 3)], {"dilation_rate": 2})),
        (("Convolution3D", [8, 3, 3, 3], {}), ("Conv3D", [8, (3, 3, 3)], {})),
        (
            ("AtrousConvolution2D", [8, 3, 3], {"atrous_rate": (2, 2)}),
            ("Conv2D", [8, (3, 3)], {"dilation_rate": (2, 2)}),
        ),
        (
            ("Convolution1D", [], {"nb_filter": 8, "filter_length": 3, "subsample_length": 2}),
            ("Conv1D", [], {"filters": 8, "kernel_size": 3, "strides": 2}),
        ),
        (("Deconv2D", [8, 3], {}), ("Conv2DTranspose", [8, 3], {})),
        (("Deconvolution2D", [8, 3, 3], {"output_shape": (None, 9, 9, 8)}), ("Conv2DTranspose", [8, (3, 3)], {})),
        (("MaxPooling1D", [], {"pool_length": 2, "stride": 1}), ("MaxPooling1D", [], {"pool_size": 2, "strides": 1})),
        (
            ("MaxPooling2D", [], {"pool_size": (2, 2), "dim_ordering": "tf"}),
            ("MaxPooling2D", [], {"pool_size": (2, 2), "data_format": "channels_last"}),
        ),
        (
            ("LSTM", [], {"output_dim": 4, "inner_activation": "sigmoid", "dropout_W": 0.1, "consume_less": "gpu"}),
            ("LSTM", [], {"units": 4, "recurrent_activation": "sigmoid", "dropout": 0.1}),
        ),
        (
            ("Embedding", [9, 4], {"dropout": 0.2, "init": "uniform"}),
            ("Embedding", [9, 4], {"embeddings_initializer": "uniform"}),
        ),
        (("Embedding", [], {"input_dim": 9, "output_dim": 4}), ("Embedding", [], {"input_dim": 9, "output_dim": 4})),
        (("BatchNormalization", [], {"mode": 0, "axis": 1}), ("BatchNormalization", [], {"axis": 1})),
        (("UpSampling1D", [], {"length": 2}), ("UpSampling1D", [], {"size": 2})),
        (("GaussianNoise", [], {"sigma": 0.1}), ("GaussianNoise", [], {"stddev": 0.1})),
        (
            ("ZeroPadding2D", [], {"padding": {"top_pad": 1, "left_pad": 2}}),
            ("ZeroPadding2D", [], {"padding": ((1, 0), (2, 0))}),
        ),
        (("Merge", [["a", "b"], "concat"], {"concat_axis": 1}), ("Concatenate", [["a", "b"]], {"axis": 1})),
        (("merge", [["a", "b"]], {"mode": "sum", "name": "m"}), ("Add", [["a", "b"]], {"name": "m"})),
        (("Merge", [], {"mode": "cos", "dot_axes": 2}), ("Dot", [], {"axes": 2, "normalize": True})),
        (("LeakyReLU", [], {"alpha": 0.2}), ("LeakyReLU", [], {"negative_slope": 0.2})),
        (("ThresholdedReLU", [], {"theta": 0.5}), ("ReLU", [], {"threshold": 0.5})),
        (("ThresholdedReLU", [0.5], {}), ("ReLU", [], {"threshold": 0.5})),
        (("CuDNNGRU", [4], {}), ("GRU", [4], {"reset_after": True})),
        (
            ("Discretization", [], {"bin_boundaries": [1.0], "num_bins": 2}),
            ("Discretization", [], {"bin_boundaries": [1.0]}),
        ),
        (("MyLayer", [1], {"p": 2}), ("MyLayer", [1], {"p": 2})),
    ],
)
def test_translation(call: tuple[str, list[Any], dict[str, Any]], today: tuple[str, list[Any], dict[str, Any]]) -> None:
    assert translate(*call) == today


@pytest.mark.parametrize(
    ("call", "today"),
    [
        (("Convolution2D", [8, 5, 2], {"padding": "same"}), ("Conv2D", [8, 5, 2], {"padding": "same"})),
        (("SeparableConvolution2D", [8, 3, 3], {}), ("SeparableConv2D", [8, 3, 3], {})),
        (("LeakyReLU", [], {"alpha": 0.2}), ("LeakyReLU", [], {"negative_slope": 0.2})),
        (("GRU", [3], {"implementation": 2}), ("GRU", [3], {})),
    ],
)
def test_a_recent_keras_has_its_own_order(
    call: tuple[str, list[Any], dict[str, Any]], today: tuple[str, list[Any], dict[str, Any]]
) -> None:
    assert translate(*call, recent=True) == today


RECENT = [
    ("Convolution2D", {"nb_filter": 8}, "nb_filter was of Keras 1, .* write filters"),
    ("Conv2D", {"border_mode": "same"}, "border_mode was of Keras 1, .* write padding"),
    ("LSTM", {"output_dim": 3}, "write units"),
    ("Dropout", {"p": 0.5}, "write rate"),
    ("AtrousConvolution2D", {}, "AtrousConvolution2D was of Keras 1, .* write Conv2D"),
    ("Merge", {"mode": "sum"}, "Merge was of Keras 1"),
]


@pytest.mark.parametrize(("name", "keywords", "part"), RECENT)
def test_a_recent_keras_has_no_words_of_keras_1(name: str, keywords: dict[str, Any], part: str) -> None:
    with pytest.raises(LayerError, match=part):
        translate(name, [], keywords, recent=True)


@pytest.mark.parametrize(
    ("call", "kernel"),
    [
        (("Convolution2D", [8, 5, 2], {"strides": 2}), (5, 2)),  # Keras 3 would take the stride twice
        (("Convolution2D", [8, 5, 2, "uniform"], {}), (5, 2)),  # no padding
        (("Convolution2D", [8, 5, 2], {"border_mode": "same"}), (5, 2)),
        (("Convolution3D", [8, 5, 2, 2], {}), (5, 2, 2)),
        (("Convolution2D", [8, 5, 2, "same"], {}), 5),
    ],
)
def test_arguments_tell_which_keras_is_meant(
    call: tuple[str, list[Any], dict[str, Any]], kernel: int | tuple[int, ...]
) -> None:
    assert translate(*call)[1][1] == kernel


@pytest.mark.parametrize("name", ["Convolution2D", "SeparableConvolution2D"])
def test_what_nothing_tells_is_refused(name: str) -> None:
    with pytest.raises(LayerError, match=r"write \w*Conv2D\(8, \(5, 2\)\) or \w*Conv2D\(8, 5, strides=2\)"):
        translate(name, [8, 5, 2], {"activation": "relu"})


def test_defaults_and_kernels_of_old_scripts() -> None:
    assert translate("Conv2D", [32, 3, 3], {}, old=True) == ("Conv2D", [32, (3, 3)], {})
    assert translate("GRU", [4], {}, old=True) == ("GRU", [4], {"reset_after": False})
    assert translate("GRU", [4], {}) == ("GRU", [4], {})


@pytest.mark.parametrize(
    ("name", "keywords", "part"),
    [
        ("Merge", {"mode": max}, "mode is one of sum"),
        ("BatchNormalization", {"mode": 2}, "was of Keras 1 only"),
        ("Dense", {"output_dim": 3, "units": 4}, "output_dim is the old name of units"),
    ],
)
def test_refused(name: str, keywords: dict[str, Any], part: str) -> None:
    with pytest.raises(LayerError, match=part):
        translate(name, [], keywords)


def test_every_target_exists() -> None:
    """Each class that a name or a table stands for is known, and takes what its old arguments become."""
    from symparam.layers.construct import signature

    for name in CLASSES.values():
        lookup(name)
    for name, words in ARGUMENTS.items():
        assert set(words.values()) - {None} <= signature(lookup(name))[1].keys(), name


@pytest.mark.parametrize(
    ("name", "arguments", "shape", "output", "params"),
    [
        ("LocallyConnected2D", {"filters": 64, "kernel_size": 3}, (32, 32, 3), (30, 30, 64), 900 * (27 * 64 + 64)),
        ("LocallyConnected1D", {"filters": 64, "kernel_size": 3}, (10, 32), (8, 64), 8 * (96 * 64 + 64)),
        ("CuDNNLSTM", {"units": 10}, (5, 3), (10,), 4 * 10 * (3 + 10) + 80),
        ("MaxoutDense", {"units": 5}, (7,), (5,), 4 * 7 * 5 + 4 * 5),
        ("Highway", {}, (7,), (7,), 2 * 49 + 14),
    ],
)
def test_layers_of_before(
    name: str, arguments: dict[str, Any], shape: tuple[int, ...], output: tuple[int, ...], params: int
) -> None:
    """Numbers by the rules in keras/layers/local.py, cudnn_recurrent.py (2.2) and core.py (1.2)."""
    layer = lookup(name)(**arguments)
    x = Shape(shape)
    layer.accept(x)
    assert layer.output(x) == output
    assert sum(weight.size for weight in layer.weights(x)) == params
