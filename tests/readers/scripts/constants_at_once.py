"""Layers called on constants outside any layer: Keras computes them at once and leaves them out of the graph."""

import numpy as np
from keras import Input, Model, layers, ops

LENGTH = 16
WIDTH = 8


class Positions(layers.Layer):
    """Embeds positions."""

    def __init__(self, length, width):
        super().__init__()
        self.table = layers.Embedding(length, width)

    def call(self, positions):
        return self.table(positions)


class Marked(layers.Layer):
    """Adds embedded positions within its own call, where their weights count."""

    def __init__(self, length, width):
        super().__init__()
        self.table = layers.Embedding(length, width)
        self.mix = layers.Dense(width)

    def call(self, x):
        return x + self.mix(self.table(ops.arange(LENGTH)))


def learned():
    x = Input((LENGTH, WIDTH))
    positions = layers.Embedding(LENGTH, WIDTH)(ops.arange(LENGTH))
    return Model(x, layers.Dense(4)(x + positions))


def used_again():
    words = Input((LENGTH,))
    table = layers.Embedding(LENGTH, WIDTH, name="table")
    positions = table(ops.arange(LENGTH))
    return Model(words, layers.Dense(4)(table(words) + positions))


def of_an_array():
    x = Input((LENGTH, WIDTH))
    positions = layers.Dense(WIDTH)(layers.Embedding(LENGTH, WIDTH)(np.arange(LENGTH)))
    y = layers.Add()([x, ops.expand_dims(positions, 0)])
    return Model(x, layers.Concatenate()([y, layers.Dense(4)(y)]))


def samples_first():
    x = Input((3, WIDTH))
    flat = layers.Flatten()(ops.ones((3, 2, 4)))
    attended = layers.MultiHeadAttention(2, 4)(ops.ones((1, 3, WIDTH)), ops.ones((1, 5, WIDTH)))
    return Model(x, layers.Dense(4)(x + layers.Dense(WIDTH)(flat) + attended))


def own_layers():
    words = Input((LENGTH,))
    y = layers.Embedding(100, WIDTH)(words) + Positions(LENGTH, WIDTH)(ops.arange(LENGTH))
    return Model(words, layers.Dense(4)(Marked(LENGTH, WIDTH)(y)))


learned_model = learned()
used_again_model = used_again()
of_an_array_model = of_an_array()
samples_first_model = samples_first()
own_layers_model = own_layers()
