from functools import partial

import keras
from keras import layers

Conv = partial(layers.Conv2D, padding="same", use_bias=False)


class Unit(layers.Layer):
    def __init__(self, filters, strides=1, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.activation = keras.activations.get(activation)
        self.main = [Conv(filters, 3, strides=strides), layers.BatchNormalization(), self.activation,
                     Conv(filters, 3), layers.BatchNormalization()]
        self.side = [Conv(filters, kernel_size=1, strides=strides), layers.BatchNormalization()] if strides > 1 else []

    def call(self, inputs):
        x, skip = inputs, inputs
        for step in self.main:
            x = step(x)
        for step in self.side:
            skip = step(skip)
        return self.activation(x + skip)


model = keras.Sequential([keras.Input((30, 34, 3)), Conv(8, 5, strides=2), layers.MaxPool2D(3, 2, padding="same")])
before = 8
for filters in [8] * 2 + [16] * 2:
    model.add(Unit(filters, strides=1 if filters == before else 2))
    before = filters
model.add(layers.GlobalAvgPool2D())
model.add(layers.Dense(10, activation="softmax"))
