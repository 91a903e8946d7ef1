"""Models of different kinds, on which the explorers are tried."""

from __future__ import annotations

from symparam import Facts, Input, Model, Sequential, layers, repeat, sizes

H, W, C, F, g, d, T, L, n = sizes("H W C F g d T L n")


def reference():
    """The CNN of the README."""
    stages = []
    for padding in ("same", "valid") * 3:
        stages.append(layers.Conv2D(32, 3, padding=padding))
        if padding == "valid":
            stages += [layers.MaxPooling2D(3 if len(stages) < 3 else 2), layers.Dropout(0.25)]
    head = [layers.Flatten(), layers.Dense(512), layers.Dense(128), layers.Dense(n)]
    return Sequential([*stages, *head], input=(H, W, C), facts=Facts(defaults={"H": 256, "W": 256, "C": 3, "n": 9}))


def strided():
    """Strides, dilation, a depthwise part, global pooling."""
    return Sequential(
        [
            layers.Conv2D(F, 7, strides=2, padding="same"),
            layers.BatchNormalization(),
            layers.DepthwiseConv2D(3, strides=2),
            layers.Conv2D(2 * F, 3, dilation_rate=2, use_bias=False),
            layers.MaxPooling2D(3, 2, padding="same"),
            layers.SeparableConv2D(16, 3),
            layers.GlobalAveragePooling2D(),
            layers.Dense(10),
        ],
        input=(H, W, 3),
        facts=Facts(defaults={"H": 97, "W": 128, "F": 8}),
    )


def unet():
    """Two poolings and the way back, with branches that meet; legal where 4 divides the sizes."""
    x = Input((H, W, 3))
    a = layers.Conv2D(8, 3, padding="same")(x)
    b = layers.Conv2D(16, 3, padding="same")(layers.MaxPooling2D(2)(a))
    c = layers.Conv2D(32, 3, padding="same")(layers.MaxPooling2D(2)(b))
    y = layers.Concatenate()(layers.Conv2DTranspose(16, 2, strides=2)(c), b)
    y = layers.Concatenate()(layers.UpSampling2D(2)(layers.Conv2D(16, 3, padding="same")(y)), a)
    return Model(x, layers.Conv2D(1, 1)(y), facts=Facts(defaults={"H": 64, "W": 96}))


def upsampled():
    """A factor before a floor: two floors that cannot be joined."""
    return Sequential(
        [
            layers.Conv2D(4, 3, strides=2),
            layers.UpSampling2D(3),
            layers.Conv2D(8, 5, strides=2),
            layers.Flatten(),
            layers.Dense(7),
        ],
        input=(H, W, 1),
        facts=Facts(defaults={"H": 40, "W": 30}),
    )


def grouped():
    """Symbolic groups: C/g in the formulas, and a relation between sizes."""
    return Sequential(
        [layers.Conv1D(4 * g, 3, groups=g), layers.GlobalMaxPooling1D(), layers.Dense(5)],
        input=(T, C),
        facts=Facts(defaults={"T": 50, "C": 12, "g": 3}),
    )


def encoder():
    """A stack of L equal transformer blocks."""

    def block(x):
        y = layers.LayerNormalization()(layers.Add()(x, layers.MultiHeadAttention(4, 16)(x, x)))
        return layers.LayerNormalization()(layers.Add()(y, layers.Dense(d)(layers.Dense(4 * d)(y))))

    x = Input((T, d))
    return Model(
        x,
        layers.Dense(10)(layers.GlobalAveragePooling1D()(repeat(block, L)(x))),
        facts=Facts(defaults={"T": 128, "d": 64, "L": 6}),
    )


def shared():
    """One layer on two inputs."""
    dense = layers.Dense(8)
    a, b = Input((d,)), Input((d,))
    return Model([a, b], layers.Dense(3)(layers.Concatenate()(dense(a), dense(b))), facts=Facts(defaults={"d": 5}))


MODELS = {f.__name__: f for f in (reference, strided, unet, upsampled, grouped, encoder, shared)}
