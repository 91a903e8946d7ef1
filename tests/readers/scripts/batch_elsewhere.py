"""Transposes that move the batch, frames and windows that join it, products with named axes."""

import keras
from keras import layers, ops


class Heads(layers.Layer):
    """Attention whose three projections come from one, as vision code likes to write it."""

    def __init__(self, width, heads, way, **kwargs):
        super().__init__(**kwargs)
        self.heads, self.size, self.way = heads, width // heads, way
        self.qkv = layers.Dense(3 * width, use_bias=False)
        self.out = layers.Dense(width)

    def call(self, x):
        batch, length, width = ops.shape(x)
        packed = ops.reshape(self.qkv(x), (batch, length, 3, self.heads, self.size))
        packed = ops.transpose(packed, (2, 0, 3, 1, 4))
        if self.way == "index":
            q, k, v = packed[0] * self.size**-0.5, packed[1], packed[2]
        elif self.way == "unstack":
            q, k, v = ops.unstack(packed, axis=0)
        elif self.way == "split":
            q, k, v = (part[0] for part in ops.split(packed, 3, axis=0))
        else:
            packed = ops.softmax(packed, axis=-1) + 0.5 * packed
            q, k, v = packed[0], packed[1, ...], packed[-1, :, :, :, :]
        scores = ops.softmax(q @ ops.swapaxes(k, -2, -1), axis=-1)
        mixed = ops.moveaxis(ops.matmul(scores, v), 1, 2)
        return self.out(ops.reshape(mixed, (batch, length, width)))


class EachFrame(layers.Layer):
    """A convolution on every frame of a clip."""

    def __init__(self, filters):
        super().__init__()
        self.filters = filters
        self.conv = layers.Conv2D(filters, 3, strides=2)

    def call(self, clip):
        shape = ops.shape(clip)
        batch, frames = shape[0], shape[1]
        images = ops.reshape(clip, (batch * frames, clip.shape[2], clip.shape[3], clip.shape[4]))
        return ops.reshape(ops.mean(self.conv(images), axis=(1, 2)), (batch, frames, self.filters))


class Rows(layers.Layer):
    """A dense layer on all rows of a batch at once."""

    def __init__(self, units):
        super().__init__()
        self.dense = layers.Dense(units)

    def call(self, x):
        _, length, width = x.shape
        y = self.dense(ops.reshape(x, (-1, width)))
        return ops.reshape(y, (-1, length, y.shape[-1]))


class Bilinear(layers.Layer):
    """Products with weights, written with letters."""

    def build(self, shape):
        self.first = self.add_weight(shape=(shape[-1], 4, 5), name="first")
        self.second = self.add_weight(shape=(4, 5, 6), name="second")

    def call(self, x):
        heads = ops.einsum("btd,dhk->bhtk", x, self.first)
        scores = ops.einsum("bhqk,bhsk->bhqs", heads, heads)
        heads = ops.einsum("...qs,...sk->...qk", scores, heads)
        return ops.einsum("bhtk,hkm->btm", heads, self.second)


class Shares(layers.Layer):
    """How much of the whole each of several vectors is."""

    def build(self, shapes):
        self.weight = self.add_weight(shape=(shapes[0][-1], 1), name="weight")

    def call(self, parts):
        scores = ops.softmax(ops.stack([ops.tensordot(part, self.weight, axes=1) for part in parts]), axis=0)
        return [scores[i] for i in range(scores.shape[0])]


clip = keras.Input((5, 16, 16, 3))
x = EachFrame(7)(clip)
x = layers.Dense(24)(x)
for style in ("index", "unstack", "split", "other"):
    x = Heads(24, 4, style, name=f"heads_{style}")(x)
x = Rows(9)(x)
x = Bilinear()(x)
left, middle, right = ops.split(x, [2, 3], axis=-1)
x = ops.concatenate([left, middle, ops.repeat(right, 2, axis=-1)], axis=-1)
x = ops.einsum("btd,bte->bde", x, right)
video = keras.Model(clip, layers.Dense(2)(ops.moveaxis(x, 1, 2)), name="video")

grid = keras.Input((6, 16, 12))
y = ops.reshape(grid, (-1, 16, 12))
y = layers.MultiHeadAttention(2, 6)(y, y)
y = ops.reshape(y, (-1, 6, 16, 12))
windows = keras.Model(grid, layers.Dense(4)(y), name="windows")

views = [keras.Input((8,), name=f"view_{i}") for i in range(3)]
encoder = layers.Dense(6)
codes = [encoder(view) for view in views]
if keras.ops.equal(codes[0].shape[-1], 6):
    codes = [layers.multiply([share, code]) for share, code in zip(Shares()(codes), codes, strict=True)]
several = keras.Model(views, layers.Dense(2)(layers.concatenate(codes)), name="several")
