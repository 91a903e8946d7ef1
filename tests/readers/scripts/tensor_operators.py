import keras
from keras import layers, Input, Model


def squeeze_excite(x, ratio=4):
    channels = x.shape[-1]
    s = layers.GlobalAveragePooling2D(keepdims=True)(x)
    s = layers.Dense(channels // ratio, activation='relu')(s)
    s = layers.Dense(channels, activation='sigmoid')(s)
    return x * s


def hard_swish(x):
    return x * layers.ReLU(6.)(x + 3.) * (1. / 6.)


inputs = Input((40, 40, 3))
x = layers.Rescaling(1 / 127.5, offset=-1)(inputs)
x = layers.Conv2D(16, 3, strides=2, padding='same', use_bias=False)(x)
x = hard_swish(x)
y = squeeze_excite(x)
x = x + y
x = layers.DepthwiseConv2D(3, padding='same')(x)
x = layers.SeparableConv2D(24, 3)(x)
half = x[:, ::2, ::2, :]
x = layers.GlobalMaxPooling2D()(half)
outputs = layers.Dense(3)(-x)
model = Model(inputs, outputs)
