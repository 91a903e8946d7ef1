"""Sizes given to read: tied names make what Keras builds at such sizes, and illegal ones are refused as by bind."""

from __future__ import annotations

import pytest

import symparam
from symparam.errors import ConditionError, SymparamError

from ..frameworks import keras

SCRIPT = """
from keras import Input, Sequential, layers

H, W, n = 20, 24, 10
model = Sequential([Input((H, W, 3)), layers.Conv2D(4, 3), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(n)])
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "model.py"
    path.write_text(SCRIPT)
    return path


def counted(H: int, W: int, n: int) -> int:
    layers = keras.layers
    with keras.StatelessScope(initialize_variables=False):
        return keras.Sequential(
            [keras.Input((H, W, 3)), layers.Conv2D(4, 3), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(n)]
        ).count_params()


@pytest.mark.parametrize(
    ("given", "sizes", "at"),
    [
        ({"H": "W"}, {"W": 9}, (9, 9, 10)),
        ({"H": "2*W + 1"}, {"W": 7}, (15, 7, 10)),
        ({"H": "W/2"}, {"W": 18}, (9, 18, 10)),
        ({"H": "W", "W": "n"}, {"n": 11}, (11, 11, 11)),
        ({"n": "units"}, {"units": 5}, (20, 24, 5)),
        ({"H": 8, "W": "H"}, {}, (8, 8, 10)),
    ],
    ids=str,
)
def test_tied_sizes_are_the_model_that_keras_builds(script, given, sizes, at):
    assert symparam.read(script, **given).derive().at(**sizes).params == counted(*at)


@pytest.mark.parametrize("given", [{"H": 0}, {"H": 3}, {"n": 0}, {"H": "W", "W": 3}], ids=str)
def test_illegal_sizes_are_refused_as_keras_refuses_them(script, given):
    with pytest.raises(ValueError, match=r"[Ii]nvalid|negative|positive|zero|less than|greater"):
        counted(*({"H": 20, "W": 24, "n": 10} | given | ({"H": 3} if given.get("H") == "W" else {})).values())
    with pytest.raises(ConditionError):
        symparam.read(script, **given)


def test_a_tied_size_stays_a_whole_number(script):
    with pytest.raises(ConditionError):
        symparam.read(script, H="W/2").derive().at(W=19)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"Q": "W"}, "has no symbol Q; it has H, W, C, n"),
        ({"H": "W", "W": "H"}, "go round in a circle"),
        ({"H": "W +"}, "cannot read the formula"),
    ],
    ids=str,
)
def test_what_is_no_size_is_told(script, given, said):
    with pytest.raises(SymparamError, match=said):
        symparam.read(script, **given)


@pytest.mark.parametrize(
    "name",
    ["self", "source", "model", "format", "input", "sizes", "values", "report", "what", "name", "options", "cls"],
)
def test_a_size_may_have_the_name_of_a_parameter(name):
    report = symparam.Sequential([symparam.layers.Dense(symparam.sizes(name)[0])], input=(4,)).derive()
    assert report.at(**{name: 7}).params == report.bind(**{name: 7}).params == 35
    assert report.bind(**{name: "n"}).at(n=7).params == 35
    assert report.solve("params <= 35", name).best == 7
    if name != "options":  # of the explorers
        assert report.sweep("params", **{name: 7}).points[0].values == (35,)
        assert report.audit("params = 35", **{name: 7}).confirmed


@pytest.mark.parametrize("name", ["self", "source", "model", "format", "input", "unknown", "data_format", "report"])
@pytest.mark.parametrize("words", [["eval"], ["show", "--format", "json"], ["audit", "params = 36"]], ids=" ".join)
def test_a_size_of_the_command_may_have_any_name(script, name, words):
    import json

    from click.testing import CliRunner

    from symparam.cli import commands

    config = json.dumps(keras.Sequential([keras.Input((8,)), keras.layers.Dense(4, name="d")]).get_config())
    (script.parent / "m.json").write_text(f'{{"class_name": "Sequential", "config": {config}}}')
    given = [str(script.parent / "m.json"), "--free", f"d.units={name}", f"{name}=4"]
    result = CliRunner().invoke(commands, [words[0], *given, *words[1:]])
    assert (result.exit_code, result.exception) == (0, None)
