"""Models that only train others, a subclassed model that is fitted to data and labels, initializers that are called."""

import keras
import numpy as np
from keras import layers, ops

(images, labels), _ = keras.datasets.cifar10.load_data()
labels = keras.utils.to_categorical(labels, 10)


def network(width):
    picture = keras.Input((12, 12, 1))
    x = layers.Conv2D(width, 3)(picture)
    return keras.Model(picture, layers.Conv2D(1, 1)(x), name="network")


class Codes(layers.Layer):
    """A table of codes, made by an initializer."""

    def __init__(self, count, size):
        super().__init__()
        start = keras.initializers.RandomUniform()
        self.size = size
        self.table = keras.Variable(start(shape=(size, count)), trainable=True)

    def call(self, x):
        rows = ops.reshape(x, [-1, self.size])
        near = ops.argmin(ops.sum(rows**2, axis=1, keepdims=True) - 2 * ops.matmul(rows, self.table), axis=1)
        found = ops.matmul(ops.one_hot(near, 6), ops.transpose(self.table))
        return ops.reshape(found, ops.shape(x))


class Trainer(keras.Model):
    """Holds what it trains; calls nothing itself."""

    def __init__(self, width, **kwargs):
        super().__init__(**kwargs)
        self.normalizer = layers.Normalization()
        self.network = network(width)
        self.loss_tracker = keras.metrics.Mean(name="loss")

    @property
    def metrics(self):
        return [self.loss_tracker]

    def train_step(self, data):
        return {"loss": self.loss_tracker.result()}


class Classifier(keras.Model):
    """Fitted to pictures and labels, of which only the pictures reach its call."""

    def __init__(self):
        super().__init__()
        self.conv = layers.Conv2D(4, 3)
        self.pool = layers.GlobalAveragePooling2D()
        self.head = layers.Dense(10)

    def call(self, inputs, training=False):
        x = self.conv(inputs)
        if training:
            x = ops.nn.dropout(x, 0.5)
        return self.head(self.pool(x))


trainer = Trainer(8)
trainer.compile(optimizer=keras.optimizers.Adam(), loss="mse")
trainer.fit(np.zeros((4, 12, 12, 1)), epochs=1)
classifier = Classifier()
classifier.compile(optimizer="adam", loss="mse")
classifier.fit(x=images, y=labels, epochs=1)
patch = keras.Input((6, 6, 4))
coder = keras.Model(patch, layers.Dense(3)(Codes(6, 4)(patch)), name="coder")
