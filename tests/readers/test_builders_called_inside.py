"""A class that asks for what only its caller knows is shown as the script's own function calls it, as Keras runs it."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from symparam.errors import SymparamError
from symparam.readers.keras_script import models_in, read_text

from .running import session

CODE = """
from keras import Input, Model
from keras.layers import Conv2D, Dense, GlobalAveragePooling2D

class Net:
    groups = {2: [8, 16], 3: [8, 16, 32]}

    def __init__(self, n_layers, shape=(64, 64, 3)):
        blocks = list(self.groups[n_layers]) if isinstance(n_layers, int) else n_layers
        x = inputs = Input(shape)
        for filters in blocks:
            x = Conv2D(filters, 3)(x)
        self.model = Model(inputs, Dense(10)(GlobalAveragePooling2D()(x)))

def example():
    net = Net([4, 6], (32, 32, 3))
    net.model.summary()
    return net.model
"""


def test_a_class_without_a_default_is_shown_as_a_function_calls_it() -> None:
    assert models_in(CODE, "net.py") == ["example"]
    report = read_text(CODE, "net.py").derive()
    with session(), keras.StatelessScope(initialize_variables=False):
        names: dict[str, Any] = {}
        exec(CODE.replace("net.model.summary()", ""), names)
        assert report.at().params == names["example"]().count_params()
    assert models_in(CODE, "net.py", bindings={"n_layers": 3}) == ["Net.model"]


def test_of_several_functions_one_is_chosen_by_its_name() -> None:
    code = CODE + "\ndef small():\n    return Net([4]).model\n"
    assert models_in(code, "net.py") == ["example", "small"]
    with pytest.raises(SymparamError, match="2 models: example, small; choose one"):
        read_text(code, "net.py")
    assert read_text(code, "net.py", model="small").derive().at().params == 4 * 28 + 50
