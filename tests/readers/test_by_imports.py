"""What a script imports tells the library that it is read with."""

from __future__ import annotations

from pathlib import Path

import pytest

from symparam import read
from symparam.errors import ReadError
from symparam.readers.by_imports import kind

from ..subprocesses import python

NET = "import torch\nfrom torch import nn\nnet = nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 2))\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("import torch", "torch"),
        ("def f():\n    import torch.nn.functional as F", "torch"),
        ("from pytorch_lightning import LightningModule", "torch"),
        ("from tensorflow.keras import layers", "keras"),
        ("import numpy as np\nimport keras", "keras"),
    ],
)
def test_the_imports_tell_the_library(text: str, wanted: str) -> None:
    assert kind(text, "net.py") == wanted


def test_both_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "both.py"
    path.write_text(f"import keras\n{NET}model = keras.Sequential([keras.layers.Dense(3)])\n")
    with pytest.raises(ReadError, match=r"both\.py: it imports keras and torch; .* --from keras_source or --from"):
        read(path)
    assert read(path, format="torch_script").derive().params == 46


def test_neither_is_said(tmp_path: Path) -> None:
    path = tmp_path / "none.py"
    path.write_text("import json\nprint(json.dumps({}))\n")
    with pytest.raises(ReadError, match=r"none\.py: it imports neither Keras nor PyTorch"):
        read(path)


def test_a_script_is_read_without_pytorch(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text(NET)
    code = (
        "import sys; sys.modules['torch'] = None\n"
        f"from symparam import read; print(read({str(path)!r}).derive().params)"
    )
    assert python(code, text=True).stdout.strip() == "46"
