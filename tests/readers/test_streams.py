"""Datasets of TensorFlow, and build(): the input of a model where the script tells it, as Keras builds it on the same.

TensorFlow itself is not needed: the shapes of elements are those of its documentation of tf.data.Dataset and of
image_dataset_from_directory, and the models are built by Keras on arrays of these shapes.
"""

from __future__ import annotations

from typing import Any

import keras
import pytest

from symparam.readers.keras_script import read_text

from .running import session

HEAD = (
    "import numpy as np\nimport keras\nfrom keras import Input, Model, Sequential\nfrom keras.layers import *\n"
    "class Net(Model):\n    def __init__(self):\n        super().__init__()\n        self.d = Dense(4)\n"
    "    def call(self, x):\n        return self.d(x)\n"
)
DATA = "x, y = np.zeros((20, 9, 7)), np.zeros((20,))\nds = tf.data.Dataset.from_tensor_slices"
IMAGES = "ds = keras.utils.image_dataset_from_directory"
# what makes ds, and the shape of one input in it
STREAMS: list[tuple[str, tuple[int, ...]]] = [
    (f"{DATA}((x, y)).batch(4)", (9, 7)),
    (f"{DATA}(x).shuffle(5).batch(4, drop_remainder=True).repeat().prefetch(1)", (9, 7)),
    (f"{DATA}((x, y)).batch(4).unbatch().batch(2)", (9, 7)),
    (f"{DATA}((x, y)).map(lambda a, b: (a / 255, b)).batch(4)", (9, 7)),
    (f"{DATA}((x, y)).batch(4).map(lambda a, b: (a[..., :3], b))", (9, 3)),
    ("ds = tf.data.Dataset.from_tensor_slices(([[1., 2., 3.], [4., 5., 6.]], [0, 1])).batch(1)", (3,)),
    ("ds = tf.data.Dataset.from_tensors((np.zeros((6, 5)), np.zeros(6)))", (5,)),
    (
        f"{DATA}(x)\nother = tf.data.Dataset.from_tensor_slices(y)\nds = tf.data.Dataset.zip((ds, other)).batch(2)",
        (9, 7),
    ),
    (f"{IMAGES}('d', image_size=(20, 24), batch_size=8)", (20, 24, 3)),
    (f"{IMAGES}('d', labels=None, color_mode='grayscale')", (256, 256, 1)),
    (f"ds, _ = {IMAGES[5:]}('d', subset='both', validation_split=0.2, seed=1)", (256, 256, 3)),
    (f"{IMAGES}('d', batch_size=None).batch(3)", (256, 256, 3)),
]
MODELS = ["m = Sequential([Dense(4)])", "m = Net()"]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("code", "shape"), STREAMS)
def test_a_model_fitted_to_a_dataset_has_its_input(code: str, shape: tuple[int, ...], model: str) -> None:
    report = read_text(f"import tensorflow as tf\n{HEAD}{code}\n{model}\nm.fit(ds)", "model.py", model="m").derive()
    with session():
        names: dict[str, Any] = {}
        exec(f"{HEAD}{model}", names)
        output = names["m"](keras.Input(shape))
    assert tuple(map(int, report.at().inputs[0])) == shape
    assert report.at().params == names["m"].count_params()
    assert tuple(map(int, report.at().outputs[0])) == tuple(output.shape[1:])


@pytest.mark.parametrize(
    "code",
    [
        "ds = tf.data.Dataset.from_generator(gen)",
        f"{DATA}(open('x'))",
        f"{DATA}((x, y)).map(unread).batch(2)",
        f"{DATA}((x, y)).batch(2).apply(unread)",
    ],
)
def test_elements_that_are_not_known_are_no_input(code: str) -> None:
    text = f"import tensorflow as tf\n{HEAD}{code}\nm = Sequential([Dense(4)])\nm.fit(ds)"
    assert str(read_text(text, "model.py", model="m").derive().inputs[0]) == "Shape(d)"


def test_a_build_of_the_class_itself_tells_the_shape() -> None:
    code = (
        "class Two(Model):\n    def __init__(self):\n        super().__init__()\n        self.a = Dense(4)\n"
        "        self.b = Dense(2)\n    def build(self, shape):\n        self.a.build(shape)\n"
        "        self.b.build(self.a.compute_output_shape(shape))\n        self.built = True\n"
        "    def call(self, x):\n        return self.b(self.a(x))\nm = Two()\nm.build((None, 3))\n"
    )
    with session():
        names: dict[str, Any] = {}
        exec(HEAD + code, names)
    assert read_text(HEAD + code, "model.py").derive().at().params == names["m"].count_params()
