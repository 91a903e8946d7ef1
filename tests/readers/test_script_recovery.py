"""A statement that cannot be followed hides nothing else, and lets no model pass that it may have changed."""

from __future__ import annotations

import ast

import pytest
from click.testing import CliRunner

from symparam.cli import commands
from symparam.errors import SymparamError
from symparam.interpreter.faults import surely
from symparam.interpreter.machine import Machine
from symparam.interpreter.statements import STATEMENTS
from symparam.readers.keras_script import models_in, read_text

HEAD = "import keras, glob\nfrom keras import Input, Model, Sequential\nfrom keras.layers import *\n"
GOOD = "m = Sequential([Input((3,)), Dense(2)])\n"
FAULT = "Dense(units=glob)"  # no layer in any reading
# statements behind which the model `m` is shown all the same
PASSED = [
    f"{FAULT}\n",
    "lookup = StringLookup(vocabulary=list(glob.glob('*')))\n",
    f"with open('x') as f:\n    other = {FAULT}\n",
    f"def step(x):\n    y = {FAULT}\n    return y\nz = step(3)\n",
    f"class Own(Layer):\n    size = {FAULT}\n",
    f"other = Sequential([Input((3,)), {FAULT}])\n",
    f"for i in range(3):\n    t = {FAULT}\n",
    f"if True:\n    a = 1\n    b = {FAULT}\n",
]
# what may change the model `m`, made before
ALTERING = [
    f"m.add({FAULT})",
    f"m.layers[0].units = {FAULT}",
    f"m.trainable = {FAULT}",
    f"class Trainer:\n    def grow(self):\n        m.add({FAULT})\nt = Trainer()\nt.grow()",
    f"for i in range(3):\n    m.add({FAULT})",
    f"hidden = [m]\nhidden[0].add({FAULT})",
    f"setattr(m, 'trainable', {FAULT})",
]
# what makes the model `m` from something that a statement may have changed
MADE_OF = [
    f"parts = [Dense(2)]\nparts.append({FAULT})\nm = Sequential([Input((3,)), *parts])",
    f"parts = []\ndef fill():\n    parts.append(Dense(2))\n    parts.append({FAULT})\nfill()\n"
    "m = Sequential([Input((3,)), *parts])",
    f"n = 3\nn = {FAULT}\nm = Sequential([Input((3,)), Dense(n)])",
    f"d = Dense(2)\nd.trainable = {FAULT}\nm = Sequential([Input((3,)), d])",
    f"x = Input((3,))\ny = Dense(2)(x)\ny = {FAULT}(y)\nm = Model(x, y)",
    "class Net:\n    def __init__(self):\n        self.n = 3\n    def grow(self):\n        self.n = "
    f"{FAULT}\nnet = Net()\nnet.grow()\nm = Sequential([Input((3,)), Dense(net.n)])",
    f"n = 3\ndef grow():\n    global n\n    n = {FAULT}\ngrow()\nm = Sequential([Input((3,)), Dense(n)])",
    f"def fill(parts):\n    parts.append({FAULT})\ndef main():\n    parts = [Dense(2)]\n    fill(parts)\n"
    "    return Sequential([Input((3,)), *parts])\nm = main()",
    f"kept = {{'parts': [Dense(2)]}}\ndef fill(parts):\n    parts.append({FAULT})\nfill(kept['parts'])\n"
    "m = Sequential([Input((3,)), *kept['parts']])",
    f"class Own(Layer):\n    def build(self, shape):\n        self.w = self.add_weight(shape=(shape[-1],))\n"
    f"        self.v = self.add_weight(shape={FAULT})\n    def call(self, x):\n        return x * self.w\n"
    "x = Input((3,))\nm = Model(x, Own()(x))",
    f"s = Sequential([Dense(2)])\ns.add({FAULT})\nx = Input((3,))\nm = Model(x, s(x))",
    f"x = Input((3,))\nm = Model(x, Dense(2)(x))\nm = Sequential([m, {FAULT}])",
    f"keras.backend.set_image_data_format({FAULT})\nm = Sequential([Input((3,)), Dense(2)])",
    f"m = Sequential([Input((3,))])\nfor i in range(3):\n    if {FAULT}:\n        break\n    m.add(Dense(2))",
]


@pytest.mark.parametrize("order", ["before", "behind"])
@pytest.mark.parametrize("code", PASSED)
def test_a_statement_that_cannot_be_followed_hides_nothing_else(code: str, order: str) -> None:
    text = HEAD + (code + GOOD if order == "before" else GOOD + code)
    assert str(read_text(text, "model.py", model="m").derive().params) == "2*d + 2"


@pytest.mark.parametrize("code", [*(GOOD + code for code in ALTERING), *MADE_OF])
def test_a_model_that_such_a_statement_may_change_is_refused(code: str) -> None:
    with pytest.raises(SymparamError):
        read_text(HEAD + code, "model.py", model="m")


# functions with a statement that cannot be followed, and the trainable parameters and all of the model `m` behind them
WITHIN = [
    (f"{GOOD}def freeze(net):\n    net.trainable = False\n    {FAULT}\nfreeze(m)", "0", "2*d + 2"),
    (f"{GOOD}def more():\n    m.add(Dense(4))\n    {FAULT}\nmore()", "2*d + 14", "2*d + 14"),
    (
        f"x = Input((3,))\nd = Dense(2)\nn = Model(x, d(x))\ndef freeze(net):\n    for one in net.layers:\n"
        f"        one.trainable = False\n    {FAULT}\nfreeze(n)\nm = Sequential([Input((3,)), d])",
        "0",
        "2*d + 2",
    ),
    (
        f"class Net:\n    def __init__(self):\n        self.data = {FAULT}\n        self.m = Sequential([Input((3,)), "
        "Dense(2)])\nnet = Net()\nm = net.m",
        "2*d + 2",
        "2*d + 2",
    ),
    (f"n = 3\ndef grow():\n    global n\n    n = 5\n    {FAULT}\ngrow()\nm = Sequential([Input((3,)), Dense(n)])",)
    + ("5*d + 5",) * 2,
]


@pytest.mark.parametrize(("code", "trainable", "params"), WITHIN)
def test_such_a_statement_within_a_function_hides_nothing_else(code: str, trainable: str, params: str) -> None:
    report = read_text(HEAD + code, "model.py", model="m").derive()
    assert (str(report.trainable), str(report.params)) == (trainable, params)


def test_what_main_makes_is_shown_and_what_it_cannot_is_named() -> None:
    code = (
        f"def main():\n    data = {FAULT}\n    good = Sequential([Input((3,)), Dense(2)])\n"
        f"    lost = Sequential([Input((3,)), {FAULT}])\n    good.fit(data)\nmain()\n"
    )
    assert models_in(HEAD + code, "model.py") == ["good", "lost"]
    assert str(read_text(HEAD + code, "model.py", model="good").derive().params) == "2*d + 2"
    with pytest.raises(SymparamError, match=r"model\.py:7"):
        read_text(HEAD + code, "model.py", model="lost")


def test_a_layer_that_fails_halfway_is_built_anew() -> None:
    code = (
        "class Own(Layer):\n    def build(self, shape):\n        self.w = self.add_weight(shape=(shape[-1],))\n"
        f"        if shape[-1] == 5:\n            {FAULT}\n    def call(self, x):\n        return x * self.w\n"
        "own = Own()\nlost = own(Input((5,)))\nx = Input((3,))\nm = Model(x, own(x))"
    )
    report = read_text(HEAD + code, "model.py", model="m").derive()
    assert (str(report.params), str(report.domain)) == ("d", "d in 1…4")  # at 5 the script fails


def test_what_a_method_may_have_filled_is_not_empty() -> None:
    code = "words = set()\nglob.each('*').apply(words.update)\nm = Sequential([Input((3,)), Dense(1 + len(words))])"
    assert str(read_text(HEAD + code, "model.py").derive().params) != "d + 1"


def test_an_iterator_may_stand_elsewhere_behind_such_a_statement() -> None:
    code = f"it = iter([3, 4])\nq = [{FAULT}, next(it)]\nm = Sequential([Input((3,)), Dense(next(it))])"
    assert str(read_text(HEAD + code, "model.py", model="m").derive().params) == "d*next_it + next_it"


def test_a_part_of_a_shape_is_a_shape() -> None:
    code = "x = Input((6, 5, 2))\ny = AveragePooling2D(x.shape[1:3].as_list())(x)\nm = Model(x, Dense(3)(y))"
    assert str(read_text(HEAD + code, "model.py").derive().params) == "3*C + 3"


def test_the_input_of_an_input_is_its_tensor() -> None:
    """As keras/engine/input_layer.py of Keras 2.2.4 has it: its node has input_tensors=[input_tensor]."""
    code = "x = Input((6,), name='image')\nn = Model(x, Dense(3, name='d')(x))\n"
    more = "m = Model(n.get_layer(name='image').input, n.get_layer(name='d').output)"
    assert str(read_text(HEAD + code + more, "model.py", model="m").derive().params) == "3*d + 3"


@pytest.mark.parametrize("home", ["builtins", "six.moves", "past.builtins"])
def test_builtin_functions_may_be_imported(home: str) -> None:
    code = f"from {home} import range, zip\nm = Sequential([Input((3,))])\nfor i in range(2):\n    m.add(Dense(2))"
    assert str(read_text(HEAD + code, "model.py").derive().params) == "2*d + 8"


def test_what_is_passed_over_is_said() -> None:
    model = read_text(HEAD + GOOD + "m.get_layer('denss')", "model.py")
    assert [str(a) for a in model.facts.assumptions] == ["m.get_layer(…) (line 5)"]


def test_only_models_are_offered() -> None:
    code = f"{GOOD}lost = Sequential([{FAULT}])\nother = {FAULT}\n_ = Sequential([{FAULT}])\nhistory = lost.fit(1)\n"
    assert models_in(HEAD + code, "model.py") == ["m", "lost"]


def test_all_prints_each_model_or_why_not(tmp_path) -> None:
    path = tmp_path / "model.py"
    path.write_text(f"{HEAD}{GOOD}lost = Sequential([Input((3,)), {FAULT}])\nn = Sequential([Input((4,)), Dense(5)])\n")
    result = CliRunner().invoke(commands, ["show", str(path), "--all"])
    assert result.exit_code == 1
    assert "Total params = 2·d + 2" in result.output
    assert "Total params = 5·d + 5" in result.output
    assert "lost is not shown" in str(result.exception)


TWICE = f"{GOOD}n = m\nm = Sequential([Input((3,)), Dense(4)])\n"


def test_a_model_whose_name_stands_for_another_now_is_offered_by_its_line() -> None:
    code = f"{HEAD}{GOOD}m = Sequential([Input((3,)), Dense(4)])\n"
    assert models_in(code, "model.py") == ["m", "m@4"]
    assert str(read_text(code, "model.py").derive().params) == "4*d + 4"
    assert str(read_text(code, "model.py", model="m@4").derive().params) == "2*d + 2"


@pytest.mark.parametrize("after", ["m = keras.models.load_model('m.keras')\n", "del m\n", "m = glob.glob('*')\n"])
def test_what_a_name_held_before_is_the_model_where_nothing_else_is(after: str) -> None:
    assert models_in(HEAD + GOOD + after, "model.py") == ["m@4"]
    assert str(read_text(HEAD + GOOD + after, "model.py").derive().params) == "2*d + 2"


def test_a_model_that_another_name_holds_is_offered_once() -> None:
    assert models_in(HEAD + TWICE, "model.py") == ["m", "n"]


def test_what_is_computed_with_a_lost_model_is_no_model() -> None:
    code = f"{GOOD}x = Input((3,))\nlost = Model(x, {FAULT}(x))\nhistory = lost.fit(1)\nseen = lost(x)\n"
    assert models_in(HEAD + code, "model.py") == ["m", "lost"]


def test_a_script_is_read_once_for_all_its_models(monkeypatch) -> None:
    code = f"{HEAD}{GOOD}x = Input((7, 3))\ny = Flatten()(x)\nn = Model(x, Dense(4)(y))\n"
    code += "h = Model(x, y)\nh.trainable = False\n"
    code += (
        "class Net(Model):\n    def call(self, x):\n        return Flatten()(x)\nnet = Net()\nnet.build((None, 5, 2))\n"
    )
    alone = [read_text(code, "model.py", model=name).derive() for name in models_in(code, "model.py")]
    runs = []
    run = Machine.run
    monkeypatch.setattr(
        Machine, "run", lambda m, body, scope: (runs.append(m) if scope is m.module else None, run(m, body, scope))[1]
    )
    passes = []
    for kept in (None, {}):
        runs.clear()
        names = models_in(code, "model.py", kept=kept)
        reports = [read_text(code, "model.py", model=name, kept=kept).derive() for name in names]
        assert [(r.name, r.rows, r.facts) for r in reports] == [(r.name, r.rows, r.facts) for r in alone]
        passes.append(len(set(map(id, runs))))
    assert passes[1] <= passes[0] - 2


def test_what_a_statement_itself_asks_for_and_is_not_known_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def assert_(m: object, node: object, scope: object) -> None:
        surely(False, "nobody knows it")

    monkeypatch.setitem(STATEMENTS, ast.Assert, assert_)
    with pytest.raises(SymparamError, match=r"model\.py:4: this statement cannot be followed: nobody knows it"):
        read_text(HEAD + "assert 1\n", "model.py")
