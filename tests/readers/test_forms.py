"""One model in all its forms, .keras, JSON, .h5 and live, gives one report; and what Keras 2 wrote is read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import symparam
from symparam import SymparamError
from symparam.readers.keras_config import from_config
from symparam.report import Report

from ..frameworks import framework, keras


def residual() -> Any:
    x = keras.Input((16, 20, 3))
    a = keras.layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")(x)
    b = keras.layers.BatchNormalization(trainable=False)(keras.layers.Conv2D(4, 1)(a))
    y = keras.layers.Activation("relu")(a + 0.5 * b)
    return keras.Model(x, keras.layers.Dense(5, activation="softmax")(keras.layers.Flatten()(y)), name="residual")


def siamese() -> Any:
    tower = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(4, 3),
            keras.layers.MaxPooling2D(),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(8),
        ],
        name="tower",
    )
    left, right = keras.Input((28, 28, 1), name="left"), keras.Input((28, 28, 1), name="right")
    merged = keras.layers.Subtract()([tower(left), tower(right)])
    return keras.Model({"a": left, "b": right}, {"same": keras.layers.Dense(1)(merged), "difference": merged})


def text() -> Any:
    tokens = keras.Input((None,), dtype="int32")
    x = keras.layers.Embedding(1000, 16, mask_zero=True)(tokens)
    x = keras.layers.Bidirectional(keras.layers.LSTM(8, return_sequences=True))(x)
    x = keras.layers.MultiHeadAttention(2, 8)(x, value=x, key=x)
    y, state = keras.layers.GRU(8, return_state=True)(x)
    z = keras.layers.TimeDistributed(keras.layers.Dense(4))(x)
    z = keras.layers.SpectralNormalization(keras.layers.Dense(8))(z)
    y = keras.layers.GRU(8)(z, initial_state=state)
    return keras.Model(tokens, [keras.layers.Dense(3)(y), z[:, 0]])


def plain() -> Any:
    return keras.Sequential(
        [
            keras.Input((10, 4)),
            keras.layers.Conv1D(6, 3, padding="causal"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(2),
        ],
        name="plain",
    )


def frozen() -> Any:
    base = residual()
    base.trainable = False
    return keras.Sequential([base, keras.layers.Dense(2)])


MODELS: dict[str, Callable[[], Any]] = {f.__name__: f for f in (residual, siamese, text, plain, frozen)}


def facts(report: Report) -> tuple[Any, ...]:
    return (
        report.name,
        report.rows,
        report.symbols,
        report.inputs,
        report.outputs,
        report.params,
        report.trainable,
        [(c.layer, c.need) for c in report.conditions],
    )


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.filterwarnings("ignore")
def test_all_forms_give_one_report(tmp_path: Path, name: str) -> None:
    framework("h5py", "h5")
    model = MODELS[name]()
    (tmp_path / "m.json").write_text(model.to_json())
    model.save(tmp_path / "m.keras")
    model.save(tmp_path / "m.h5")
    live = symparam.read(model).derive()
    for form in ("m.json", "m.keras", "m.h5"):
        assert facts(symparam.read(tmp_path / form).derive()) == facts(live), form
    assert facts(from_config(model.get_config()).derive()) == facts(live)
    values = {n: 7 for n in live.symbols if n not in live.defaults}
    from keras.src.utils.summary_utils import count_params

    trainable = count_params(model.trainable_weights)
    bound = live.at(**values)
    assert (bound.trainable, bound.non_trainable) == (trainable, count_params(model.non_trainable_weights))


def test_sizes_become_symbols_with_defaults() -> None:
    report = symparam.read(siamese()).derive()
    assert report.defaults == {"H": 28, "W": 28, "C": 1, "H_2": 28, "W_2": 28, "C_2": 1}
    assert ("tower", "==") in {(c.layer, c.need.op) for c in report.conditions}  # C and C_2 meet the same kernel
    assert report.at().params == symparam.read(siamese()).derive().at(H=40, W=30, H_2=40, W_2=30).params
    with pytest.raises(SymparamError, match="tower takes H along axis 1"):
        report.at(H=40)  # a model takes the sizes that it is built on


def test_the_user_sets_names_and_sizes() -> None:
    model = plain()
    assert symparam.read(model, input=("L", 4)).derive().symbols == {"L": 10, "d": 4}
    assert symparam.read(model, T=20).derive().defaults == {"T": 20, "d": 4}
    assert symparam.read(model, T="d").derive().symbols == {"d": 4}
    assert symparam.read(siamese(), model="tower").derive().defaults == {"H": 28, "W": 28, "C": 1}
    for options, words in (({"input": (1, 2, 3)}, "2 axes"), ({"X": 3}, "no symbol X"), ({"model": "no"}, "plain")):
        with pytest.raises(SymparamError, match=words):
            symparam.read(model, **options)


def test_channels_first_names_the_channels_first() -> None:
    model = keras.Sequential([keras.Input((3, 32, 40)), keras.layers.Conv2D(4, 3, data_format="channels_first")])
    assert symparam.read(model).derive().defaults == {"C": 3, "H": 32, "W": 40}
    steps = keras.Sequential([keras.Input((3, 32)), keras.layers.Conv1D(4, 3, data_format="channels_first")])
    assert symparam.read(steps).derive().defaults == {"d": 3, "T": 32}


def test_a_sequential_without_input_takes_the_users() -> None:
    model = keras.Sequential([keras.layers.Dense(3)])
    with pytest.raises(SymparamError, match="--input"):
        symparam.read(model)
    assert str(symparam.read(model, input=("n",)).derive().params) == "3*n + 3"


class Subclassed(keras.Model):
    def __init__(self) -> None:
        super().__init__()
        self.conv = keras.layers.Conv2D(3, 3)
        self.dense = keras.layers.Dense(4)

    def call(self, x: Any) -> Any:
        return self.dense(self.conv(x))


def test_a_subclassed_model_is_its_layers_in_numbers() -> None:
    model = Subclassed()
    with pytest.raises(SymparamError, match="not built"):
        symparam.read(model)
    with keras.StatelessScope(initialize_variables=False):
        model(keras.Input((8, 8, 3)))
    report = symparam.read(model).derive()
    assert [(row.type, tuple(row.output), row.params) for row in report.rows] == [
        ("Conv2D", (6, 6, 3), 84),
        ("Dense", (6, 6, 4), 16),
    ]


@pytest.mark.parametrize("source", [3, None, object, keras.Model])
def test_what_is_no_model_is_refused(source: Any) -> None:
    with pytest.raises(SymparamError, match="not"):
        symparam.read(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("keras:ResNet5", "ResNet50"),
        ("keras:VGG16?weights=imagenet", "weights"),
        ("keras:VGG16?classes", "classes"),
        ("keras:VGG16?input_shape=(8,8,3)", "refuses"),
        ("keras:", "no model"),
        ("keras:VGG16?x=__import__('os')", "no argument"),
    ],
)
def test_a_wrong_application_is_refused(source: str, words: str) -> None:
    with pytest.raises(SymparamError, match=words):
        symparam.read(source)


def test_applications_take_arguments_and_an_input_shape() -> None:
    report = symparam.read("keras:MobileNet?include_top=False&alpha=0.5", input=(96, 96, 3)).derive()
    assert report.defaults == {"H": 96, "W": 96, "C": 3}
    assert report.at().params == 829536


def test_without_keras_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(symparam.SymparamError, match=r"pip install 'symparam\[keras\]'"):
        symparam.read("keras:VGG16")


def test_without_h5py_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "m.h5").write_bytes(b"\x89HDF\r\n\x1a\n")
    monkeypatch.setitem(sys.modules, "h5py", None)
    with pytest.raises(symparam.SymparamError, match=r"pip install 'symparam\[h5\]'"):
        symparam.read(tmp_path / "m.h5")


# --- what older versions wrote, by hand after the documented format ----------------------------------------------


def layer(kind: str, name: str, *inputs: Any, **config: Any) -> dict[str, Any]:
    nodes = [[[i, 0, 0, {}] if isinstance(i, str) else i for i in inputs]] if inputs else []
    return {
        "class_name": kind,
        "name": name,
        "config": {"name": name, "trainable": True, "dtype": "float32", **config},
        "inbound_nodes": nodes,
    }


def model(layers: list[dict[str, Any]], inputs: list[Any], outputs: list[Any], name: str = "model") -> dict[str, Any]:
    return {
        "class_name": "Model",
        "keras_version": "2.4.0",
        "backend": "tensorflow",
        "config": {"name": name, "layers": layers, "input_layers": inputs, "output_layers": outputs},
    }


GLOROT = {"class_name": "GlorotUniform", "config": {"seed": None}}
CONV = {
    "filters": 8,
    "kernel_size": [3, 3],
    "strides": [1, 1],
    "padding": "same",
    "data_format": "channels_last",
    "dilation_rate": [1, 1],
    "groups": 1,
    "activation": "relu",
    "use_bias": True,
    "kernel_initializer": GLOROT,
    "bias_initializer": {"class_name": "Zeros", "config": {}},
    "kernel_regularizer": None,
    "bias_regularizer": None,
    "activity_regularizer": None,
    "kernel_constraint": None,
    "bias_constraint": None,
}


def test_sequential_of_tf_keras() -> None:
    config = {
        "class_name": "Sequential",
        "config": {
            "name": "sequential",
            "layers": [
                {"class_name": "Conv2D", "config": {"name": "conv2d", "batch_input_shape": [None, 28, 28, 1], **CONV}},
                {
                    "class_name": "BatchNormalization",
                    "config": {"name": "bn", "axis": [3], "momentum": 0.99, "epsilon": 0.001},
                },
                {"class_name": "LeakyReLU", "config": {"name": "leaky", "alpha": 0.1}},
                {"class_name": "Flatten", "config": {"name": "flatten", "data_format": "channels_last"}},
                {"class_name": "Dense", "config": {"name": "dense", "units": 10, "activation": "softmax"}},
            ],
        },
    }
    report = from_config(config).derive()
    assert report.defaults == {"H": 28, "W": 28, "C": 1}
    assert [row.name for row in report.rows] == ["conv2d", "bn", "leaky", "flatten", "dense"]
    assert report.at().params == 80 + 32 + 6272 * 10 + 10


def test_sequential_of_early_keras_is_a_list() -> None:
    config = {
        "class_name": "Sequential",
        "config": [
            {
                "class_name": "Convolution2D",
                "config": {
                    "name": "convolution2d_1",
                    "nb_filter": 4,
                    "nb_row": 3,
                    "nb_col": 3,
                    "border_mode": "valid",
                    "subsample": [1, 1],
                    "dim_ordering": "tf",
                    "init": "glorot_uniform",
                    "bias": True,
                    "activation": "relu",
                    "W_regularizer": None,
                    "batch_input_shape": [None, 9, 9, 2],
                },
            },
            {"class_name": "GRU", "config": {"name": "gru", "units": 3}},
        ],
    }
    with pytest.raises(SymparamError, match="gru"):
        from_config(config)
    config["config"][1] = {"class_name": "Dense", "config": {"output_dim": 2, "name": "d", "input_dim": None}}  # type: ignore[index]
    assert from_config(config).derive().at().params == 3 * 3 * 2 * 4 + 4 + 4 * 2 + 2


def test_functional_of_keras_2_with_a_model_inside_called_twice() -> None:
    inner = model(
        [layer("InputLayer", "in", batch_input_shape=[None, 4]), layer("Dense", "d", "in", units=4)],
        [["in", 0, 0]],
        [["d", 0, 0]],
        name="inner",
    )
    nested = {**layer("Model", "inner", "x"), "config": inner["config"]}
    nested["inbound_nodes"] = [[["x", 0, 0, {}]], [["inner", 1, 0, {}]]]  # the first call of a model is number 1
    config = model(
        [
            layer("InputLayer", "x", batch_input_shape=[None, 4]),
            nested,
            layer("Add", "add", "x", ["inner", 1, 0, {}], ["inner", 2, 0, {}]),
        ],
        [["x", 0, 0]],
        [["add", 0, 0]],
    )
    report = from_config(config).derive()
    assert [(row.name, row.inputs) for row in report.rows] == [
        ("x", ()),
        ("inner", ("x", "inner")),
        ("add", ("x", "inner", "inner")),
    ]
    assert report.at().params == 20


def op(function: str, *calls: Any) -> dict[str, Any]:
    name = f"tf.{function}"
    return {
        "class_name": "TFOpLambda",
        "name": name,
        "config": {"name": name, "function": function},
        "inbound_nodes": list(calls),
    }


def test_operations_of_tf_keras() -> None:
    config = model(
        [
            layer("InputLayer", "x", batch_input_shape=[None, 6, 4]),
            op("math.multiply", ["x", 0, 0, {"y": 2.0, "name": None}]),
            op("math.reduce_mean", ["tf.math.multiply", 0, 0, {"axis": [1], "keepdims": False}]),
            op("__operators__.add", ["x", 0, 0, {"y": ["tf.math.multiply", 0, 0], "name": None}]),
            layer(
                "MultiHeadAttention",
                "mha",
                num_heads=2,
                key_dim=3,
                value_dim=3,
                output_shape=None,
                attention_axes=[1],
                query_shape=[None, 6, 4],
                key_shape=[None, 6, 4],
                value_shape=[None, 6, 4],
            ),
        ],
        [["x", 0, 0]],
        [["tf.math.reduce_mean", 0, 0], ["mha", 0, 0]],
    )
    config["config"]["layers"][-1]["inbound_nodes"] = [[["x", 0, 0, {"value": ["tf.__operators__.add", 0, 0]}]]]
    report = from_config(config).derive()
    assert [tuple(map(str, shape)) for shape in report.outputs] == [("d",), ("T", "d")]
    assert [row.inputs for row in report.rows if row.name == "mha"] == [("x", "tf.__operators__.add")]


def test_an_lstm_with_initial_states_of_keras_2() -> None:
    lstm = layer(
        "LSTM",
        "lstm",
        units=5,
        return_sequences=False,
        return_state=True,
        time_major=False,
        implementation=2,
        activation="tanh",
        recurrent_activation="sigmoid",
        stateful=False,
        unroll=False,
        go_backwards=False,
    )
    second = {**layer("LSTM", "second", "x", ["lstm", 0, 1, {}], ["lstm", 0, 2, {}], units=5)}
    lstm["inbound_nodes"] = [[["x", 0, 0, {}]]]
    config = model(
        [layer("InputLayer", "x", batch_input_shape=[None, None, 3]), lstm, second], [["x", 0, 0]], [["second", 0, 0]]
    )
    report = from_config(config).derive()
    assert report.symbols == {"T": None, "d": 3}
    assert report.at(T=4).params == 2 * 4 * 5 * (3 + 5 + 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: c["layers"][1].update(class_name="MyLayer"), ["dense", "MyLayer"]),
        (lambda c: c["layers"][1].update(class_name="My>Dense"), ["dense", "My>Dense"]),
        (lambda c: c["layers"][1].update(module="my.layers"), ["dense", "my.layers"]),
        (lambda c: c["layers"][1]["config"].update(untis=3), ["dense", "untis"]),
        (lambda c: c["layers"][1]["config"].update(units=-3), ["dense", "-3"]),
        (lambda c: c["layers"][1]["config"].pop("units"), ["dense", "units"]),
        (lambda c: c["layers"][1].update(inbound_nodes=[[["y", 0, 0, {}]]]), ["dense", "y"]),
        (lambda c: c["layers"][1].update(inbound_nodes=[[["dense", 0, 0, {}]]]), ["dense", "wait"]),
        (lambda c: c["layers"][1].update(inbound_nodes=[[["x", 0, 1, {}]]]), ["dense", "output 1"]),
        (lambda c: c.update(output_layers=[["z", 0, 0]]), ["z"]),
        (lambda c: c.update(input_layers=[["dense", 0, 0]]), ["dense", "InputLayer"]),
        (lambda c: c["layers"].append(dict(c["layers"][1])), ["dense", "two"]),
        (
            lambda c: c["layers"][1]["config"].update(dtype={"class_name": "QuantizedDTypePolicy", "config": {}}),
            ["dense", "quantized"],
        ),
        (
            lambda c: c["layers"][1]["config"].update(activation={"class_name": "PReLU", "config": {}}),
            ["dense", "PReLU"],
        ),
        (lambda c: c["layers"][0]["config"].update(batch_input_shape=[None, "a"]), ["x", "a"]),
    ],
)
def test_errors_name_the_file_and_the_layer(change: Callable[[Any], Any], words: list[str]) -> None:
    config = model(
        [layer("InputLayer", "x", batch_input_shape=[None, 4]), layer("Dense", "dense", "x", units=3)],
        [["x", 0, 0]],
        [["dense", 0, 0]],
    )
    config = json.loads(json.dumps(config))
    change(config["config"])
    with pytest.raises(SymparamError) as error:
        from_config(config, file="m.json")
    assert str(error.value).startswith("m.json: ")
    for word in words:
        assert word in str(error.value)
