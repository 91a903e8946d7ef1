import keras
from keras import layers as L, ops


def channel_shuffle(x, groups):
    h, w, c = x.shape[1:]
    x = L.Reshape((h, w, groups, c // groups))(x)
    x = L.Permute((1, 2, 4, 3))(x)
    return L.Reshape((h, w, c))(x)


inp = keras.Input((28, 28, 3))
x = L.Conv2D(24, 3, strides=2, padding="same")(inp)
x = channel_shuffle(x, 3)
a, b = ops.split(x, 2, axis=-1)
b = L.Conv2D(12, 1)(b)
x = L.Concatenate()([a, b])
model = keras.Model(inp, L.Dense(4)(L.GlobalAveragePooling2D()(x)))
