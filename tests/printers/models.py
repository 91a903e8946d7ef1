"""The models whose outputs are looked at: the reference network, and one of each kind that people write about."""

from __future__ import annotations

from pathlib import Path

import symparam
from symparam import Facts, Input, Model, Report, Sequential, sizes
from symparam import layers as L

SCRIPT = Path(__file__).parents[2] / "examples" / "rgb_classifier.py"
H, W, C, NUM_CLASS, V, T, D = sizes("H W C num_class V T d")


def reference() -> Report:
    return symparam.read(SCRIPT).derive()


def vgg16() -> Report:
    blocks = []
    for filters, depth in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        blocks += [L.Conv2D(filters, 3, padding="same") for _ in range(depth)] + [L.MaxPooling2D()]
    head = [L.Flatten(), L.Dense(4096), L.Dense(4096), L.Dense(1000)]
    facts = Facts(defaults={"H": 224, "W": 224})
    return Sequential([*blocks, *head], input=(H, W, 3), name="vgg16", facts=facts).derive()


def resnet50() -> Report:
    def block(x, filters, stride, shortcut):
        side = L.BatchNormalization()(L.Conv2D(4 * filters, 1, strides=stride)(x)) if shortcut else x
        for f, k, s in ((filters, 1, stride), (filters, 3, 1), (4 * filters, 1, 1)):
            x = L.BatchNormalization()(L.Conv2D(f, k, strides=s, padding="same")(x))
        return L.Activation("relu")(L.Add()([side, x]))

    image = x = Input((H, W, 3))
    x = L.BatchNormalization()(L.Conv2D(64, 7, strides=2)(L.ZeroPadding2D(3)(x)))
    x = L.MaxPooling2D(3, strides=2)(L.ZeroPadding2D(1)(x))
    for filters, depth, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        for i in range(depth):
            x = block(x, filters, stride if i == 0 else 1, shortcut=i == 0)
    x = L.Dense(NUM_CLASS)(L.GlobalAveragePooling2D()(x))
    return Model(image, x, name="resnet50", facts=Facts(defaults={"H": 224, "W": 224, "num_class": 1000})).derive()


def u_net() -> Report:
    image = x = Input((H, W, C))
    skips = []
    for f in (16, 32, 64):
        skips.append(L.Conv2D(f, 3, padding="same")(x))
        x = L.MaxPooling2D()(skips[-1])
    for f in (64, 32, 16):
        x = L.Concatenate()([L.Conv2DTranspose(f, 2, strides=2, padding="same")(x), skips.pop()])
        x = L.Conv2D(f, 3, padding="same")(x)
    facts = Facts(defaults={"H": 128, "W": 128, "C": 1, "num_class": 2})
    return Model(image, L.Conv2D(NUM_CLASS, 1)(x), name="u_net", facts=facts).derive()


def text_model() -> Report:
    layers = [L.Embedding(V, 128), L.Bidirectional(L.LSTM(64, return_sequences=True)), L.LSTM(32), L.Dense(NUM_CLASS)]
    facts = Facts(defaults={"V": 20000, "T": 100, "num_class": 2})
    return Sequential(layers, input=(T,), name="text", facts=facts).derive()


def transformer() -> Report:
    tokens = x = Input((T, D))
    for _ in range(2):
        x = L.LayerNormalization()(L.Add()([x, L.MultiHeadAttention(8, 64)(x, x)]))
        x = L.LayerNormalization()(L.Add()([x, L.Dense(D)(L.Dense(4 * D)(x))]))
    return Model(tokens, x, name="transformer", facts=Facts(defaults={"T": 128, "d": 512})).derive()


def deep() -> Report:
    """Long formulas: large floors, and a product of three."""
    image = x = Input((H, W, C))
    for i in range(12):
        x = L.Conv2D(8 * (i + 1), 3 + i % 3, strides=1 + i % 2)(x)
    facts = Facts(defaults={"H": 900, "W": 640, "C": 3, "num_class": 10})
    return Model(image, L.Dense(NUM_CLASS)(L.Flatten()(L.PReLU()(x))), name="deep", facts=facts).derive()


def names() -> Report:
    """Names that an output could take for something else."""
    odd = sizes("lambda a_b_c layernorm what")
    titles = ("50%", "what", "größe_^~\\{x}", "a_b_c")
    layers = [L.Dense(units, name=title) for units, title in zip(odd, titles, strict=True)]
    facts = Facts(
        defaults={"T": 3, "d": 4, "a_b_c": 5, "lambda": 6, "layernorm": 7, "what": 8},
        meanings={"lambda": "50% of |a| & #b"},
        pinned={"n_blocks": (2, "the loop in line 3 runs over it")},
    )
    last = L.Dense(3, name="層&$#<b>|`")
    return Sequential([*layers, last], input=(T, D), name="odd_{50%}$#&<i>", facts=facts).derive()


def without_defaults() -> Report:
    return Sequential([L.Conv2D(8, 3), L.Flatten(), L.Dense(NUM_CLASS)], input=(H, H, 3), name="free").derive()


def nested() -> Report:
    inner = Sequential([L.Dense(3), L.Dense(4)], input=(D,), name="inner")
    facts = Facts(defaults={"d": 8})
    return Sequential([inner, L.Dense(2)], input=(D,), name="outer", facts=facts).derive()


MODELS = {
    f.__name__: f
    for f in (reference, vgg16, resnet50, u_net, text_model, transformer, deep, names, without_defaults, nested)
}
