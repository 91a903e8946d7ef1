import keras
from keras import layers, ops

classes = 7
side = 24
patch = 4
width = 12
assert side % patch == 0, "the patches must cover the image"
count = (side // patch) ** 2


class Patched(layers.Layer):
    def __init__(self, size, **kwargs):
        super().__init__(**kwargs)
        self.size = size

    def call(self, images):
        cut = ops.image.extract_patches(images, size=self.size)
        rows, columns = cut.shape[1], cut.shape[2]
        return ops.reshape(cut, (-1, rows * columns, cut.shape[-1]))


class Placed(layers.Layer):
    def __init__(self, count, width):
        super().__init__()
        self.project = layers.Dense(width)
        self.place = layers.Embedding(count, width)
        self.count = count

    def call(self, patches):
        where = ops.expand_dims(ops.arange(0, self.count, 1), axis=0)
        return self.project(patches) + self.place(where)


def mixed(x, heads):
    y = layers.LayerNormalization()(x)
    y = layers.MultiHeadAttention(heads, width // heads)(y, y)
    return layers.Add()([x, y])


inputs = keras.Input((side, side, 3))
x = Placed(count, width)(Patched(patch, name="patched")(inputs))
for block in range(2):
    x = mixed(x, 3)
x = layers.GlobalAveragePooling1D()(x)
model = keras.Model(inputs, layers.Dense(classes)(x))
