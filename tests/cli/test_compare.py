"""compare takes a model for each side and an input for both; the totals are those that eval gives for each."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from symparam.cli import commands

TWO = (
    "from keras import Input, Sequential, layers\n"
    "small = Sequential([Input((4,)), layers.Dense(3)], name='small')\n"
    "large = Sequential([Input((4,)), layers.Dense(9)], name='large')\n"
)
EXAMPLES = Path(__file__).parents[2] / "examples"
OPEN = "from keras import Sequential, layers\nopen = Sequential([layers.Dense(3), layers.Flatten(), layers.Dense(3)])\n"


def run(*words):
    return CliRunner().invoke(commands, list(words))


@pytest.fixture
def two(tmp_path):
    path = tmp_path / "two.py"
    path.write_text(TWO)
    return str(path)


def value(*words):
    return int(run("eval", *words).output)


def test_two_models_of_one_file_are_compared(two):
    told = run("compare", two, two, "--model", "small", "--model", "large").output
    assert "small" in told
    assert "large" in told
    for a, b in (("small", "large"), ("large", "small")):
        one = run("compare", two, two, "d=4", "--model", a, "--model", b)
        assert one.exit_code == 0
        assert all(f"params of {n} = " in one.output for n in (a, b))
        assert all(f" = {value(two, '--model', n)}\n" in one.output for n in (a, b))


def test_models_are_called_as_they_are_chosen(tmp_path):
    path = tmp_path / "both.py"
    path.write_text(
        "from keras import Input, Model, layers\ni = Input((3, 3, 3))\n"
        "one = Model(i, layers.SeparableConv2D(1, 2)(i))\ntwo = Model(i, layers.Conv2D(1, 2)(i))\n"
    )
    told = run("compare", str(path), str(path), "--model", "one", "--model", "two").output
    assert told.startswith("one and two ")
    assert "params of one = 5·C + 1 = 16" in told
    assert "params of two = 4·C + 1 = 13" in told


def test_one_model_is_for_both_sides(two):
    assert run("compare", two, two, "--model", "small").exit_code == 0


def test_an_input_is_for_both_sides(tmp_path):
    path = tmp_path / "open.py"
    path.write_text(OPEN)
    assert run("compare", str(path), str(path)).exit_code != 0
    done = run("compare", str(path), str(path), "--input", "5")
    assert done.output.count(f" = {value(str(path), '--input', '5')}\n") == 2


def test_more_than_two_are_refused(two):
    done = run("compare", two, two, *["--model", "small"] * 3)
    assert done.exit_code == 2
    assert "once for both models, or twice" in done.output


LENET = """import keras
from keras import layers

lenet = keras.Sequential([
    keras.Input((32, 32, 3)),
    layers.Conv2D(6, 5, activation="relu"),
    layers.MaxPooling2D(2),
    layers.Conv2D(16, 5, activation="relu"),
    layers.MaxPooling2D(2),
    layers.Flatten(),
    layers.Dense(120, activation="relu"),
    layers.Dense(84, activation="relu"),
    layers.Dense(10),
])
"""


def test_a_script_of_keras_is_compared_with_one_of_pytorch(tmp_path):
    """Both have the 62,006 parameters that PyTorch's tutorial network is known for; only one of them takes any size."""
    ours = tmp_path / "lenet.py"
    ours.write_text(LENET)
    theirs = str(EXAMPLES / "lenet_torch.py")
    told = run("compare", str(ours), theirs)
    assert told.exit_code == 0, told.output
    assert "params of LeNet = 85·num_classes + 61156 = 62,006" in told.output
    assert "= 62,006" in next(line for line in told.output.splitlines() if line.startswith("params of lenet ="))
    assert value(str(ours), "H=64", "W=64") == 3 * 150 + 6 + 2416 + 120 * (16 * 13 * 13 + 1) + 10164 + 850
    assert run("eval", theirs, "H=64", "W=64").exit_code == 1
