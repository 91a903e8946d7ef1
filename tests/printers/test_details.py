"""Further columns and depth of the table of layers."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

import symparam
from symparam import Input, Model, Sequential, layers, report
from symparam.cli import commands, show
from symparam.document.details import DETAILS
from symparam.document.summary import layers_table
from symparam.errors import RequestError
from symparam.printers.text_spans import Style

SCRIPT = Path(__file__).parents[2] / "examples" / "rgb_classifier.py"


def column(model, name, row):
    """The cell of a row in a column of this name."""
    table = layers_table(model.derive().with_details(name))
    titles = [column.title for column in table.columns]
    return Style().spans(table.rows[row].cells[titles.index(DETAILS[name][0])])


def test_every_column_that_may_be_asked_for_is_there():
    assert tuple(DETAILS) == report.DETAILS == show.DETAILS
    with pytest.raises(RequestError, match="there is no column 'size'; the columns are input, kernel"):
        symparam.read(SCRIPT).derive().with_details("size")


@pytest.mark.parametrize(("layer", "x", "name", "cell"), [
    (layers.Conv2D(8, (3, 5), strides=2, padding="same"), (9, 9, 3), "kernel", "3×5"),
    (layers.Conv2D(8, (3, 5), strides=2, padding="same"), (9, 9, 3), "stride", "2×2"),
    (layers.Conv2D(8, 3, padding="same"), (9, 9, 3), "padding", "same"),
    (layers.Conv2D(8, 3), (9, 9, 3), "input", "(9, 9, 3)"),
    (layers.MaxPooling2D(3), (9, 9, 3), "kernel", "3×3"),
    (layers.MaxPooling2D(3), (9, 9, 3), "stride", "3×3"),
    (layers.MaxPooling2D(3, strides=1), (9, 9, 3), "stride", "1×1"),
    (layers.Dense(8), (4,), "kernel", ""),
    (layers.Dense(8), (4,), "share", "100.0 %"),
])  # fmt: skip
def test_a_column_says_what_the_layer_was_given(layer, x, name, cell):
    assert column(Sequential([layer], input=x), name, 0) == cell


def test_shares_are_those_of_the_parameters():
    model = symparam.read(SCRIPT)
    shown = [column(model, "share", i) for i in range(18)]
    # 5,915,136 and 65,664 of 6,029,097, which Keras prints
    assert shown[13] == f"{float(Fraction(591513600, 6029097)):.1f} %"
    assert shown[15] == f"{float(Fraction(6566400, 6029097)):.1f} %"


@pytest.mark.parametrize(("words", "names"), [
    ((), ["outer"]),
    (("--depth", "1"), ["outer", "middle"]),
    (("--depth", "2"), ["outer", "middle", "inner"]),
    (("--expand",), ["outer", "middle", "inner", "dense"]),
])  # fmt: skip
def test_depth_opens_so_many_levels(tmp_path, words, names):
    path = tmp_path / "nested.py"
    path.write_text(
        "from keras import Sequential, layers\n"
        "model = Sequential([layers.Input((3,)), Sequential([Sequential([Sequential([layers.Dense(4)], name='inner')], "
        "name='middle')], name='outer')])\n"
    )
    shown = CliRunner().invoke(commands, ["show", str(path), "--details", "share", "--width", "120", *words]).output
    assert [name for name in ("outer", "middle", "inner", "dense") if f"{name} (" in shown] == names
    assert "% of params" in shown


def test_json_is_the_same_with_and_without_columns():
    shown = symparam.read(SCRIPT).derive()
    assert json.loads(shown.with_details("kernel").to("json")) == json.loads(shown.to("json"))


def test_inputs_of_a_merge_are_all_named():
    x = Input((4,))
    model = Model(x, layers.Add()([layers.Dense(4)(x), x]))
    assert column(model, "input", 2) == "(4,), (4,)"
