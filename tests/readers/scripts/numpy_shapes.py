import numpy as np
import keras
from keras import layers

img_shape = np.array([64, 48, 3])
latent = 16
code = int(np.prod(img_shape) / 256)
small = (img_shape[:2] / 4).astype(int)
inp = keras.Input(shape=tuple(img_shape))
x = layers.Conv2D(8, 3, strides=2, padding='same')(inp)
x = layers.Conv2D(16, 3, strides=2, padding='same')(x)
shape_before = x.shape
flat = layers.Flatten()(x)
z = layers.Dense(latent)(flat)
d = layers.Dense(int(np.prod(shape_before[1:])))(z)
d = layers.Reshape(shape_before[1:])(d)
d = layers.Conv2DTranspose(8, 3, strides=2, padding='same')(d)
d = layers.Conv2DTranspose(3, 3, strides=2, padding='same')(d)
d2 = layers.Dense(int(np.ceil(np.log2(latent))) * code)(z)
model = keras.Model(inp, [d, d2])
