"""What published scripts do beside layers: each kind is read as Keras runs it, at two sizes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from symparam.graph import Model
from symparam.readers import keras_script, names, read_with
from symparam.report import Report

from ..frameworks import keras

HEAD = "import numpy as np\nimport keras\nfrom keras import layers, ops\nN = 12\n"
LAYER = (
    "class Mine(layers.Layer):\n    def __init__(self):\n        super().__init__()\n"
    "        self.dense = layers.Dense(4)\n"
)
END = "x = keras.Input((N,))\nmodel = keras.Model(x, layers.Dense(3)(Mine()(x)))\n"
KINDS = {
    "rows of a matrix that numpy draws": LAYER + "        rows = np.random.choice(np.arange(N), 5, replace=False)\n"
    "        self.mask = ops.convert_to_tensor(np.eye(N)[rows], 'float32')\n"
    "    def call(self, x):\n        return self.dense(ops.matmul(x, ops.transpose(self.mask)))\n" + END,
    "numbers of linspace, given by name": "x = y = keras.Input((N,))\n"
    "for units in np.linspace(start=4, stop=8, num=3):\n    y = layers.Dense(int(units))(y)\n"
    "model = keras.Model(x, y)\n",
    "a scale that is cast": LAYER
    + "    def call(self, x):\n        return self.dense(x * ops.cast(8 ** -0.5, x.dtype))\n"
    + END,
    "a size beside the tensor": LAYER + "    def call(self, x):\n        return self.dense(x), x.shape[1] // 2\n"
    "class Outer(layers.Layer):\n    def __init__(self):\n        super().__init__()\n        self.mine = Mine()\n"
    "    def call(self, x):\n        y, n = self.mine(x)\n        return ops.tile(y, (1, n))\n"
    "x = keras.Input((N,))\nmodel = keras.Model(x, layers.Dense(2)(Outer()(x)))\n",
    "tensors in a dict beside it": LAYER
    + "    def call(self, x):\n        y = self.dense(x)\n        return y, {'b': x, 'a': ops.softmax(y)}\n"
    "x = keras.Input((N,))\ny, more = Mine()(x)\n"
    "model = keras.Model(x, [layers.Dense(2)(more['a']), layers.Dense(2)(more['b'])])\n",
    "a mask": LAYER + "    def call(self, x, mask=None):\n"
    "        return self.dense(x * ops.expand_dims(ops.cast(mask, 'float32'), -1))\n"
    "x = keras.Input((N,))\n"
    "model = keras.Model(x, Mine()(layers.Dense(7)(layers.Embedding(9, 5, mask_zero=True)(x))))\n",
    "no mask": LAYER + "    def call(self, x, mask=None):\n        return self.dense(x) if mask is None else x\n"
    "x = keras.Input((N,))\nmodel = keras.Model(x, Mine()(layers.Dense(7)(layers.Embedding(9, 5)(x))))\n",
    "a convolution with another kernel": "class Mine(layers.Conv1D):\n    def call(self, x):\n"
    "        return self.convolution_op(x, self.kernel - ops.mean(self.kernel)) + self.bias\n"
    "x = keras.Input((N, 3))\nmodel = keras.Model(x, layers.Flatten()(Mine(5, 3, strides=2)(x)))\n",
    "the weights of a layer of Keras": "class Mine(layers.Dense):\n    def call(self, x):\n"
    "        return ops.matmul(x, self.kernel) + self.bias\n"
    "x = keras.Input((N,))\nmodel = keras.Model(x, Mine(5)(x))\n",
    "the layer of Keras itself, and its weights": "class Mine(layers.Dense):\n    def call(self, x):\n"
    "        return super().call(x) * ops.sum(self.kernel)\n"
    "x = keras.Input((N,))\nmodel = keras.Model(x, Mine(5)(x))\n",
    "places of a table": LAYER + "        self.table = self.add_weight(shape=(9, 2))\n    def call(self, x):\n"
    "        places = ops.meshgrid(ops.arange(2), ops.arange(3), indexing='ij')\n"
    "        places = ops.reshape(ops.stack(places, axis=0), [2, -1])\n"
    "        bias = ops.reshape(ops.take(self.table, places), (1, -1))\n"
    "        return self.dense(ops.concatenate([x, ops.tile(bias, (ops.shape(x)[0], 1))], axis=1))\n" + END,
    "a constant for each sample": LAYER + "    def call(self, x):\n        one = ops.ones([ops.shape(x)[0], 1, 1])\n"
    "        one = ops.tile(ops.reshape(one, [ops.shape(x)[0], -1, 1]), (1, 1, 2))\n"
    "        return self.dense(one * ops.expand_dims(x, 2))\n" + END,
    "three parts before the batch": LAYER
    + "    def call(self, x):\n        three = ops.transpose(ops.reshape(x, (-1, N // 3, 3)), (2, 0, 1))\n"
    "        q, k, v = ops.split(three, 3, axis=0)\n        return self.dense(ops.squeeze(k, axis=0))\n" + END,
    "one image, without a batch": "change = keras.Sequential([layers.Resizing(N, 6)])\n"
    "x = keras.Input(change(np.zeros((9, 9, 3))).shape)\nmodel = keras.Model(x, layers.Flatten()(x))\n"
    "model = keras.Model(x, layers.Dense(2)(model.output))\n",
}


def read_text(code: str, **options: str) -> Model:
    return keras_script.read_text(code, "net.py", **options)


@pytest.mark.parametrize("size", [12, 18])
@pytest.mark.parametrize("kind", KINDS)
def test_what_scripts_do_is_what_keras_does(kind: str, size: int) -> None:
    code = HEAD.replace("12", str(size)) + KINDS[kind]
    theirs: dict[str, Any] = {}
    with keras.StatelessScope(initialize_variables=False):
        exec(code, theirs)
    report = read_text(code, model="model").derive().at()
    assert isinstance(report, Report)
    assert report.params == theirs["model"].count_params()
    assert tuple(report.rows[-1].output) == theirs["model"].outputs[-1].shape[1:]


SIAMESE = HEAD + (
    "a, b = keras.Input((N,)), keras.Input((N,))\n"
    "net = keras.Model([a, b], layers.Dense(3)(layers.Concatenate()([a, b])))\n"
    "class Trainer(keras.Model):\n    def __init__(self, net):\n        super().__init__()\n        self.net = net\n"
    "        self.end = layers.Dense(2)\n    def call(self, inputs):\n        return self.end(self.net(inputs))\n"
    "model = Trainer(net)\n"
)


def test_the_input_of_a_subclass_is_that_of_the_model_that_takes_it() -> None:
    assert read_text(SIAMESE, model="model").derive().at().params == (24 * 3 + 3) + (3 * 2 + 2)  # two Dense layers


TRAINER = HEAD + (
    "class Gan(keras.Model):\n    def __init__(self):\n        super().__init__()\n"
    "        self.maker = keras.Sequential([keras.Input((N,)), layers.Dense(3)])\n"
    "        self.judge = keras.Sequential([keras.Input((3,)), layers.Dense(1)])\n"
    "    def call(self, inputs):\n        noise, real = inputs\n"
    "        return self.judge(self.maker(noise)), self.judge(real)\n"
    "gan = Gan()\ngan.compile()\n"
)


def test_a_trainer_is_the_models_that_it_holds() -> None:
    assert keras_script.models_in(TRAINER, "net.py") == ["gan.maker", "gan.judge"]
    assert read_text(TRAINER, model="gan.maker").derive().at().params == 12 * 3 + 3


TF = "import tensorflow as tf\nimport keras\nfrom keras import layers\n"


def test_data_beside_a_placeholder_has_its_shape() -> None:
    code = (
        "from keras import backend as K\nfrom keras.applications import vgg16\n"
        "from keras.preprocessing.image import load_img\n"
        "picture = K.variable(vgg16.preprocess_input(load_img('a.jpg')))\nmade = K.placeholder((1, 64, 96, 3))\n"
        "model = vgg16.VGG16(input_tensor=K.concatenate([picture, made], axis=0), include_top=False)\n"
    )
    report = read_text(code).derive().at()
    with keras.StatelessScope(initialize_variables=False):
        model = keras.applications.VGG16(weights=None, include_top=False, input_shape=(64, 96, 3))
    assert report.params == model.count_params()
    assert tuple(report.rows[-1].output) == model.output.shape[1:]


def test_the_categories_that_adapt_counts_are_a_symbol() -> None:
    code = TF + (
        "from tensorflow.keras.layers.experimental.preprocessing import CategoryEncoding\n"
        "ends = []\nfor x in (keras.Input((1,)), keras.Input((1,))):\n"
        "    encode = CategoryEncoding(output_mode='binary')\n    encode.adapt(data)\n"
        "    ends.append((x, encode(x)))\nx, y = zip(*ends)\n"
        "model = keras.Model(list(x), layers.Dense(3)(layers.concatenate(list(y))))\n"
    )
    report = read_text(code).derive().at(categories=7, categories_2=4)
    assert report.params == (7 + 4) * 3 + 3  # of a Dense layer


def test_functions_of_tensorflow_that_keras_has_not() -> None:
    code = TF + (
        "class Mine(layers.Layer):\n    def __init__(self):\n        super().__init__()\n"
        "        self.table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(words, values), -1)\n"
        "    def call(self, x):\n        eye = tf.eye(3, batch_shape=[tf.shape(x)[0], 1])\n"
        "        same = tf.expand_dims(tf.cast(self.table.lookup(x) == 0, 'float32'), -1)\n"
        "        return tf.image.combined_non_max_suppression(tf.matmul(same * x, eye), x[:, :, 0], 5, 9)\n"
        "x = keras.Input((8, 8, 3))\nboxes, scores, kinds, count = Mine()(x)\n"
        "model = keras.Model(x, [boxes, scores, kinds, count])\n"
    )
    code = code.replace("tf.matmul(same * x, eye)", "tf.matmul(same[..., 0] * x, eye)")
    shapes = [tuple(t.shape) for t in read_text(code, model="model").outputs]
    assert shapes == [(9, 4), (9,), (9,), ()]  # as TensorFlow's reference has them


def test_a_part_of_a_size_without_a_value_is_a_floor() -> None:
    code = HEAD + (
        "x = keras.Input((None,))\nn = x.shape[1]\nfrom data import width\n"
        "y = keras.Input((width,))\nmodel = keras.Model(y, layers.Dense(int(y.shape[1] * 0.75))(y))\n"
    )
    for width in (8, 13):
        units = int(width * 0.75)
        assert read_text(code).derive().at(width=width).params == width * units + units


@pytest.mark.parametrize(
    "part",
    [
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.model = model\n",
        "ddp = nn.parallel.DistributedDataParallel(model)\nloss = nn.CrossEntropyLoss()\n",
    ],
)
def test_a_model_of_keras_that_torch_trains_is_keras_s(part: str, tmp_path: Path) -> None:
    file = tmp_path / "net.py"
    file.write_text(
        f"import torch.nn as nn\n{HEAD}model = keras.Sequential([keras.Input((N,)), layers.Dense(3)])\n{part}"
    )
    assert names(file, {}) == ["model"]
    assert read_with(file, {}).derive().at().params == 12 * 3 + 3
