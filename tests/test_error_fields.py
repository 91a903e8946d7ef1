"""A program can ask an error what a person reads in it: the file, the line, the layer, and the size that is wrong."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest

from symparam import SymparamError, read
from symparam.errors import ConditionError, ReadError

from .subprocesses import symparam

REFERENCE = Path(__file__).parents[1] / "examples" / "rgb_classifier.py"
HEAD = "from keras import *\n\n"
CASES = {
    "a layer that a script makes wrongly": (
        HEAD + "m = Sequential([\n    Input((8, 8, 3)),\n    layers.Conv2D(4, kernel_sise=3)])\n",
        ReadError,
        {"line": 5},
    ),
    "a statement that gives no model": (HEAD + "m = Sequential([layers.Dence(4)])\n", ReadError, {"line": 3}),
    "a layer called on what it does not take": (
        HEAD + "x = Input((8,))\ny = layers.Conv2D(4, 3, name='first')(x)\nm = Model(x, y)\n",
        ReadError,
        {"line": 4, "layer": "first"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_error_of_a_script_has_its_place(tmp_path, case) -> None:
    text, kind, wanted = CASES[case]
    file = tmp_path / "net.py"
    file.write_text(text)
    with pytest.raises(kind) as caught:
        read(file)
    error = caught.value
    assert {name: getattr(error, name) for name in wanted} == wanted
    assert error.file == str(file)
    assert str(error) == f"{file}:{error.line}: {error.message}"


def test_an_error_of_a_config_names_its_layer(tmp_path) -> None:
    file = tmp_path / "net.json"
    inner = {"class_name": "Dense", "config": {"name": "head", "units": -1}}
    first = {"class_name": "InputLayer", "config": {"batch_shape": [None, 8], "name": "in"}}
    file.write_text(json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": [first, inner]}}))
    with pytest.raises(SymparamError) as caught:
        read(file)
    assert (caught.value.file, caught.value.line) == (str(file), 0)
    assert "head" in caught.value.layer
    assert str(caught.value).count(str(file)) == 1


def test_a_condition_tells_its_numbers() -> None:
    with pytest.raises(ConditionError) as caught:
        read(REFERENCE).derive().at(H=31)
    error = caught.value
    assert error.layer == "max_pooling2d_2"
    assert error.need is not None
    assert (error.need.left, error.need.op, error.need.right) == (1, ">=", 2)  # a pool of 2 over one row


def test_the_nearest_sizes_are_legal() -> None:
    report = read(REFERENCE).derive()
    refusal = report.domain.refusal({"H": 31, "W": 256, "C": 3, "num_class": 9})
    assert refusal is not None
    changes = refusal.error().fields()["nearest"]
    assert changes
    for change in changes:
        for name, sizes in change.items():
            for n in sizes:
                report.at(**{name: n})


@pytest.mark.parametrize("again", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])
def test_an_error_can_be_copied_and_sent(again) -> None:
    with pytest.raises(ConditionError) as caught:
        read(REFERENCE).derive().at(H=31)
    error = caught.value.at("model.py", 3)
    assert again(error).fields() == error.fields()
    assert str(again(error)) == str(error)


def test_a_place_from_nearer_by_stays() -> None:
    error = ReadError("wrong").at("a.py", 3).at("b.py", 5).at(layer="x").at(layer="y")
    assert (error.file, error.line, error.layer) == ("a.py", 3, "x")


def test_the_command_line_tells_errors_in_json() -> None:
    done = symparam("growth", str(REFERENCE), "H=31", "--format", "json", text=True)
    error = json.loads(done.stderr)["error"]
    assert done.returncode == 1
    assert done.stdout == ""
    assert (error["type"], error["layer"], error["relation"]) == ("ConditionError", "max_pooling2d_2", ">=")
    plain = symparam("growth", str(REFERENCE), "H=31", text=True)
    assert plain.stderr.startswith("symparam: max_pooling2d_2: ")
