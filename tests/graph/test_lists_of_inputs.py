"""Layers that join tensors take them in a list, even where there is only one, as in Keras."""

from pathlib import Path
from typing import Any

import pytest

from symparam import Input, layers, read
from symparam.errors import SymparamError

from ..frameworks import keras

NAMES = ["Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract", "Concatenate", "Dot"]


def _takes(call: Any) -> bool:
    try:
        call()
    except (SymparamError, ValueError):
        return False
    return True


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("inputs", ["x", "[x]", "[x, x]"])
def test_a_list_is_taken_where_keras_takes_it(name: str, inputs: str, tmp_path: Path) -> None:
    argument = "1" if name == "Dot" else ""
    theirs = _takes(
        lambda: eval(
            f"made({inputs})", {"x": keras.Input((4,)), "made": getattr(keras.layers, name)(*map(int, argument))}
        )
    )
    ours = _takes(
        lambda: eval(f"made({inputs})", {"x": Input((4,)), "made": getattr(layers, name)(*map(int, argument))})
    )
    path = tmp_path / "model.py"
    path.write_text(
        "import keras\nd = 4\nx = keras.Input((d,))\n"
        f"model = keras.Model(x, keras.layers.{name}({argument})({inputs}))\n"
    )
    assert ours == _takes(lambda: read(path)) == theirs
