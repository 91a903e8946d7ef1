"""``input`` gives shapes that the script does not tell: one, several, by name; Keras builds the model on the same."""

from __future__ import annotations

from math import prod
from typing import Any

import keras
import numpy
import pytest
from click.testing import CliRunner

from symparam import read
from symparam.cli import commands
from symparam.errors import SymparamError
from symparam.readers.given_inputs import inputs_of
from symparam.readers.keras_script import models_in, read_text

from .running import session

HEAD = "import keras\nfrom keras import Input, Model, Sequential\nfrom keras.layers import *\n"
NET = (
    "class Net(Model):\n    def __init__(self):\n        super().__init__()\n        self.a = Dense(3)\n"
    "        self.b = Dense(5)\n"
)
LIST = f"{NET}    def call(self, inputs):\n        x, y = inputs\n        return self.a(x), self.b(y)\nm = Net()\n"
PLACES = f"{NET}    def call(self, ids, mask, training=False):\n        return self.a(ids), self.b(mask)\nm = Net()\n"
DICT = f"{NET}    def call(self, x):\n        return self.a(x['p']), self.b(x['q'])\nm = Net()\n"
LATE = (
    f"{NET}    def call(self, x, other=None):\n        if other is None:\n            return self.a(x)\n"
    "        return self.a(x), self.b(other)\nm = Net()\n"
)
TWO = [(4,), (7, 6)]
# script, what is given, how Keras calls the model on tensors of these shapes
SEVERAL: list[tuple[str, Any, Any]] = [
    (LIST, TWO, lambda m, x, y: m([x, y])),
    (PLACES, TWO, lambda m, x, y: m(x, y)),
    (PLACES, {"ids": (4,), "mask": (7, 6)}, lambda m, x, y: m(x, y)),
    (PLACES, {"mask": (7, 6), "ids": (4,)}, lambda m, y, x: m(x, y)),
    (DICT, {"p": (4,), "q": (7, 6)}, lambda m, x, y: m({"p": x, "q": y})),
    (LATE, {"x": (4,), "other": (7, 6)}, lambda m, x, y: m(x, other=y)),
]


@pytest.mark.parametrize(("code", "given", "call"), SEVERAL)
def test_several_inputs_are_given_as_the_call_takes_them(code: str, given: Any, call: Any) -> None:
    report = read_text(HEAD + code, "model.py", input=given).derive()
    with session():
        names: dict[str, Any] = {}
        exec(HEAD + code, names)
        shapes = [one.shape for one in inputs_of(given) or ()]
        outputs = call(names["m"], *(keras.Input(shape) for shape in shapes))
    numbers = report.at()
    assert numbers.params == names["m"].count_params() == sum(prod(w.shape) for w in names["m"].weights)
    assert [tuple(map(int, shape)) for shape in numbers.outputs] == [tuple(t.shape[1:]) for t in outputs]


@pytest.mark.parametrize(
    ("code", "given", "message"),
    [
        (LIST, [(4,)] * 3, "takes 2 inputs in one list, and 3 are given"),
        (PLACES, [(4,)], "takes ids, mask, and 1 inputs are given"),
        (PLACES, {"a": (4,), "b": (4,)}, "takes ids, mask; give --input ids:SHAPE --input mask:SHAPE"),
        (LIST, [inputs_of({"a": (4,)})[0], (4,)], "give all inputs a name, or none of them"),  # type: ignore[index]
        ("m = Sequential([Dense(3)])", [(4,), (5,)], "no further input for --input 5"),
    ],
)
def test_inputs_that_the_model_does_not_take_are_refused(code: str, given: Any, message: str) -> None:
    with pytest.raises(SymparamError, match=message):
        read_text(HEAD + code, "model.py", input=inputs_of(given))


# a model without an input, and what the error says --input would need; with it the model is read
WANTED = [
    ("m = Sequential([Dense(3), Flatten(), Dense(2)])", "--input 28,28,1"),
    (
        "x, y = load()\na = Input(x.shape[1:])\nb = Input(y.shape[1:])\nm = Model([a, b], LSTM(3)(a) + LSTM(3)(b))",
        "--input T,d --input T,d",
    ),
    (LIST, "--input SHAPE --input SHAPE"),
    (PLACES, "--input ids:SHAPE --input mask:SHAPE"),
    (DICT, "--input p:SHAPE --input q:SHAPE"),
]


@pytest.mark.parametrize(("code", "cure"), WANTED)
def test_the_error_says_what_is_to_be_given(code: str, cure: str, tmp_path: Any) -> None:
    path = tmp_path / "model.py"
    path.write_text(HEAD + code)
    assert models_in(HEAD + code, "model.py") == ["m"]
    with pytest.raises(SymparamError, match=f"give it with {cure}$"):
        read(path)
    words = cure.replace("SHAPE", "4").split()
    assert CliRunner().invoke(commands, ["show", str(path), *words]).exit_code == 0


# a model that the script gives no input shape, which takes but one rank
TOLD = [
    "m = Sequential([Conv2D(3, 3)])",
    "m = Sequential([Conv1D(3, 3)])",
    "m = Sequential([Sequential([LSTM(3)])])",
    "m = Sequential([Rescaling(0.5), Conv2D(3, 1)])",
    "def net(shape):\n    x = Input(shape)\n    return Model(x, Dense(2)(Flatten()(Conv2D(3, 3)(x))))",
    "def net(shape):\n    a, b = Input(shape), Input(shape)\n    c = GRU(3)\n    return Model([a, b], c(a) * c(b))",
    "import data\nx = data.load()\ni = Input(x.shape[1:])\nm = Model(i, GRU(3)(i))",
]


@pytest.mark.parametrize("code", TOLD)
def test_the_only_rank_that_a_model_takes_needs_not_be_told(code: str) -> None:
    [name] = models_in(HEAD + code, "model.py")
    graph = read_text(HEAD + code, "model.py", model=name)
    assert any("leaves the input shape open" in note for note in graph.facts.notes)
    report = graph.derive()
    names = [str(n) for n in report.inputs[0]]
    assert report.params == read_text(HEAD + code, "model.py", model=name, input=[names]).derive().params
    fits = [rank for rank in range(1, 5) if _keras_takes(code, (9, 8, 7, 6)[:rank])]
    assert fits == [len(names)]
    numbers = report.at(**dict(zip(names, (9, 8, 7, 6), strict=False)))
    assert numbers.params == _keras_takes(code, (9, 8, 7, 6)[: len(names)])


# a model that takes inputs of several ranks, and has the same parameters on all of them
ALIKE = [
    ("m = Sequential([Dense(3), Dropout(0.5), BatchNormalization(), Dense(2)])", 1, "the last of them"),
    ("m = Sequential([Flatten(), Dense(3)])", 1, "their product"),
    (
        "def net(shape):\n    x = Input(shape)\n    return Model(x, Dense(3)(LayerNormalization()(x)))",
        1,
        "the last of them",
    ),
    ("m = Sequential([Sequential([Activation('relu')]), GroupNormalization(1), Dense(3)])", 1, "the last of them"),
]


@pytest.mark.parametrize(("code", "least", "told"), ALIKE)
def test_where_several_ranks_say_the_same_the_fewest_axes_are_shown(code: str, least: int, told: str) -> None:
    [name] = models_in(HEAD + code, "model.py")
    graph = read_text(HEAD + code, "model.py", model=name)
    assert f"Its parameters depend on {told} alone; it is shown with the fewest axes." in graph.facts.notes[-1]
    report = graph.derive()
    assert len(report.inputs[0]) == least
    for rank in range(1, 5):
        shape = (9, 8, 7, 6)[:rank]
        expected = None if rank < least else _keras_takes(code, shape)
        if expected is not None:
            axes = (*(1 for _ in range(least - 1)), shape[-1] if told == "the last of them" else prod(shape))
            assert report.at(**dict(zip(map(str, report.inputs[0]), axes, strict=True))).params == expected


def test_where_the_ranks_differ_nothing_is_chosen() -> None:
    with pytest.raises(SymparamError, match="has no input shape; give it with --input"):
        read_text(f"{HEAD}m = Sequential([Dense(3), Flatten(), Dense(2)])", "model.py")


def _keras_takes(code: str, shape: tuple[int, ...]) -> int | None:
    """How many parameters the model of some code has on an input of a shape; None where Keras refuses it."""
    with session(), keras.StatelessScope(initialize_variables=False):
        found: dict[str, Any] = {"shape": shape}
        try:
            exec((HEAD + code).replace("import data\nx = data.load()", "").replace("x.shape[1:]", "shape"), found)
            model = found.get("m") or found["net"](shape)
            if not model.built:
                model(keras.Input(shape))
        except (ValueError, IndexError):
            return None
        return sum(prod(w.shape) for w in model.weights)


def test_the_weights_that_a_model_declares_itself_count() -> None:
    code = (
        f"{HEAD}class N(Model):\n    def build(self, shape):\n"
        "        self.w = self.add_weight(shape=(shape[-1], 5), name='w')\n"
        "        self.b = self.add_weight(shape=(5,), name='b', trainable=False)\n"
        "    def call(self, x):\n        return keras.ops.matmul(x, self.w) + self.b\nm = N()\n"
    )
    report = read_text(code, "model.py", input=[("d",)]).derive().at(d=7)
    with session():
        names: dict[str, Any] = {}
        exec(code, names)
        model = names["m"]
        model(numpy.zeros((2, 7), "float32"))
    assert (report.params, report.trainable) == (model.count_params(), 35)
    assert [tuple(map(int, shape)) for shape in report.outputs] == [(5,)]


def test_tf_keras_takes_a_number_for_a_shape_and_keras_does_not() -> None:
    """tf_keras/engine/input_layer.py: ``elif isinstance(input_shape, int): input_shape = (input_shape,)``."""
    code = "{}import Input, Model\nfrom {}.layers import Dense\na = Input(shape=(9))\nm = Model(a, Dense(2)(a))\n"
    before = code.format("from tensorflow.keras ", "tensorflow.keras")
    assert read_text(before, "model.py").derive().at().params == 20
    with pytest.raises(SymparamError, match="is the number 9; a shape of one size is written"):
        read_text(code.format("from keras ", "keras"), "model.py")
    with pytest.raises(ValueError, match="shape"):
        keras.Input(shape=9)
    unknown = before.replace("a = ", "import gym\nn = gym.make('x').observation_space.shape[0]\na = ").replace("9", "n")
    [size] = read_text(unknown, "model.py").derive().inputs[0]
    assert str(size) == "n"


def test_the_input_of_a_model_begins_a_sequential() -> None:
    code = (
        f"{HEAD}i = Input((8, 8, 3))\nbase = Model(i, Flatten()(Conv2D(4, 3)(i)))\nm = Sequential()\n"
        "for layer in base.layers[:-1]:\n    m.add(layer)\nm.add(GlobalAveragePooling2D())\nm.add(Dense(2))\n"
    )
    with session(), keras.StatelessScope(initialize_variables=False):
        names: dict[str, Any] = {}
        exec(code, names)
        expected = sum(prod(w.shape) for w in names["m"].weights)
    assert read_text(code, "model.py", model="m").derive().at().params == expected


def test_an_embedding_takes_a_text() -> None:
    code = (
        "class N(Model):\n    def __init__(self):\n        super().__init__()\n        self.e = Embedding(9, 4)\n"
        "    def call(self, x):\n        return self.e(x)\nm = N()"
    )
    [shape] = read_text(HEAD + code, "model.py").derive().outputs
    assert [str(n) for n in shape] == ["d", "4"]


def test_inputs_of_a_script_take_the_given_shapes_in_turn_or_by_name() -> None:
    code = (
        f"{HEAD}import data\nx, y = data.load()\na = Input(x.shape[1:], name='a')\nb = Input(y.shape[1:], name='b')\n"
        "m = Model([a, b], Concatenate()([a, b]))\n"
    )
    in_turn = read_text(code, "model.py", input=inputs_of([(4,), (6,)])).derive()
    by_name = read_text(code, "model.py", input=inputs_of({"b": (6,), "a": (4,)})).derive()
    assert [tuple(map(int, r.at().outputs[0])) for r in (in_turn, by_name)] == [(10,), (10,)]
    assert [tuple(map(int, s)) for s in by_name.at().inputs] == [(4,), (6,)]
    with pytest.raises(SymparamError, match="one more input; give it with --input a:28,28,1"):
        read_text(code, "model.py", input=inputs_of({"c": (4,), "d": (4,)}))


def test_the_command_line_takes_names_and_dtypes(tmp_path: Any) -> None:
    path = tmp_path / "model.py"
    path.write_text(HEAD + PLACES)
    given = ["--input", "mask:T,6:float32", "--input", "ids:7:int32"]
    result = CliRunner().invoke(commands, ["show", str(path), *given, "--format", "json"])
    assert result.exit_code == 0, result.output
    wrong = CliRunner().invoke(commands, ["show", str(path), "--input", "a:b:c"])
    assert wrong.exit_code == 2
    assert "is no shape such as 28,28,1, ids:T" in wrong.output


TICKET = """
class Ticket(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = layers.Dense(4)
    def call(self, inputs):
        return self.out(layers.concatenate([inputs["title"], inputs["body"]]))

model = Ticket()
"""


@pytest.mark.parametrize(
    "told",
    [
        'model({"title": np.random.randint(0, 2, size=(9, 7)), "body": np.zeros((9, 3))})',
        'model.fit({"title": np.zeros((9, 7)), "body": np.zeros((9, 3))}, np.zeros((9, 4)))',
        'model.build({"title": (None, 7), "body": (None, 3)})',
    ],
)
def test_a_dict_of_data_tells_a_model_its_inputs(told: str) -> None:
    text = f"import keras\nimport numpy as np\nfrom keras import layers\n{TICKET}{told}\n"
    report = read_text(text, "model.py").derive()
    assert [row.name for row in report.rows[:2]] == ["title", "body"]
    assert report.value() == 4 * (7 + 3) + 4


def test_rows_of_a_drawn_sample_are_as_long_as_its_mean() -> None:
    drawn = "np.random.multivariate_normal(mean=[0, 3, 1], cov=np.eye(3), size=20)"
    data = f"np.vstack(({drawn}, {drawn}))[5:]"
    text = "import keras\nimport numpy as np\nm = keras.Sequential([keras.layers.Dense(1)])\n"
    expected = eval(data, {"np": numpy}).shape[1] + 1
    assert read_text(f"{text}m.fit({data})", "model.py").derive().value() == expected
