"""Fragments of lessons: what nobody defines is a symbol where it is a size, and layers need no Model around them."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from symparam.errors import SymparamError
from symparam.readers.given_inputs import inputs_of
from symparam.readers.keras_script import models_in, read_text

from .running import session

HEAD = "import keras\nfrom keras import Input, Model, Sequential\nfrom keras.layers import *\n"
LSTMS = (
    "m = Sequential()\nm.add(LSTM(50, return_sequences=True, input_shape=(x_train.shape[1], 1)))\n"
    "m.add(LSTM(60))\nm.add(Dense(1))\n"
)


class Data:
    shape = (100, 60)


# script, the values of what nobody defines, for Keras, and for symparam
UNDEFINED: list[tuple[str, dict[str, Any], dict[str, int]]] = [
    (LSTMS, {"x_train": Data}, {"x_train_shape_1": 60}),
    ("m = Sequential([Input((n_in,)), Dense(n_out)])", {"n_in": 7, "n_out": 5}, {"n_in": 7, "n_out": 5}),
    ("m = Sequential([Input((4,)), Dense(2 * width + 1)])", {"width": 3}, {"width": 3}),
    ("x = Input((9,))\nm = Model(x, Embedding(len(words), 3)(x))", {"words": "abcdefg"}, {"len_words": 7}),
]


@pytest.mark.parametrize(("code", "values", "sizes"), UNDEFINED)
def test_an_undefined_size_is_a_symbol_with_a_note(code: str, values: dict[str, Any], sizes: dict[str, int]) -> None:
    report = read_text(HEAD + code, "model.py").derive()
    with session():
        names = dict(values)
        exec(HEAD + code, names)
    assert report.at(**sizes).params == names["m"].count_params()
    assert len(report.facts.notes) == len(sizes)
    assert all("is not defined in the script" in note for note in report.facts.notes)


def test_the_shape_is_given_where_a_part_of_it_is_undefined() -> None:
    report = read_text(HEAD + LSTMS, "model.py", input=inputs_of((60, 1))).derive()
    with session():
        names: dict[str, Any] = {"x_train": Data}
        exec(HEAD + LSTMS, names)
    assert report.at().params == names["m"].count_params() == 37_101


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("m = Sequential([Input((4,)), layer])", "NameError: layer is not defined"),
        ("m = Sequential([Input((4,)), Dense(make(3))])", "NameError: make is not defined"),
        ("x = Input((4,))\nm = Model(x, Dense(3)(z))", "NameError: z is not defined"),
        (
            "units = 3\nm = Sequential([Input((4,)), Dense(unit)])",
            "unit is not defined in the script; did you mean units",
        ),
        ("def f():\n    late = 3\nm = Sequential([Input((4,)), Dense(late)])", "NameError: late is not defined"),
    ],
)
def test_what_is_no_size_stays_an_error(code: str, message: str) -> None:
    with pytest.raises(SymparamError, match=message):
        read_text(HEAD + code, "model.py", model="m")


def test_a_name_is_undefined_for_try_as_well() -> None:
    code = "try:\n    n = missing\nexcept NameError:\n    n = 3\nm = Sequential([Input((4,)), Dense(n)])"
    assert str(read_text(HEAD + code, "model.py").derive().at().params) == "15"


PART = "i = Input((8, 8, 3))\nx = Conv2D(4, 3)(i)\ny = Flatten()(x)\nx = Dense(5)(y)\n"


def test_the_last_tensor_is_shown_where_no_model_is_made() -> None:
    report = read_text(HEAD + PART, "model.py").derive()
    with session():
        names: dict[str, Any] = {}
        exec(HEAD + PART, names)
        model = keras.Model(names["i"], names["x"])
    assert report.at().params == model.count_params()
    assert models_in(HEAD + PART, "model.py") == ["x"]
    assert report.facts.notes == ("The script makes no model: this is what leads to x, its last tensor.",)


def test_a_model_or_its_builder_comes_before_a_tensor() -> None:
    whole = f"{HEAD}{PART}m = Model(i, y)\n"
    assert models_in(whole, "model.py") == ["m"]
    built = f"{HEAD}{PART}def build():\n    return Sequential([Input((3,)), Dense(2)])\n"
    assert models_in(built, "model.py") == ["build"]
    with pytest.raises(SymparamError, match="no model 'x'"):
        read_text(whole, "model.py", model="x")
