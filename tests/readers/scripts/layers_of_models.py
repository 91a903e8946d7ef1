"""``model.layers`` holds layers, and not the functions of tensors that are called between them."""

import keras
from keras import layers, ops


def operations_between():
    x = keras.Input((28, 16, 8))
    t = ops.max_pool(ops.relu(x * x), 2)
    y = layers.Dense(4)(layers.Conv2D(5, 3, padding="same")(t))
    return keras.Model(x, ops.concatenate([y, y[..., :2]], axis=-1))


def first_layers():
    model = operations_between()
    for layer in model.layers[:2]:
        layer.trainable = False
    return model


def by_index():
    model = operations_between()
    model.layers[-1].trainable = False
    model.get_layer(index=1).trainable = False
    return model


def by_count():
    model = operations_between()
    x = model.output
    for _ in range(len(model.layers)):
        x = layers.Dense(3)(x) + 1
    return keras.Model(model.input, layers.Dense(len(model.layers))(x))


def layers_with_the_names_of_operations():
    x = keras.Input((8, 8, 3))
    y = layers.Multiply()([x, x])
    y = layers.Concatenate()([layers.Conv2D(4, 1)(y), ops.reshape(y, (-1, 8, 8, 3))])
    model = keras.Model(x, layers.Conv2D(2, 1)(y))
    for layer in model.layers[:3]:
        layer.trainable = False
    return model


def an_imported_model():
    base = keras.applications.MobileNetV3Small(input_shape=(32, 32, 3), weights=None, include_top=False)
    for layer in base.layers[:20]:
        layer.trainable = False
    return keras.Model(base.input, layers.Dense(2)(base.output * 2))


one = first_layers()
two = by_index()
three = by_count()
four = layers_with_the_names_of_operations()
five = an_imported_model()
