from keras import ops
from keras.layers import Lambda, Input, Dense, Conv2D
from keras.models import Model
inp = Input((16, 16, 8))
x = Lambda(lambda t: ops.mean(t, axis=[1, 2]))(inp)
y = Lambda(lambda t: t[:, :, 0, :])(inp)
z = Lambda(lambda t, n: t[..., :n], arguments={'n': 4})(inp)
w = Lambda(lambda t: ops.concatenate([t, t], axis=-1))(inp)
v = Lambda(lambda t: ops.relu(t))(w)
p = Lambda(lambda t: ops.expand_dims(t, axis=1), name='ex')(x)
q = Lambda(lambda ts: ts[0] + ts[1])([w, v])
m = Model(inp, [Dense(2)(x), Dense(3)(y), Conv2D(4, 1)(z), Conv2D(2, 1)(q), Dense(5)(p)])
