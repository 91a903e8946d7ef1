"""Reshapes that join axes with the batch and take them out again: windows of an image, heads of attention."""

from pathlib import Path

import pytest

from symparam import read
from symparam.errors import ConditionError
from symparam.report import Report

from ..frameworks import keras

WINDOWS = """
import keras
from keras import layers, ops

H, W, C, S = 8, 12, 16, 4
x = keras.Input((H, W, 3))
y = layers.Dense(C)(x)
_, h, w, c = y.shape
y = ops.transpose(ops.reshape(y, (-1, h // S, S, w // S, S, c)), (0, 1, 3, 2, 4, 5))
inside = ops.reshape(y, (-1, S * S, c))
y = layers.MultiHeadAttention(2, 8)(inside, inside)
y = ops.transpose(ops.reshape(y, (-1, h // S, w // S, S, S, c)), (0, 1, 3, 2, 4, 5))
y = ops.reshape(y, (-1, h, w, c))
model = keras.Model(x, layers.Dense(5)(y))
"""
HEADS = """
import keras
from keras import layers, ops

T, C, N = 6, 8, 2
x = keras.Input((T, C))
y = ops.transpose(ops.reshape(layers.Dense(C)(x), (-1, T, N, C // N)), (0, 2, 1, 3))
inside = ops.reshape(y, (-1, T, C // N))
y = layers.Conv1D(C // N, 3, padding="same")(inside)
y = ops.transpose(ops.reshape(y, (-1, N, T, C // N)), (0, 2, 1, 3))
model = keras.Model(x, layers.Dense(3)(ops.reshape(y, (-1, T, C))))
"""


@pytest.mark.parametrize("kind", ["script", "live"])
@pytest.mark.parametrize(("code", "row"), [(WINDOWS, "multi_head_attention"), (HEADS, "conv1d")])
def test_batches_that_axes_join_are_those_of_keras(code: str, row: str, kind: str, tmp_path: Path) -> None:
    keras.backend.clear_session(free_memory=False)
    theirs: dict[str, object] = {}
    exec(code, theirs)
    model, inside = theirs["model"], theirs["inside"]
    (tmp_path / "model.py").write_text(code)
    report = (read(tmp_path / "model.py", model="model") if kind == "script" else read(model)).derive().at()
    assert isinstance(report, Report)
    assert [tuple(r.output) for r in report.rows] == [o.output.shape[1:] for o in model.operations]  # type: ignore[attr-defined]
    assert report.params == model.count_params()  # type: ignore[attr-defined]
    # so many windows of each sample as Keras makes of two samples, and each costs what it costs on its own
    many = keras.Model(model.input, inside)(keras.ops.ones((2, *model.input.shape[1:]))).shape[0]  # type: ignore
    alone = keras.Input(inside.shape[1:])  # type: ignore[attr-defined]
    layer = model.get_layer(row)  # type: ignore[attr-defined]
    once = read(keras.Model(alone, layer(alone, alone) if "attention" in row else layer(alone))).derive().at()
    (ours,) = (r for r in report.rows if r.name == row)
    assert ours.macs == many // 2 * once.macs > 0


def test_sizes_that_no_window_fits_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.py").write_text(WINDOWS)
    report = read(tmp_path / "model.py").derive()
    assert tuple(report.at(H=16).outputs[0]) == (16, 12, 5)
    with pytest.raises(ConditionError, match="nearest: W=12 or W=16"):
        report.at(W=13)


def test_a_live_model_keeps_the_sizes_that_join_its_batch() -> None:
    x = keras.Input((6, 8))
    y = keras.layers.Dense(3)(keras.ops.reshape(x, (-1, 4)))
    report = read(keras.Model(x, keras.ops.reshape(y, (-1, 12, 3)))).derive()
    assert report.pinned == {"T": 6, "d": 8}
    assert (report.params, report.macs) == (15, 12 * 4 * 3)
