"""A script that imports Keras and PyTorch is read with the one that makes its model; old names of inputs are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import pytest

from symparam import read
from symparam.errors import ReadError
from symparam.readers.keras_script import read_text

from .running import session

BOTH = "import torch\nimport torch.nn as nn\nimport keras\nfrom keras import layers\n"
KERAS = "m = keras.Sequential([keras.Input((3,)), layers.Dense(2)])\n"
LOOP = "loss = nn.CrossEntropyLoss()\nopt = torch.optim.Adam(m.parameters())\nx = torch.zeros(1, 3)\n"
TORCH = "m = nn.Sequential(nn.Linear(3, 2))\n"


@pytest.mark.parametrize("code", [BOTH + KERAS + LOOP, BOTH + TORCH + "keras.utils.set_random_seed(1)\n"])
def test_the_library_that_makes_the_model_reads_it(code: str, tmp_path: Path) -> None:
    (path := tmp_path / "model.py").write_text(code)
    assert read(path, model="m").derive().at().params == 8


def test_where_both_make_models_one_is_asked_for(tmp_path: Path) -> None:
    (path := tmp_path / "model.py").write_text(BOTH + KERAS + TORCH.replace("m =", "n ="))
    with pytest.raises(ReadError, match="--from keras_source or --from torch_script"):
        read(path)


OLD = (
    "import keras\nfrom keras import Input, Model, layers\ni = Input((32, 32, 3))\n"
    "b = keras.applications.VGG16(include_top=False, weights=None, input_tensor=i)\n"
    "x = layers.Concatenate()([b.get_layer('{name}').output, i])\nm = Model(i, layers.Conv2D(4, 3)(x))\n"
)


def test_the_names_that_keras_2_gave_inputs_are_known() -> None:
    with session():
        names: dict[str, Any] = {}
        exec(OLD.format(name="input_layer"), names)
    assert read_text(OLD.format(name="input_1"), "model.py", model="m").derive().at().params == (
        names["m"].count_params()
    )
    with pytest.raises(ReadError, match="has no layer 'input_3'"):
        read_text(OLD.format(name="input_3"), "model.py", model="m")


def test_a_layer_of_the_script_is_found_by_name() -> None:
    code = (
        "import keras\nfrom keras import Input, Model, layers\nclass Own(layers.Layer):\n    def call(self, x):\n"
        "        return x * 2\ni = Input((5,))\nb = Model(i, layers.Dense(3)(Own(name='own')(i)))\n"
        "m = Model(i, layers.Dense(2)(b.get_layer('own').output))\n"
    )
    with session():
        names: dict[str, Any] = {}
        exec(code, names)
    assert isinstance(names["m"], keras.Model)
    assert read_text(code, "model.py", model="m").derive().at().params == names["m"].count_params()
