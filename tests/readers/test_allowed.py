"""Layers without a rule: an error, or a row marked unknown and a partial total where the user allows it."""

from __future__ import annotations

import json

import pytest

import symparam

SCRIPT = """from keras import Sequential, layers
from elsewhere import InstanceNormalization
from somewhere import Magic as M
model = Sequential([layers.Input((32, 32, 3)), layers.Conv2D(8, 3), InstanceNormalization(axis=-1), M(4),
                    layers.Flatten(), layers.Dense(10)])
"""
CONFIG = {"class_name": "Sequential", "config": {"name": "s", "layers": [
    {"class_name": "InputLayer", "config": {"batch_shape": [None, 32, 32, 3], "name": "i"}},
    {"class_name": "InstanceNormalization", "module": "mine", "config": {"name": "norm", "axis": -1}},
    {"class_name": "Flatten", "config": {"name": "flatten"}},
    {"class_name": "Dense", "config": {"name": "dense", "units": 10}},
]}}  # fmt: skip


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "model.py"
    path.write_text(SCRIPT)
    return path


def test_a_layer_without_a_rule_is_an_error(script):
    with pytest.raises(symparam.SymparamError, match="InstanceNormalization"):
        symparam.read(script)


def test_the_user_may_allow_it(script):
    report = symparam.read(script, unknown={"InstanceNormalization": "same", "Magic": (16, 16, 4)}).derive()
    assert [(row.type, row.unknown) for row in report.rows][1:3] == [("InstanceNormalization", True), ("Magic", True)]
    assert report.partial
    assert report.rows[1].output == report.rows[0].output
    # what is known: 3·3·3·8 + 8 and 16·16·4·10 + 10
    assert report.at().params == 224 + 10250


def test_in_a_config_too(tmp_path):
    path = tmp_path / "model.json"
    path.write_text(json.dumps(CONFIG))
    with pytest.raises(symparam.SymparamError, match="a class of its own"):
        symparam.read(path)
    report = symparam.read(path, unknown={"InstanceNormalization": "same"}).derive()
    assert report.partial
    assert report.at().params == 32 * 32 * 3 * 10 + 10


def test_the_allowance_ends_with_the_reading(script):
    symparam.read(script, unknown={"InstanceNormalization": "same", "Magic": "same"})
    with pytest.raises(symparam.SymparamError):
        symparam.read(script)


def test_an_output_that_is_no_shape_is_refused(script):
    with pytest.raises(symparam.SymparamError, match="its output is a shape"):
        symparam.read(script, unknown={"Magic": "equal"})
