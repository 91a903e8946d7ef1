import argparse

import keras
from keras import layers, ops

HORIZON = 3
WINDOW = 9
n_actions = 6
height, width = 32, 40


class Standardized(layers.Layer):
    """A convolution whose kernel is standardized first."""

    def __init__(self, filters, size=3, stride=1, **kwargs):
        super().__init__(**kwargs)
        self.filters, self.size, self.stride = filters, size, stride

    def build(self, shape):
        self.w = self.add_weight(shape=(self.size, self.size, shape[-1], self.filters), name="w")
        self.g = self.add_weight(shape=(self.filters,), name="g")

    def call(self, x):
        kernel = (self.w - ops.mean(self.w, axis=(0, 1, 2), keepdims=True)) * self.g
        return ops.conv(x, kernel, strides=self.stride, padding="same")


class Blurred(layers.Layer):
    """A depthwise convolution by a kernel of the layer, then pools."""

    def build(self, shape):
        self.w = self.add_weight(shape=(3, 3, shape[-1], 2), name="w")

    def call(self, x):
        x = ops.depthwise_conv(x, self.w, strides=1, padding="valid")
        return ops.concatenate([ops.average_pool(x, 2, 2, "same"), ops.max_pool(x, 2, 2, padding="same")], axis=-1)


class Crossed(layers.Layer):
    """The cross network of recommenders: products over chosen axes."""

    def __init__(self, count, **kwargs):
        super().__init__(**kwargs)
        self.count = count

    def build(self, shape):
        self.kernels = [self.add_weight(shape=(shape[-1], 1), name=f"kernel{i}") for i in range(self.count)]

    def call(self, x):
        first = now = ops.expand_dims(x, 2)
        for kernel in self.kernels:
            now = ops.matmul(first, ops.tensordot(now, kernel, axes=(1, 0))) + now
        return ops.squeeze(now, 2)


class Block(layers.Layer):
    """A block of N-BEATS."""

    def __init__(self, size, horizon, units, **kwargs):
        super().__init__(**kwargs)
        self.size, self.horizon = size, horizon
        self.hidden = [layers.Dense(n, activation="relu") for n in units]
        self.theta = layers.Dense(size + horizon)

    def call(self, x):
        for layer in self.hidden:
            x = layer(x)
        theta = self.theta(x)
        return theta[:, :self.size], theta[:, -self.horizon:]


parser = argparse.ArgumentParser()
parser.add_argument("--layers", nargs="?", default="[64, 32]")
args = parser.parse_args([])

image = keras.Input((height, width, 3))
x = Standardized(8)(image)
x = Standardized(16, 5, 2)(x)
x = Blurred()(x)
x = layers.Lambda(lambda t: t / (1 + ops.mean(ops.square(t), axis=0, keepdims=True)))(x)
x = layers.Dense(12)(layers.GlobalAveragePooling2D()(x))
x = Crossed(2)(x)
value = layers.Dense(1)(x)
advantage = layers.Dense(n_actions)(x)
advantage = layers.Lambda(lambda a: a[:, :] - ops.mean(a[:, :], keepdims=True), output_shape=(n_actions,))(advantage)
q = layers.Add()([value, advantage])
q = layers.Lambda(lambda t: t - ops.mean(t))(q)
dueling = keras.Model(image, q)

series = keras.Input((WINDOW,))
rest, forecast = series, 0
for i in range(3):
    back, ahead = Block(WINDOW, HORIZON, eval(args.layers), name=f"block_{i}")(rest)
    rest = layers.subtract([rest, back])
    forecast = ahead + forecast
late = series[:, WINDOW - HORIZON:WINDOW]
beats = keras.Model(series, layers.Dense(2)(layers.concatenate([forecast, late, series[:, 1:-HORIZON]])))

tokens = keras.Input((WINDOW,), dtype="int32")
places = layers.Embedding(WINDOW, 8, name="outside")(ops.arange(0, WINDOW))
texts = keras.Model(tokens, layers.Dense(4)(layers.Embedding(100, 8)(tokens) + places))
