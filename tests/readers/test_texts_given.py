"""Text, truths and lists for names of a script, counted by hand as Dense counts."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from symparam import read
from symparam.cli import commands
from symparam.errors import SymparamError

SCRIPT = """
import argparse
import keras
from keras import layers

mode = "flat"
blocks = {blocks}
deep = {deep}
parser = argparse.ArgumentParser()
parser.add_argument("--kind", default="relu")
options = parser.parse_args([])
y = x = keras.Input((16,))
for n in blocks:
    y = layers.Dense(n)(y)
if mode == "deep":
    y = layers.Dense(100)(y)
if deep:
    y = layers.Dense(50)(y)
if options.kind == "wide":
    y = layers.Dense(70)(y)
model = keras.Model(x, y)
"""
BUILDER = """
import keras
from keras import layers

def build(depths, width=8, mode="flat"):
    y = x = keras.Input((16,))
    for n in depths:
        y = layers.Dense(n)(y)
    if mode == "deep":
        y = layers.Dense(100)(y)
    return keras.Model(x, layers.Dense(width)(y))
"""


@pytest.mark.parametrize(
    ("given", "widths"),
    [
        ({}, [2, 2]),
        ({"mode": "deep"}, [2, 2, 100]),
        ({"blocks": "3,4,6,3"}, [3, 4, 6, 3]),
        ({"blocks": [5], "deep": "True"}, [5, 50]),
        ({"blocks": "(7, 9)", "kind": "wide", "deep": "false"}, [7, 9, 70]),
    ],
)
def test_what_a_user_gives_stands_for_what_the_script_has(given, widths, tmp_path) -> None:
    path = tmp_path / "model.py"
    path.write_text(SCRIPT.format(blocks=[2, 2], deep=False))
    expected = sum(a * b + b for a, b in zip([16, *widths], widths, strict=False))
    assert read(path, **given).derive().value() == expected


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["audit", "params = 1,501", "depths=4,5", "mode=deep"], "confirmed"),
        (["audit", "1601", "depths=[4,5]", "mode=deep"], "not confirmed"),
        (["solve", "params <= 1501", "--for", "width", "depths=4,5", "mode=deep", "--format", "value"], "8"),
        (["growth", "depths=[4,5]", "mode=deep"], "params ∼ "),
        (["sweep", "width=7:8", "depths=[4,5]", "mode=deep", "--format", "csv"], "width,params"),
    ],
)
def test_commands_take_them_too(words: list[str], told: str, tmp_path) -> None:
    path = tmp_path / "model.py"
    path.write_text(BUILDER)
    command, *rest = words
    assert read(path, depths="4,5", mode="deep").derive().value() == 17 * 4 + 5 * 5 + 6 * 100 + 101 * 8 == 1501
    assert CliRunner().invoke(commands, [command, str(path), *rest]).output.startswith(told)


def test_parameters_of_a_builder_take_them_too(tmp_path) -> None:
    path = tmp_path / "model.py"
    path.write_text(BUILDER)
    assert read(path, depths="4,5", mode="deep").derive().value() == 17 * 4 + 5 * 5 + 6 * 100 + 101 * 8
    assert str(read(path, depths=[4], width="W").derive().params) == "5*W + 4*d + 4"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"bloks": "3,4"}, "no list 'bloks' to set to 3,4; did you mean blocks"),
        ({"blocks": 5}, r"blocks is no number there; .* blocks=\[5\]"),
        ({"mod": "deep"}, "mod"),
    ],
)
def test_a_name_that_the_script_does_not_have_is_refused(given, why, tmp_path) -> None:
    path = tmp_path / "model.py"
    path.write_text(SCRIPT.format(blocks=[2], deep=False))
    with pytest.raises(SymparamError, match=why):
        read(path, **given)
