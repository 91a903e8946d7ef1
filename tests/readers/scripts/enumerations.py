import enum
from dataclasses import dataclass

import keras
from keras import layers


class Kind(str, enum.Enum):
    CNN = "cnn"
    MLP = "mlp"


class Width(enum.Enum):
    SMALL = 16
    BIG = 64


@dataclass(frozen=True)
class Config:
    kind: Kind = Kind.CNN
    width: Width = Width.SMALL


def flat(x, config):
    return layers.Dense(config.width.value, name=config.kind.value)(layers.Flatten()(x))


def convolved(x, config):
    return layers.GlobalAveragePooling2D()(layers.Conv2D(config.width.value, 3, name=config.kind.value)(x))


BUILDERS = {"cnn": convolved, "mlp": flat}


def create(config):
    image = keras.Input((16, 16, 1))
    body = BUILDERS[config.kind.value](image, config)
    return keras.Model(image, layers.Dense(2 if config.kind is Kind.MLP else 3)(body))


cnn = create(Config())
mlp = create(Config(kind=Kind("mlp"), width=Width.BIG))
