import math
import keras
from keras import layers
H = W = 96
P = 16
assert H % P == 0
n_h, n_w = H // P, W // P
inp = keras.Input((H, W, 3))
x = layers.Conv2D(64, P, strides=P)(inp)
x = layers.Reshape((n_h * n_w, 64))(x)
for r in range(int(math.log2(8))):
    x = layers.Dense(64 >> r)(x)
x = layers.Dense(max(4, 64 // 3) if n_h > 4 else 2)(x)
x = layers.Dense(round(12.6))(x)
x = layers.Flatten()(x)
x = layers.Dense(math.ceil(100 / 3) + (7 & 3) + divmod(17, 5)[1])(x)
model = keras.Model(inp, x)
