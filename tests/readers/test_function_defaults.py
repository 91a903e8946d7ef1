"""Every function of keras.ops that scripts know, with what it takes where the call does not say, and with each argument
that changes shapes: its output shape against Keras running the same script, or a refusal."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symparam import read
from symparam.errors import SymparamError
from symparam.readers.keras_script.defaults import AXES

from ..frameworks import framework

keras = framework("keras", "keras")
from keras import ops  # noqa: E402
from keras.src.legacy import backend  # noqa: E402

SCRIPT = "import keras\nfrom keras import ops\nx = keras.Input({})\nmodel = keras.Model(x, {})\n"
SHAPES = ((6, 4, 3), (4, 4))
REQUIRED = {
    "axes": "(0, 2, 1)",
    "axis": "1",
    "axis1": "1",
    "axis2": "2",
    "destination": "2",
    "dtype": "'float32'",
    "fill_value": "1",
    "indices": "[0, 1]",
    "indices_or_sections": "2",
    "k": "2",
    "newshape": "(-1, 12, 6)",
    "num_classes": "5",
    "pad_width": "((0, 0), (1, 1), (2, 0), (0, 0))",
    "pool_size": "2",
    "repeats": "2",
    "sequence_length": "2",
    "sequence_stride": "1",
    "shape": "(-1, 6, 12)",
    "shift": "1",
    "size": "(2, 2)",
    "source": "1",
    "start_indices": "(0, 1, 1, 0)",
    "x2": "x",
    "x_max": "1",
    "x_min": "0",
    "xs": "[x, x]",
    "y": "x",
}
OPTIONS = {
    "axes": ("1", "(1, 2)"),
    "axis": ("1", "-1", "0", "None", "(1, 2)"),
    "data_format": ("'channels_first'",),
    "dilation_rate": ("2",),
    "indices_or_sections": ("3",),
    "k": ("1",),
    "keepdims": ("True",),
    "n": ("2",),
    "num": ("4",),
    "ord": ("2",),
    "padding": ("'same'",),
    "strides": ("1",),
}
ILLEGAL = {"moments": (SHAPES[1],)}  # where all axes are reduced: one number beside the batch, for Keras and here


def functions() -> Iterator[str]:
    for home, module in (("", ops), ("image.", ops.image), ("linalg.", ops.linalg)):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            parameters = [p for p in inspect.signature(function).parameters.values() if p.kind is not p.VAR_KEYWORD]
            if all(p.name in REQUIRED or i == 0 for i, p in enumerate(parameters) if p.default is p.empty):
                yield home + name


def calls(name: str) -> Iterator[str]:
    function: Any = ops
    for part in name.split("."):
        function = getattr(function, part)
    parameters = inspect.signature(function).parameters.values()
    required = [REQUIRED.get(p.name, "x") for p in parameters if p.default is p.empty and p.kind is not p.VAR_KEYWORD]
    options = [f"{p.name}={v}" for p in parameters if p.default is not p.empty for v in OPTIONS.get(p.name, ())]
    for option in ("", *options):
        yield f"ops.{name}({', '.join([*required, *([option] if option else [])])})"


def theirs(text: str, shape: tuple[int, ...]) -> list[tuple[int | None, ...]] | None:
    """Keras's output shapes, or None where it refuses."""
    names: dict[str, Any] = {}
    try:
        with keras.StatelessScope(initialize_variables=False):  # weights without values: nothing is compiled for them
            exec(SCRIPT.format(shape, text), names)
    except Exception:  # whatever Keras raises is its refusal
        return None
    return [tuple(t.shape) for t in names["model"].outputs]


def ours(text: str, shape: tuple[int, ...], path: Path) -> list[tuple[object, ...]] | None:
    """symparam's output shapes, or None where it refuses."""
    path.write_text(SCRIPT.format(shape, text))
    try:
        return [tuple(x) for x in read(path).derive().at().outputs]
    except SymparamError:
        return None


def as_told(shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """A shape of Keras as symparam tells it: without the batch; one number, or a batch of 1, fits beside any sample."""
    assert shape == () or shape[0] in (None, 1), shape
    return shape[1:]


@pytest.mark.parametrize("name", list(functions()))
def test_function_has_the_defaults_and_arguments_of_keras(name: str, tmp_path: Path) -> None:
    for text in calls(name):
        for shape in SHAPES:
            if shape in ILLEGAL.get(name, ()) or (wanted := theirs(text, shape)) is None:
                continue
            if (found := ours(text, shape, tmp_path / "model.py")) is not None:
                assert found == [as_told(s) for s in wanted], (text, shape)


@pytest.mark.parametrize("name", AXES)
def test_axis_is_the_default_of_each_library(name: str) -> None:
    in_ops, in_backend, _ = AXES[name]
    assert in_ops == inspect.signature(getattr(ops, name)).parameters["axis"].default
    if hasattr(backend, name):
        assert in_backend == inspect.signature(getattr(backend, name)).parameters["axis"].default


TURNED = """
import keras
from keras import backend as K, layers, ops
import tensorflow as tf
{}.set_image_data_format("channels_first")
x = keras.Input((3, 12, 8))
model = keras.Model(x, {})
"""


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("K.concatenate([x, x])", (3, 12, 16)),  # keras.backend: axis=-1
        ("K.argmax(x)", (3, 12)),  # keras.backend: axis=-1
        ("tf.cumsum(x, axis=1)", (3, 12, 8)),
        ("tf.one_hot(x, 5)", (3, 12, 8, 5)),
        ("ops.max_pool(x, 2)", (3, 6, 4)),  # keras.ops follows the session's data format
        ("ops.average_pool(x, 2, data_format='channels_last')", (1, 6, 8)),
        ("ops.conv(x, ops.ones((3, 3, 3, 7)))", (7, 10, 6)),
        ("ops.image.resize(x, (4, 5))", (3, 4, 5)),
        ("ops.image.extract_patches(x, (2, 2))", (12, 6, 4)),
        ("tf.nn.max_pool2d(x, 2, 2, 'VALID')", (1, 6, 8)),  # TensorFlow does not
        ("layers.Resizing(4, 5)(x)", (3, 4, 5)),
        ("layers.CenterCrop(4, 5)(x)", (3, 4, 5)),
    ],
)
def test_function_takes_what_its_library_and_session_say(text: str, shape: tuple[int, ...], tmp_path: Path) -> None:
    path = tmp_path / "model.py"
    for setter in ("K", "keras.config"):
        path.write_text(TURNED.format(setter, text))
        assert tuple(read(path).derive().at().outputs[0]) == shape
