"""Every way in which a script can be unreadable ends in one message with its file, its line and the cure."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from symparam.errors import SymparamError
from symparam.interpreter.statements import STATEMENTS
from symparam.readers.keras_script import models_in, read_text

from ..frameworks import keras
from ..subprocesses import python

HEAD = "from keras import Input, Model, Sequential\nfrom keras.layers import *\nimport keras, pandas as pd\n"

ERRORS = [
    (
        "class Own(keras.layers.Layer):\n    def __init__(self):\n        super().__init__()\n"
        "        self.flat = Flatten()\n    def call(self, x):\n        return x + self.flat(keras.ops.ones((3, 2, 4)))\n"
        "x = Input((3, 8))\nm = Model(x, Own()(x))",
        "model.py:9: flatten is called on a constant of shape (3, 2, 4), of which the first axis is the batch; inside a "
        "layer this is not followed",
    ),
    (
        "x = Input((8, 4))\ny = keras.ops.transpose(x, (0, 5, 1))\nm = Model(x, y)",
        "model.py:5: transpose: axes is an order of 0 to 2 that begins with 0, the batch; not (0, 5, 1)",
    ),
    (
        "x = Input((10**9, 4))\ny = keras.ops.unstack(x, axis=1)\nm = Model(x, y[0])",
        "model.py:5: unstack: 1,000,000,000 outputs are more than can be written out one by one; the most are 10,000",
    ),
    (
        "x_train = pd.read_csv('a')\ninput_shape = x_train.shape[1:]\nm = Sequential([Dense(3, input_shape=input_shape), Flatten(), Dense(1)])",
        "model.py:6: input_shape comes from x_train.shape[1:] (line 5), which is data; give it with --input 28,28,1",
    ),
    (
        "shape = pd.read_csv('a')\nx = Input(shape=shape)\nm = Model(x, Dense(1)(Flatten()(Dense(3)(x))))",
        "model.py:5: shape comes from pd.read_csv('a') (line 4), which is data; give it with --input 28,28,1",
    ),
    (
        "x = Input((3,))\nm = Model(x, x * 2)\nm.layers[1].trainable = False",
        "model.py:6: m.layers[1].trainable is set, but m.layers[1] fails: IndexError: list index out of range",
    ),
    (
        "x = Input((3,))\nm = Model(x, Dense(2)(x))\nm.layers[9] = Dense(3)",
        "model.py:6: the model has 2 layers: IndexError: list assignment index out of range",
    ),
    (
        "x = Input((3,))\nm = Model(x, Dense(2)(x))\nm.get_layer(index=2).trainable = False",
        "model.py:6: m.get_layer(index=2).trainable is set, but m.get_layer(index=2) fails: "
        "ValueError: functional has 2 layers, and none at index 2",
    ),
    (
        "class Block(keras.layers):\n    pass\nm = Sequential([Input((3,)), Block()])",
        "model.py:6: sequential: the layer added here comes from Block() (line 6): "
        "model.py:4: class Block(keras.layers): keras.layers is a module, not a class",
    ),
    (
        "m = Sequential([Dense(3), Flatten(), Dense(1)])",
        "model.py:4: the model m has no input shape; give it with --input 28,28,1",
    ),
    ("m = Sequential([Input((3,)), Dens(3)])", "model.py:4: Dens is no layer that symparam knows; did you mean Dense?"),
    ("m = Sequential([Input((3,)), Dense(unit=3)])", "model.py:4: Dense has no argument 'unit'; did you mean units?"),
    ("m = Sequential([Input((3,)), Dense(-3)])", "model.py:4: dense: units is at least 1, not -3"),
    (
        "n = 9 ** 9 ** 9\nm = Sequential([Input((3,)), Dense(n)])",
        "model.py:5: Dense: units comes from 9 ** 9 ** 9 (line 4): the value would be too large",
    ),
    (
        "mode = open('a').read()\nm = Sequential([Input((3,))])\nif mode == 'deep':\n    m.add(Dense(3))",
        "model.py:6: `if mode == 'deep'` chooses what the model is (line 7), but mode == 'deep' is known only when the "
        "script runs; write mode = '…' into the script",
    ),
    (
        "deep = open('a').read()\nm = Sequential([Input((3,))])\nif deep:\n    m.add(Dense(3))",
        "model.py:6: `if deep` chooses what the model is (line 7), but deep comes from open('a').read() (line 4), which "
        "is data; give it with deep=VALUE",
    ),
    (
        "m = Sequential([Input((3,))])\nfor row in pd.read_csv('a'):\n    m.add(Dense(3))",
        "model.py:5: this loop adds layers for every item of pd.read_csv('a'), which comes from pd.read_csv('a') "
        "(line 5), which is data",
    ),
    (
        "m = Sequential(Dense(3))",
        "model.py:4: sequential takes a list of layers, and Sequential(Dense(3)) gives it none",
    ),
    (
        "x = Input((8, 4))\nm = Model(x, keras.ops.reshape(x, (-1, 16.5)))",
        "model.py:5: the outputs of Model(…): one comes from keras.ops.reshape(x, (-1, 16.5)) (line 5): the shape of "
        "reshape is not known",
    ),
    (
        "x = Input((8, 4))\nm = Model(x, x[:, :len])",
        "model.py:5: the outputs of Model(…): one comes from x[:, :len] (line 5): a tensor is indexed by a value that "
        "is not known",
    ),
    (
        "m = Sequential([Input((3,))])\nx = [(yield 3)]",
        "model.py:5: a yield stands outside every function that is run, so the script is no Python",
    ),
    ("raise ValueError('no good')", "model.py:4: the script raises ValueError: no good"),
    (
        "m = keras.models.load_model('a.h5')",
        "model.py:4: load_model opens a file, and no file that a script names is opened; give that file to symparam "
        "itself",
    ),
    (
        "from mynet import build\nm = build(3)",
        "model.py:5: m comes from build(3) (line 5): mynet.build is imported, and imports are not read",
    ),
    (
        "a = Sequential([Input((3,))])\nb = Sequential([Input((3,))])",
        "model.py holds 2 models: a, b; choose one with --model NAME, or take --all",
    ),
    ("def f(x): return f(x)\nf(1)", "model.py:4: f calls itself more than 60 times deep"),
    (
        "m = Sequential([Input((3,))])\nwhile True:\n    m.add(Dense(3))",
        "model.py:6: the script did not end within 1,000,000 steps; a loop around this line may have no end",
    ),
    ("while True:\n    pass", "model.py:4: this loop did not end within 20,000 steps"),
    (
        "x = Input((3,))\ny = Lambda(lambda t: mystery(t))(x)\nm = Model(x, y)",
        "model.py:5: lambda: its output cannot be followed; it comes from mystery(t) (line 5): NameError: mystery is not "
        "defined in the script; give output_shape=(…) to the Lambda",
    ),
    (
        "x = Input((3,))\ny = Input((4,))\nm = Model(x, Dense(3)(y))",
        "model.py:6: functional: its outputs depend on an input of shape Shape(d_2) that is not among its inputs",
    ),
    (
        "p = pd.read_csv('a')\nm = Sequential([Input((8, 8, 3)), Conv2D(3, 3, padding=p)])",
        "model.py:5: Conv2D: padding comes from pd.read_csv('a') (line 4), which is data; write p = '…' into the script",
    ),
    (
        "class Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n        self.a = Dense(3)\n"
        "        self.b = Dense(1)\n"
        "    def call(self, x):\n        return self.b(Flatten()(self.a(x)))\nm = Net()",
        "model.py:4: Net is a subclass of Model, and its input shape is not in the script; give it with --input 28,28,1",
    ),
    (
        "m = Sequential([Input((3,)), Dense(3)])\nm.add(m.get_layer('denss'))",
        "model.py:5: sequential has no layer 'denss'; it has dense",
    ),
    (
        "m = Sequential([Input((3,))])\nm.add(Flatten)",
        "model.py:5: sequential: Flatten is added here as a class, not as a layer; write Flatten()",
    ),
    (
        "m = Sequential([Input((3,)), Dense(3)])\nm.add('relu')",
        "model.py:5: sequential: what is added here is no layer but 'relu'",
    ),
    (
        "def block(x): return x\nm = Sequential([Input((3,)), block])",
        "model.py:5: sequential: block is added here itself, not what it gives; write block(…)",
    ),
    (
        "m = Sequential([Input((3,)), Dense(5), Dense(9)])\nm.layers.pop()\nm.add(Dense(2))",
        "model.py:5: layers.pop(…) of a model changed it in the first versions of Keras and does not in later ones, so "
        "the model that is meant is not known; end a model at another layer with "
        "Model(model.input, model.layers[-2].output), or use the pop() of a Sequential",
    ),
    (
        "m = Sequential([Input((3,)), Dense(5), Dense(9)])\nm.outputs = [m.layers[-2].output]",
        "model.py:5: setting outputs of a model changed it in the first versions of Keras and does not in later ones, so "
        "the model that is meant is not known; end a model at another layer with "
        "Model(model.input, model.layers[-2].output), or use the pop() of a Sequential",
    ),
    (
        "from mine import Own\nx = Input((3,))\na = Model(x, Dense(3)(x))\nb = Model(x, Own()(x))",
        "model.py holds 2 models: a, b; choose one with --model NAME, or take --all",
    ),
    (
        "from mine import Own\ndef net(shape):\n    x = Input(shape)\n    return Model(x, Own()(x))\nm = net((3,))",
        "model.py:7: the outputs of Model(…): one comes from Own()(x) (line 7): mine.Own is imported, and imports are not "
        "read",
    ),
    (
        "x = Input((3, 4))\nm = Model(x, Flatten(x))",
        "model.py:5: Flatten is made with a tensor for an argument; make the layer first, then call it: Flatten(…)(x)",
    ),
    (
        "from mine import Own\nm = Sequential([Input((5, 3)), TimeDistributed(Own())])",
        "model.py:5: TimeDistributed: the layer in it comes from Own() (line 5): mine.Own is imported, and imports are "
        "not read",
    ),
    (
        "def net(x, units=4):\n    return Model(inputs=[x], outputs=Dense(1)(Flatten()(Dense(units)(x))))",
        "model.py:4: x comes from x (line 4): net takes the model's input; give it with --input 28,28,1",
    ),
    (
        "from settings import *\nfrom losses import *",
        "model.py builds no Keras model: there is no Sequential(…), no Model(…) and no function that returns one; names "
        "may come from settings, losses, which is not read: import what is of Keras by its name",
    ),
    (
        "def build(depth, units):\n    m = Sequential([Input((3,))])\n    for _ in range(depth):\n"
        "        m.add(Dense(units))\n    return m",
        "model.py:6: this loop adds layers for every item of range(depth), which comes from range(depth) (line 6), which "
        "is data (build has no default for depth, units; give those that are numbers or lists as depth=VALUE)",
    ),
    (
        "def build(n):\n    models = [Sequential([Input((n,)), Dense(2)])]\n    return models[1]\nm = build(3)",
        "model.py:7: build(3) gives no model: it comes from models[1] (line 6): IndexError: list index out of range",
    ),
    (
        "x = Input((4, 3))\ny = keras.ops.transpose(x, (1, 0, 2))\nm = Model(x, Dense(2)(y))",
        "model.py:6: dense is called on a tensor whose batch is not the first axis, which is not followed; transpose it "
        "back first",
    ),
    (
        "from mylayers import Frozen\nx = Input((4, 3))\nm = Model(x, TimeDistributed(Frozen())(x))",
        "model.py:6: TimeDistributed: the layer in it comes from Frozen() (line 6): mylayers.Frozen is imported, and "
        "imports are not read",
    ),
    (
        "print('nothing here')",
        "model.py builds no Keras model: there is no Sequential(…), no Model(…) and no function that returns one",
    ),
]


@pytest.mark.parametrize(("code", "message"), ERRORS)
def test_the_message_names_the_line_and_the_cure(code: str, message: str) -> None:
    with pytest.raises(SymparamError) as caught:
        read_text(HEAD + code, "model.py")
    assert str(caught.value) == message


PLAIN = [
    (
        "print 'hello'\nf = lambda (a, b): a",
        "model.py:2: this is Python 2 (a tuple among the parameters), which is not "
        "understood here; write the line in Python 3",
    ),
    ("print 'hello'\nx = = 3", "model.py:2: this is no Python 3: invalid syntax"),
    ("!pip install keras\nx = = 3", "model.py:2: this is no Python 3: invalid syntax"),
    ("if 1:\n\tx = 1\n        y = 2", "model.py:3: tabs and spaces are mixed in the indentation"),
    ("a\0b", "model.py:1: this is no Python script: it holds null bytes"),
    ("\x89PNG\r\n\x1a\n", "model.py:1: this is no Python 3"),
    ("x = = 3", "model.py:1: this is no Python 3: invalid syntax"),
    ("(" * 5000 + ")" * 5000, "model.py:1: this is no Python 3: too many nested parentheses"),
    ("x = " + "-" * 50_000 + "1", "model.py: the script is nested too deeply to be read"),
    ("x = " + "+".join(["1"] * 120_000), "model.py: the script is nested too deeply to be read"),
    ("x = y" + ".a" * 900, "nested too deeply to be read"),
    ("#" * 10_000_000, "model.py: 10,000,000 characters are too many for a model script; the most is 2,000,000"),
    ("", "model.py builds no Keras model"),
]


@pytest.mark.parametrize(("text", "message"), PLAIN, ids=range(len(PLAIN)))
def test_what_is_no_script_is_one_message(text: str, message: str) -> None:
    with pytest.raises(SymparamError) as caught:
        read_text(text, "model.py")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


HUGE = [
    "[0] * 10 ** 9",
    "'x' * 10 ** 12",
    "1 << 10 ** 9",
    "'%1000000000d' % 1",
    "f'{1:1000000000}'",
    "'{:1000000000}'.format(1)",
    "list(range(10 ** 12))",
    "'x'.ljust(10 ** 9)",
    "'x'.center(10 ** 9)",
    "sum(range(10 ** 12))",
    "2 ** 2 ** 100",
    "(1,) * 10 ** 10",
    "bytes(10 ** 12)",
    "'a'.zfill(10 ** 10)",
    "max(range(10 ** 12))",
    "{i for i in range(10 ** 12)}",
    "dict(enumerate(range(10 ** 12)))",
    "10.0 ** 1000",
    "int('9' * 100000)",
    "1 / 0",
    "[][0]",
    "{}['a']",
    "None.x",
    "int('a')",
    "(1).real.x",
    "'a' + 1",
    "[1] < ['a']",
    "range(0, 3, 0)",
    "sorted([1, 'a'])",
    "math.factorial(10 ** 9)",
    "'a'.join([1])",
    "round('a')",
    "-'a'",
    "~1.5",
    "[1, 2][1:'a']",
    "chr(-1)",
    "ord('ab')",
    "len(5)",
    "zip(1)",
    "float('x')",
    "'{0.__class__}'.format(1)",
]


@pytest.mark.parametrize("value", HUGE)
def test_a_huge_or_wrong_value_harms_nobody_until_it_reaches_the_model(value: str) -> None:
    code = HEAD + "import math\ntry:\n    pass\nfinally:\n    pass\n"
    model = "m = Sequential([Input((3,)), Dense(2)])\n"
    try:
        assert str(read_text(f"{code}x = {value}\n{model}", "model.py").derive().params) == "2*d + 2"
    except SymparamError as error:
        assert "did not end" in str(error)  # noqa: PT017  (both ends are fine)
    with pytest.raises(SymparamError, match=r"model\.py:\d+"):
        read_text(f"{code}x = {value}\nm = Sequential([Input((3,)), Dense(2, use_bias=x, padding=x)])", "model.py")


def test_a_script_meets_the_errors_of_items_that_cannot_be_set_as_keras_raises_them() -> None:
    code = HEAD + (
        "C = 8\nx = Input((C,))\ntry:\n    x[0] = 3\nexcept TypeError:\n    C = 4\n"
        "layers = Model(x, Dense(C)(x)).layers\nlayers[1] = 0\n"
        "try:\n    layers[C - 2] = 0\nexcept IndexError:\n    C = C + 5 - layers[1]\n"
        "m = Model(x, Dense(C)(x))\n"
    )
    names: dict[str, Any] = {}
    with keras.StatelessScope(initialize_variables=False):
        exec(code, names)
    assert names["C"] == 9
    assert read_text(code, "model.py", model="m").derive().at().params == names["m"].count_params()


def test_all_models_are_listed() -> None:
    code = (
        HEAD + "def build_a():\n    return Sequential([Input((3,)), Dense(2)])\n"
        "def build_b():\n    return Model(*[Input((3,))] * 2)\n"
    )
    assert models_in(code, "model.py") == ["build_a", "build_b"]


def test_a_fault_of_the_reader_itself_is_no_refusal_under_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STATEMENTS, ast.Pass, lambda m, node, scope: {}["fault"])
    with pytest.raises(KeyError, match="fault"):
        read_text("pass", "model.py")


def test_a_fault_of_the_reader_itself_is_a_refusal_for_a_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMPARAM_STRICT", "")
    code = (
        "import ast\n"
        "from symparam.readers.keras_script import read_text\n"
        "from symparam.interpreter.statements import STATEMENTS\n"
        "STATEMENTS[ast.Pass] = lambda m, node, scope: {}['fault']\n"
        "read_text('pass', 'model.py')\n"
    )
    assert (
        python(code, text=True)
        .stderr.strip()
        .endswith("model.py:1: this statement cannot be followed: KeyError: 'fault'")
    )
