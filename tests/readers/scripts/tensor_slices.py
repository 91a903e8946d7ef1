import keras
from keras import layers, ops
inp = keras.Input((10, 12))
a, b = inp[:, :5], inp[:, 5:]
c = a * 2 + b - 1.0
d = c[:, -1, :]
e = ops.concatenate([d, ops.mean(c, axis=1)], axis=-1)
f = layers.Dense(e.shape[-1] // 2)(e)
g = ops.stack([f, f], axis=1)
h = ops.max(g, axis=[1], keepdims=True)
k = ops.reshape(h, (-1, f.shape[-1]))
q, r = ops.split(k, 2, axis=-1)
s = q @ ops.transpose(r) if False else q * r
t = ops.expand_dims(s, 1)
u = ops.squeeze(t, 1)
v = ops.where(u > 0, u, -u)
out = layers.Dense(3)(ops.abs(v) ** 2)
model = keras.Model(inp, out)
