"""Keras scripts that import from files of their own project, against Keras running them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from symparam.errors import SymparamError
from symparam.readers import names, read_with

from ..frameworks import framework

keras = framework("keras", "keras")

FILES = {
    "nets/__init__.py": "from .unet import *\n",
    "nets/unet.py": "import keras\nfrom keras import layers\nfrom .blocks import conv as block\n\nBASE = 8\n"
    "def build(size, classes):\n    i = keras.Input((size, size, 3))\n    x = block(i, BASE)\n"
    "    return keras.Model(i, layers.Dense(classes)(x))\n"
    "class Half(layers.Layer):\n    def call(self, x):\n        return x / 2\n"
    "counted = keras.Sequential([keras.Input((3,)), layers.Dense(2)])\n",
    "nets/blocks.py": "from keras import layers\ndef conv(x, f):\n    for _ in range(2):\n"
    '        x = layers.Conv2D(f, 3, padding="same")(x)\n    return x\n',
    "train.py": "import keras\nfrom nets import build, Half\nimport nets.unet as U\nsize = 32\nmodel = build(size, 5)\n"
    "head = keras.Sequential([keras.Input((7,)), Half(), keras.layers.Dense(U.BASE)])\n",
}


@pytest.fixture
def script(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path / "train.py"


def test_what_a_script_imports_from_its_project_is_read(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(script.parent))
    for name in [name for name in sys.modules if name.partition(".")[0] == "nets"]:
        monkeypatch.delitem(sys.modules, name)
    keras.utils.clear_session(free_memory=False)
    made: dict[str, object] = {}
    exec(script.read_text(), made)
    assert names(script, {}) == ["model", "head"]
    for name in ("model", "head"):
        report, model = read_with(script, {}, model=name).derive().at(), made[name]
        rows = [(row.name, row.params) for row in report.rows if row.type != "InputLayer"]
        assert rows == [(x.name, x.count_params()) for x in model.layers if type(x).__name__ != "InputLayer"]  # type: ignore[attr-defined]
        assert report.name == model.name  # type: ignore[attr-defined]


def test_a_message_names_the_file_that_it_is_about(script: Path) -> None:
    (script.parent / "nets" / "blocks.py").write_text("def conv(x, f):\n    return x.fold(f)\n")
    with pytest.raises(SymparamError, match=r"nets/(blocks|unet)\.py"):
        read_with(script, {}, model="model")


def test_a_file_that_has_changed_is_read_anew(script: Path) -> None:
    before = read_with(script, {}, model="head").derive().at().params
    unet = script.parent / "nets" / "unet.py"
    unet.write_text(unet.read_text().replace("BASE = 8", "BASE = 9"))
    assert read_with(script, {}, model="head").derive().at().params == before + 8  # seven weights and a bias of a unit


def test_what_is_no_file_of_the_project_is_not_read(script: Path) -> None:
    (script.parent / "nets" / "blocks.py").unlink()
    with pytest.raises(SymparamError, match="imports are not read"):
        read_with(script, {}, model="model")
