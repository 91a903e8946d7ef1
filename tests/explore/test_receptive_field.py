"""Receptive fields against gradients of real networks: what an output position does not depend on has gradient 0."""

from __future__ import annotations

import pytest

import symparam
from symparam import Input, Model, Sequential, layers, sizes

from ..frameworks import framework, keras

np = framework("numpy")
L = keras.layers


def chain(*made):
    return lambda x: [x := layer(x) for layer in made][-1]


def residual(x):
    y = L.Conv2D(2, 3, padding="same")(L.Conv2D(2, 3, strides=2, padding="same")(x))
    y = L.Add()([y, L.Conv2D(2, 1, strides=2, padding="same")(x)])
    return L.Add()([L.Conv2D(2, 5, padding="same")(y), y])


def unet(x):
    a = L.Conv2D(2, 3, padding="same")(x)
    b = L.Conv2D(2, 3, padding="same")(L.AveragePooling2D(2)(a))
    c = L.Conv2D(2, 3, padding="same")(L.AveragePooling2D(2)(b))
    d = L.Concatenate()([L.Conv2DTranspose(2, 2, strides=2)(c), b])
    e = L.Conv2D(2, 3, padding="same")(d)
    return L.Conv2D(1, 1)(L.Concatenate()([L.UpSampling2D(2)(e), a]))


def inception(x):
    y = L.Conv2D(2, 3, padding="valid")(x)
    branches = [
        L.Conv2D(2, 1)(y),
        L.Conv2D(2, 3, padding="same")(y),
        L.Conv2D(2, 5, padding="same")(y),
        L.AveragePooling2D(3, strides=1, padding="same")(y),
    ]
    return L.AveragePooling2D(2)(L.Concatenate()(branches))


ARCHITECTURES = {
    "vgg": chain(
        L.Conv2D(2, 3, padding="same"),
        L.Conv2D(2, 3, padding="same"),
        L.AveragePooling2D(2),
        L.Conv2D(2, 3, padding="same"),
        L.BatchNormalization(),
        L.AveragePooling2D(2),
        L.Conv2D(2, 3),
    ),
    "strided": chain(
        L.Conv2D(2, 7, strides=2, padding="same"),
        L.AveragePooling2D(3, 2, padding="same"),
        L.Conv2D(2, 3, strides=2, padding="same"),
        L.DepthwiseConv2D(3),
    ),
    "valid": chain(
        L.Conv2D(2, 5, strides=3), L.ZeroPadding2D(1), L.Conv2D(2, 3), L.Cropping2D(1), L.AveragePooling2D(2)
    ),
    "dilated": chain(L.Conv2D(2, 3, dilation_rate=2), L.Conv2D(2, 3, dilation_rate=4, padding="same"), L.Conv2D(2, 2)),
    "upsampled": chain(L.Conv2D(2, 3, strides=2, padding="same"), L.UpSampling2D(3), L.Conv2D(2, 3, padding="same")),
    "bilinear": chain(L.Conv2D(2, 3, strides=2), L.UpSampling2D(2, interpolation="bilinear"), L.Conv2D(1, 2)),
    "transposed": chain(L.Conv2D(2, 4, strides=2), L.Conv2DTranspose(2, 5, strides=3), L.Conv2D(2, 3)),
    "transposed_same": chain(
        L.Conv2D(2, 3, strides=2, padding="same"), L.Conv2DTranspose(2, 3, strides=2, padding="same"), L.Conv2D(2, 3)
    ),
    "separable": chain(L.SeparableConv2D(2, 3, strides=2), L.ReLU(), L.Dense(3), L.Conv2D(2, 2)),
    "residual": residual,
    "unet": unet,
    "inception": inception,
}
SIZE = 96
PHASES = 12  # a multiple of all factors of upsampling


def seen(model):
    """(first, last) of the rows that each output row in the middle depends on, along the height."""
    import jax

    for w in model.weights:  # positive weights, so that nothing cancels
        w.assign(np.ones(w.shape) if "variance" in w.path or "gamma" in w.path else np.full(w.shape, 0.1))
    x = np.ones((1, *model.input_shape[1:]), "float32")
    out, middle = model.output_shape[1], model.output_shape[2] // 2
    gradient = jax.jit(jax.grad(lambda v, row: model(v, training=False)[0, row, middle].sum()))
    found = []
    for row in range(out // 3, 2 * out // 3 + 1):  # far from the borders, which cut fields off in every layer
        rows = np.nonzero(np.abs(np.asarray(gradient(x, row))[0]).sum(axis=(1, 2)))[0]
        found.append((int(rows.min()), int(rows.max())))
    return found


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_receptive_fields_are_those_of_the_gradients(name):
    x = keras.Input((SIZE, SIZE, 2))
    model = keras.Model(x, ARCHITECTURES[name](x))
    report = symparam.read(model).derive().at()
    extent, other = report.cost("receptive_field")
    stride, _ = report.cost("stride")
    inside = seen(model)
    assert extent == other == max(b - a + 1 for a, b in inside)
    assert len(inside) > 3
    starts = [a for a, _ in inside]
    for first, later in zip(starts, starts[PHASES:], strict=False):
        assert later - first == stride * PHASES


def test_of_every_layer_and_as_a_formula():
    H, W, k = sizes("H W k")
    report = Sequential(
        [layers.Conv2D(4, k), layers.MaxPooling2D(2), layers.Conv2D(4, 3), layers.Flatten()], input=(H, W, 3)
    ).derive()
    assert report.column("receptive_field") == ((k, k), (k + 1, k + 1), (k + 5, k + 5), (None, None))
    assert report.column("stride") == ((1, 1), (2, 2), (2, 2), (None, None))


def test_along_time_and_where_positions_mix():
    T, d = sizes("T d")
    x = Input((T, d))
    convolved = layers.Conv1D(8, 3, padding="causal", dilation_rate=2)(layers.Conv1D(8, 2, padding="causal")(x))
    report = Model(x, convolved).derive()
    assert report.cost("receptive_field") == (6,)
    assert Model(x, layers.LSTM(4, return_sequences=True)(convolved)).derive().cost("receptive_field") == (None,)
    assert Model(x, layers.MultiHeadAttention(2, 4)(x, x)).derive().cost("receptive_field") == (None,)


# Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019, the table
PUBLISHED = {
    "VGG16": (212, 32),
    "ResNet50": (483, 32),
    "ResNet101": (1027, 32),
    "ResNet152": (1507, 32),
    "InceptionV3": (1311, 32),
    "MobileNet": (315, 32),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_receptive_fields(name):
    with keras.StatelessScope(initialize_variables=False):
        model = getattr(keras.applications, name)(weights=None, include_top=False, input_shape=(None, None, 3))
    report = symparam.read(model).derive()
    extent, stride = PUBLISHED[name]
    assert report.cost("receptive_field") == (extent, extent)
    assert report.cost("stride") == (stride, stride)
