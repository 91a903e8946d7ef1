import keras
from keras import layers
from keras.layers import *


def grouped(x, channels, card):
    d = channels // card
    if card == 1:
        return Conv2D(channels, 3, padding='same')(x)
    groups = []
    for j in range(card):
        g = Lambda(lambda z, j=j: z[:, :, :, j * d:j * d + d])(x)
        groups.append(Conv2D(d, 3, padding='same')(g))
    return concatenate(groups)


i = Input((16, 16, 3))
x = Conv2D(32, 1)(i)
x = grouped(x, 32, 4)
x = DepthwiseConv2D(3, depth_multiplier=2)(x)
model = keras.Model(i, GlobalAveragePooling2D()(x))
