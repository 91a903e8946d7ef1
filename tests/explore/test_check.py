"""Whether a model is legal at some sizes, and what must change where it is not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from symparam import Input, Sequential, layers, sizes
from symparam.algebra.batch import BATCH
from symparam.cli import commands
from symparam.facts import Facts
from symparam.graph.modules import Module, ModuleModel
from symparam.layers.torch import lookup

HEAD = "from keras import Input, Model, Sequential, layers\n"
PATCHES = (
    HEAD
    + """
net = Sequential([Input((224, 224, 3)), layers.Conv2D(64, 16, 16), layers.Reshape((196, 64)), layers.Dense(10)])
"""
)


def lenet(in_features=400, **facts):
    H, W = sizes("H W")
    made = {
        "conv1": ("Conv2d", 1, 6, 5),
        "pool1": ("MaxPool2d", 2),
        "conv2": ("Conv2d", 6, 16, 5),
        "pool2": ("MaxPool2d", 2),
        "flatten": ("Flatten",),
        "fc1": ("Linear", in_features, 120),
        "fc2": ("Linear", 120, 10),
    }
    x = y = Input((BATCH, 1, H, W), name="x")
    modules = [Module("", "LeNet")]
    for name, (kind, *arguments) in made.items():
        layer = lookup(kind)(*arguments, name=name)
        y = layer(y)
        modules.append(Module(name, kind, layer))
    facts = {"defaults": {"H": 32, "W": 32}, "places": {"fc1": "net.py:14"}, **facts}
    return ModuleModel(x, y, modules=tuple(modules), facts=Facts(**facts))


def test_the_wrong_in_features_is_told_as_number_and_formula_with_its_line():
    found = lenet().derive().check(H=64, W=64)
    assert not found.legal
    (fault,) = found.faults
    assert (fault.layer, fault.field, fault.must, fault.now) == ("fc1", "in_features", 2704, 400)
    assert fault.cure == "fc1.in_features must be 2704, now 400"
    assert found.to_text() == (
        "LeNet is not legal at H=64, W=64.\n"
        "  net.py:14 fc1.in_features must be 2704, now 400: it is 16⌊(H − 12)/4⌋⌊(W − 12)/4⌋\n"
        "The nearest legal sizes are H=35, W=35.\n"
        "Legal for H, W in 32…35, or H in 16…19 with W in 112…115, or H in 112…115 with W in 16…19.\n"
    )
    told = json.loads(found.to_json())
    assert told["faults"][0]["file"] == "net.py"
    assert told["faults"][0]["line"] == 14
    assert told["faults"][0]["must"] == 2704
    assert told["nearest"] == [{"H": [35], "W": [35]}]


def test_the_cure_is_right():
    for H, W in ((28, 28), (64, 64), (50, 101)):
        must = lenet().derive().check(H=H, W=W).faults[0].must
        assert lenet(must).derive().check(H=H, W=W).legal


def test_legal_sizes():
    for H, W in ((32, 32), (35, 34), (16, 115)):
        assert lenet().derive().check(H=H, W=W).legal
    assert lenet().derive().check().to_text().startswith("LeNet is legal at H=32, W=32.\n")


def test_what_a_window_refuses_is_not_followed_further():
    found = lenet().derive().check(H=10, W=10)
    assert [f.layer for f in found.faults] == ["conv2"]
    assert found.faults[0].cure == ""
    assert "conv2: kernel 5 does not fit" in found.to_text()


def test_sizes_that_are_not_given_stay_open():
    assert str(lenet(defaults={}).derive().check(H=33)) == "LeNet is legal at H=33 for W in 32…35.\n"
    found = lenet(defaults={}).derive().check(H=64)
    assert not found.legal
    assert found.faults[0].layer == "fc1"


def test_no_size_at_all():
    found = lenet(401).derive().check()
    assert "fc1.in_features must be 400, now 401" in found.to_text()
    assert found.to_text().endswith("No sizes are legal.\n")


def test_show_says_the_legal_sizes_and_the_cure():
    text = " ".join(lenet(defaults={"H": 64, "W": 64}).derive().to("text").split())
    assert (
        "The nearest legal sizes are H = 35, W = 35. Or, in net.py:14: fc1.in_features must be 2704, now 400." in text
    )
    assert "Valid for H, W in 32…35, or H in 16…19 with W in 112…115" in text


def test_groups_and_heads_must_divide():
    (g,) = sizes("g")
    conv = lookup("Conv2d")(12, 24, 3, groups=g, name="conv")
    x = Input((BATCH, 12, 9, 9))
    model = ModuleModel(x, conv(x), modules=(Module("conv", "Conv2d", conv),), facts=Facts(defaults={"g": 5}))
    found = model.derive().check()
    assert (
        found.faults[0].cure == "conv.groups must divide 24: 4 or 6, now g = 5"
        or "must divide 12" in found.faults[0].cure
    )
    assert not found.legal


@pytest.mark.parametrize(
    ("sizes", "code", "said"),
    [
        ([], 0, "is legal at H=224, W=224, C=3."),
        (["H=64"], 1, "reshape.target_shape must hold 3584 elements, now 12544: it is 64⌊H/16⌋⌊W/16⌋"),
        (["H=64", "W=64"], 1, "reshape.target_shape must hold 1024 elements, now 12544"),
        (["H=8"], 1, "conv2d: kernel 16 does not fit into the height; 8 is below 16"),
        (["Q=3"], 2, ""),
    ],
)
def test_the_command_on_a_script_of_keras(tmp_path, sizes, code, said):
    (tmp_path / "net.py").write_text(PATCHES)
    done = CliRunner().invoke(commands, ["check", str(tmp_path / "net.py"), *sizes])
    assert said in done.stdout
    assert done.exit_code == code if code < 2 else done.exit_code != 0


def test_the_command_in_json(tmp_path):
    (tmp_path / "net.py").write_text(PATCHES)
    done = CliRunner().invoke(commands, ["check", str(tmp_path / "net.py"), "H=64", "--format", "json"])
    told = json.loads(done.stdout)
    assert (told["schema"], told["legal"], told["faults"][0]["must"]) == ("symparam-check-1", False, 3584)


def test_a_model_of_keras_in_python():
    (d,) = sizes("d")
    report = Sequential([layers.Reshape((7, 7))], input=(d,)).derive()
    assert report.check(d=49).legal
    assert report.check(d=50).faults[0].must == 50
    assert replace(report.check(d=50), faults=()).legal
