"""Networks written once for two libraries: ``k`` is Keras, or symparam under Keras's names.

Each takes an input size and gives input and output tensors. They are chosen for what makes sizes illegal: windows that
run out of input, branches that must meet, fixed reshapes, sizes of 1 that pass because they broadcast.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ARCHITECTURES: dict[str, Callable[..., tuple[Any, Any]]] = {}


def architecture(build: Callable[..., tuple[Any, Any]]) -> Callable[..., tuple[Any, Any]]:
    ARCHITECTURES[build.__name__] = build
    return build


@architecture
def vgg(k, h, w):
    x = source = k.Input((h, w, 3))
    for filters in (4, 8, 8):
        x = k.layers.Conv2D(filters, 3, padding="same")(x)
        x = k.layers.MaxPooling2D(2)(x)
    return source, k.layers.Dense(5)(k.layers.Flatten()(x))


@architecture
def valid_windows(k, h, w):
    x = source = k.Input((h, w, 3))
    x = k.layers.Conv2D(4, 7, strides=2)(x)
    x = k.layers.MaxPooling2D(3, 2)(x)
    x = k.layers.Conv2D(4, 3, dilation_rate=3)(x)
    return source, k.layers.AveragePooling2D(4)(x)


@architecture
def unet(k, h, w):
    x = source = k.Input((h, w, 3))
    kept = []
    for filters in (2, 3, 4, 5):
        x = k.layers.Conv2D(filters, 3, padding="same")(x)
        kept.append(x)
        x = k.layers.MaxPooling2D(2)(x)
    for skip in reversed(kept):
        x = k.layers.Concatenate()([k.layers.UpSampling2D(2)(x), skip])
        x = k.layers.Conv2D(2, 3, padding="same")(x)
    return source, x


@architecture
def unet_without_padding(k, h, w):
    x = source = k.Input((h, w, 1))
    a = k.layers.Conv2D(2, 3)(x)
    x = k.layers.MaxPooling2D(2)(a)
    x = k.layers.Conv2D(2, 3)(x)
    x = k.layers.Conv2DTranspose(2, 2, strides=2)(x)
    return source, k.layers.Concatenate()([x, k.layers.Cropping2D(2)(a)])


@architecture
def valid_branches(k, h, w):
    source = k.Input((h, w, 3))
    a = k.layers.Conv2D(4, 3, strides=2)(source)
    b = k.layers.MaxPooling2D(3, 3)(k.layers.Conv2D(4, 5)(source))
    return source, k.layers.Add()([a, b])


@architecture
def inception(k, h, w):
    source = k.Input((h, w, 3))
    a = k.layers.Conv2D(4, 3, strides=2)(source)
    b = k.layers.Conv2D(4, 3, strides=2)(k.layers.Conv2D(4, 3, padding="same")(source))
    c = k.layers.MaxPooling2D(3, 2)(source)
    return source, k.layers.Concatenate()([a, b, c])


@architecture
def transposed(k, h, w):
    x = source = k.Input((h, w, 3))
    x = k.layers.Conv2D(4, 3, strides=2, padding="same")(x)
    x = k.layers.Conv2D(4, 3, strides=2, padding="same")(x)
    x = k.layers.Conv2DTranspose(4, 3, strides=2, padding="same")(x)
    x = k.layers.Conv2DTranspose(3, 3, strides=2, padding="same")(x)
    return source, k.layers.Add()([x, source])


@architecture
def transposed_valid(k, h, w):
    x = source = k.Input((h, w, 3))
    x = k.layers.Conv2D(4, 4, strides=3)(x)
    x = k.layers.Conv2DTranspose(3, 4, strides=3)(x)
    return source, k.layers.Subtract()([x, source])


@architecture
def residual_autoencoder(k, h, w):
    x = source = k.Input((h, w, 2))
    x = down = k.layers.Conv2D(2, 3, strides=2)(x)
    x = k.layers.AveragePooling2D(2, padding="same")(x)
    x = k.layers.UpSampling2D(2)(x)
    x = k.layers.Multiply()([x, down])
    return source, k.layers.ZeroPadding2D(1)(x)


@architecture
def patches(k, h, w):
    x = source = k.Input((h, w, 3))
    x = k.layers.Conv2D(8, 16, strides=16)(x)
    return source, k.layers.Reshape((10, 4, 8))(x)


@architecture
def free_reshape(k, h, w):
    x = source = k.Input((h, w, 3))
    x = k.layers.MaxPooling2D((2, 1))(x)
    return source, k.layers.Reshape((-1, 6, 4 * 3))(x)


@architecture
def squeeze_and_excite(k, h, w):
    x = source = k.Input((h, w, 8))
    s = k.layers.GlobalAveragePooling2D(keepdims=True)(x)
    x = k.layers.Multiply()([x, k.layers.Dense(8)(s)])
    return source, k.layers.Add()([x, k.layers.MaxPooling2D(2, padding="same")(x)])


@architecture
def cropped(k, h, w):
    x = source = k.Input((h, w, 3))
    x = k.layers.Cropping2D(((3, 5), (1, 1)))(x)
    x = k.layers.UpSampling2D(3)(x)
    return source, k.layers.Conv2D(4, 5, strides=4)(x)


@architecture
def upsampled_and_pooled(k, h, w):
    source = k.Input((h, w, 3))
    a = k.layers.MaxPooling2D(2)(k.layers.UpSampling2D(3)(source))
    b = k.layers.UpSampling2D((3, 3))(k.layers.Conv2D(3, 1, strides=2)(source))
    return source, k.layers.Maximum()([a, b])


@architecture
def depthwise(k, h, w):
    x = source = k.Input((h, w, 3))
    x = k.layers.DepthwiseConv2D(3, strides=2, padding="valid")(x)
    x = k.layers.SeparableConv2D(6, 3, padding="same", strides=2)(x)
    return source, k.layers.Average()([x, k.layers.Conv2D(6, 6, strides=4)(source)])


@architecture
def broadcasting(k, h, w):
    source = k.Input((h, w, 3))
    a = k.layers.MaxPooling2D((5, 1))(source)
    return source, k.layers.Add()([a, k.layers.Conv2D(3, (4, 1), strides=(3, 1))(source)])


@architecture
def causal(k, h, w):
    source = k.Input((h, 3))
    a = k.layers.MaxPooling1D(3)(k.layers.Conv1D(4, 3, padding="causal", dilation_rate=2)(source))
    return source, k.layers.Add()([a, k.layers.Conv1D(4, 5, strides=3)(source)])


@architecture
def over_time(k, h, w):
    x = source = k.Input((4, h, w, 3))
    x = k.layers.TimeDistributed(k.layers.Conv2D(2, 5, strides=2))(x)
    x = k.layers.TimeDistributed(k.layers.MaxPooling2D(3))(x)
    x = k.layers.Reshape((4, -1))(x)
    return source, k.layers.GRU(3)(x)


@architecture
def dilated_residual(k, h, w):
    x = source = k.Input((h, w, 4))
    x = k.layers.Add()([k.layers.Conv2D(4, 3, dilation_rate=4)(x), k.layers.Cropping2D(4)(x)])
    x = k.layers.Add()([k.layers.Conv2D(4, 3, dilation_rate=2, padding="same")(x), x])
    return source, k.layers.Add()([k.layers.MaxPooling2D(2)(x), k.layers.Conv2D(4, 3, strides=2)(x)])


@architecture
def strided_skip(k, h, w):
    source = k.Input((h, w, 3))
    a = k.layers.Conv2D(3, 3, strides=2, padding="same")(source)
    return source, k.layers.Add()([a, k.layers.AveragePooling2D(7, strides=4, padding="same")(source)])
