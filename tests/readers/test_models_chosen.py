"""Which of several models of a script is shown: the one of which the others are parts."""

from __future__ import annotations

import pytest

from symparam.errors import SymparamError
from symparam.readers.keras_script import models_in, read_text

HEAD = "from keras import Input, Model, Sequential, layers\nfrom keras.layers import Dense\n"
INNER = "inner = Sequential([Input((8,)), Dense(4)])\n"  # 36
WRAPPED = "class Own(layers.Layer):\n    def __init__(self, net):\n        super().__init__()\n        self.net = net\n"
WHOLES = {
    "called on a tensor": "x = Input((8,))\nwhole = Model(x, Dense(2)(inner(x)))",
    "called twice": "a, b = Input((8,)), Input((8,))\nboth = layers.Add()([inner(a), inner(b)])\n"
    "whole = Model([a, b], Dense(2)(both))",
    "in a Sequential": "whole = Sequential([Input((8,)), inner, Dense(2)])",
    "two deep": "x = Input((8,))\nmiddle = Model(x, inner(x))\nwhole = Sequential([Input((8,)), middle, Dense(2)])",
    "in a layer of the script": f"{WRAPPED}    def call(self, x):\n        return self.net(x)\n"
    "x = Input((8,))\nwhole = Model(x, Dense(2)(Own(inner)(x)))",
}


@pytest.mark.parametrize("code", WHOLES.values(), ids=WHOLES.keys())
def test_a_model_of_which_the_others_are_parts_is_meant(code: str) -> None:
    report = read_text(HEAD + INNER + code, "model.py").derive()
    assert report.at().params == 36 + 10
    assert report.facts.notes[0].startswith("This is whole; --model shows a part of it alone: ")
    assert "inner" in report.facts.notes[0]
    assert set(models_in(HEAD + INNER + code, "model.py")) >= {"inner", "whole"}
    assert read_text(HEAD + INNER + code, "model.py", model="inner").derive().at().params == 36


@pytest.mark.parametrize(
    "code",
    [
        "other = Sequential([Input((8,)), Dense(2)])",
        "x = Input((8,))\nwhole = Model(x, inner(x))\nother = Sequential([Input((8,)), Dense(2)])",
        "x = Input((8,))\none = Model(x, inner(x))\nother = Model(x, Dense(3)(inner(x)))",
    ],
)
def test_models_beside_each_other_are_listed(code: str) -> None:
    with pytest.raises(SymparamError, match=r"holds \d models: .*inner.*; choose one with --model NAME"):
        read_text(HEAD + INNER + code, "model.py")


def test_what_functions_have_built_does_not_stand_for_a_model_that_cannot_be_made() -> None:
    code = (
        "def net(n):\n    found = Sequential([Dense(n)])\n    return found\n"
        "class Own(layers.Layer):\n    def __init__(self):\n        super().__init__()\n        self.net = net(4)\n"
        "    def call(self, x):\n        return self.net(x) @ 5\n"
        "x = Input((8,))\nfor _ in range(2):\n    x = Own()(x)\nwhole = Model(x, x)\n"
    )
    with pytest.raises(SymparamError, match="this matrix product is not followed"):
        read_text(HEAD + code, "model.py")
