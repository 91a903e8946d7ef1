import keras
from keras import layers
from enum import Enum


class Size(Enum):
    SMALL = 1
    LARGE = 2


def body(x, kind):
    match kind:
        case "conv":
            return layers.Conv2D(8, 3)(x)
        case ("pool", n):
            return layers.MaxPooling2D(n)(x)
        case {"dense": u}:
            return layers.Dense(u)(layers.Flatten()(x))
        case _:
            raise ValueError(kind)


inputs = keras.Input((28, 28, 1))
x = inputs
for k in ["conv", ("pool", 2), "conv", {"dense": 10}]:
    x = body(x, k)
size = Size.SMALL
x = layers.Dense(32 if size is Size.LARGE else 16)(x)
x = layers.Dense(size.value + 1)(x)
model = keras.Model(inputs, x)
