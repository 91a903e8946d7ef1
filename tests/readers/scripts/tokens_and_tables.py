"""Class tokens repeated over a batch, tables of relative positions, statistics, Fourier transforms, counted names."""

import keras
import keras.backend as K
import numpy as np
from keras import layers, ops

SIDE = 4
WIDTH = 16


class Token(layers.Layer):
    """One learnt token in front of the sequence."""

    def __init__(self, way, **kwargs):
        super().__init__(**kwargs)
        self.way = way

    def build(self, shape):
        self.token = self.add_weight(shape=(1, 1, shape[-1]), name="token", initializer="zeros")

    def call(self, x):
        batch = ops.shape(x)[0]
        if self.way == "repeat":
            token = ops.repeat(self.token, batch, axis=0)
        elif self.way == "tile":
            token = ops.tile(self.token, [batch, 1, 1])
        else:
            token = ops.broadcast_to(self.token, (batch, 1, x.shape[-1]))
        return ops.concatenate([token, x], axis=1)


class Relative(layers.Layer):
    """A bias for every pair of places, looked up in a table by their distance."""

    def __init__(self, side, heads):
        super().__init__()
        self.places = side * side
        self.table = self.add_weight(shape=((2 * side - 1) ** 2, heads), name="table", initializer="zeros")
        rows, columns = np.meshgrid(np.arange(side), np.arange(side), indexing="ij")
        spots = np.stack([rows, columns]).reshape(2, -1)
        apart = spots[:, :, None] - spots[:, None, :]
        apart = apart.transpose([1, 2, 0])
        apart[:, :, 0] += side - 1
        apart[:, :, 0] *= 2 * side - 1
        apart[:, :, 1] += side - 1
        index = apart.sum(-1)
        self.index = keras.Variable(index, shape=index.shape, dtype="int32", trainable=False)

    def call(self, scores):
        bias = ops.take(self.table, ops.reshape(self.index, (-1,)), axis=0)
        bias = ops.transpose(ops.reshape(bias, (self.places, self.places, -1)), (2, 0, 1))
        return scores + ops.expand_dims(bias, axis=0)


class Mixing(layers.Layer):
    """Tokens mixed by a Fourier transform."""

    def __init__(self):
        super().__init__()
        self.norm = layers.LayerNormalization()

    def call(self, x):
        real, _ = ops.fft2((x, ops.zeros_like(x)))
        return self.norm(x + real)


class Instance(layers.Layer):
    """Each image brought to mean 0 and variance 1."""

    def build(self, shape):
        self.scale = self.add_weight(shape=shape[-1:], name="scale", initializer="ones")

    def call(self, x):
        mean, variance = ops.moments(x, axes=[1, 2], keepdims=True)
        return self.scale * (x - mean) * ops.rsqrt(variance + 1e-5)


def waves(tokens):
    """Sines and cosines of the place of each token."""
    length, width = ops.shape(tokens)[1], ops.shape(tokens)[2]
    places = ops.expand_dims(ops.reshape(ops.arange(length), [-1]), 1)
    angles = ops.cast(places, "float32") * ops.expand_dims(ops.arange(width // 2) / 7.0, 0)
    return ops.concatenate((ops.sin(angles), ops.cos(angles)), 1)


def block(prefix):
    """A named block, counted by Keras."""
    label = f"{prefix}_{K.get_uid(prefix)}"
    return lambda x: layers.Dense(WIDTH, name=f"{label}_dense")(x)


image = keras.Input((SIDE * 2, SIDE * 2, 3))
x = Instance()(image)
x = layers.Conv2D(WIDTH, 2, strides=2)(x)
x = layers.Reshape((-1, WIDTH))(x)
x = x + waves(x)
scores = ops.matmul(x, ops.transpose(x, (0, 2, 1)))
scores = Relative(SIDE, 3)(ops.expand_dims(scores, axis=1))
x = ops.matmul(ops.mean(scores, axis=1), x)
x = Mixing()(x)
for manner in ("repeat", "tile", "broadcast"):
    x = Token(manner, name=manner)(x)
x = block("stage")(x)
x = block("stage")(x)
spectrum, _ = ops.rfft(ops.transpose(x, (0, 2, 1)))
first, rest = ops.split(x, [1], axis=1)
chosen = ops.take(rest, [0, 2, 4], axis=1)
flat = layers.Flatten()(layers.concatenate([first, chosen], axis=1))
model = keras.Model(image, [layers.Dense(5)(flat), layers.Dense(2)(spectrum)])
