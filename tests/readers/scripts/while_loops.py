import math
import keras
from keras import layers
size = 32
latent = 10
start = size // 2 ** int(math.log(size, 2) - 2)
inp = keras.Input((latent,))
x = layers.Dense(start * start * 64)(inp)
x = layers.Reshape((start, start, 64))(x)
f = 64
s = start
while s < size:
    x = layers.Conv2DTranspose(f, 4, strides=2, padding='same')(x)
    s *= 2
    f = max(f // 2, 8)
model = keras.Model(inp, x)
