"""eval asks only for the sizes that its total depends on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from symparam.cli import commands

REFERENCE = Path(__file__).parents[2] / "examples" / "rgb_classifier.py"

TEXT = """from keras import Sequential, layers
words = len(open("words.txt").read().split())
model = Sequential([layers.Input((None,)), layers.Embedding(words, 8), layers.LSTM(4)])
"""


@pytest.fixture
def run(tmp_path):
    script = tmp_path / "text.py"
    script.write_text(TEXT)
    return lambda *words: CliRunner().invoke(commands, ["eval", str(script), *words])


def test_the_length_of_a_text_does_not_matter_to_its_parameters(run):
    # 100·8 and 4·4·(8 + 4 + 1), by hand
    assert run("words=100").output == "1008\n"


def test_what_is_missing_is_asked_for(run):
    done = run()
    assert done.exit_code == 1
    assert str(done.exception) == "words has no default; give words=…"
    assert "d has no default; give d=…" in str(run("words=100", "--what", "macs").exception)


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (["W=2*H", "H=C*50"], ["W=300", "H=150"]),
        (["H=H"], []),
        (["H = 64"], ["H=64"]),
        (["H=W/2"], ["H=128"]),
        (["--free", "dense.units=n", "n=100"], ["--free", "dense.units=100"]),
        (["--free", "dense.units=n", "n=H"], ["--free", "dense.units=256"]),
        (["--free", "dense.units=num_class", "num_class=512"], ["num_class=512"]),
    ],
)
def test_sizes_given_in_other_words(words, same):
    def value(sizes):
        return CliRunner().invoke(commands, ["eval", str(REFERENCE), *sizes], catch_exceptions=False).output

    assert value(words) == value(same) != ""


def evaluated(*words: str) -> str:
    return CliRunner().invoke(commands, ["eval", str(REFERENCE), *words], catch_exceptions=False).output


def test_several_totals_are_a_line_each_or_an_object():
    assert evaluated("--what", "params,trainable,flops").splitlines() == [
        "params 6029097",
        "trainable 6029097",
        f"flops {2 * int(evaluated('--what', 'macs'))}",
    ]
    assert json.loads(evaluated("--what", "params,weights", "--format", "json")) == {
        "params": 6029097,
        "weights": 4 * 6029097,
    }
    assert json.loads(evaluated("--format", "json")) == {"params": 6029097}


def test_people_get_their_units():
    assert evaluated("--human") == "6.03 M\n"
    assert evaluated("--human", "--what", "params,weights").splitlines() == ["params 6.03 M", "weights 24.1 MB"]
    done = CliRunner().invoke(commands, ["eval", str(REFERENCE), "--human", "--format", "json"])
    assert done.exit_code == 2


def test_all_models_as_one_object(tmp_path):
    script = tmp_path / "two.py"
    layers = "Sequential([layers.Input((8,)), layers.Dense({})])"
    script.write_text(f"from keras import *\na = {layers.format(3)}\nb = {layers.format(4)}\n")
    words = ["eval", str(script), "--all", "--format", "json"]
    assert json.loads(CliRunner().invoke(commands, words).output) == {"a": {"params": 27}, "b": {"params": 36}}
