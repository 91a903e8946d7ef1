import keras
from dataclasses import dataclass, field
from typing import List, Tuple, Optional


@dataclass
class Config:
    input_shape: Tuple[int, int, int] = (64, 64, 3)
    filters: List[int] = field(default_factory=lambda: [32, 64, 128])
    dense_units: int = 256
    num_classes: int = 10
    dropout: float = 0.3
    activation: Optional[str] = "relu"

    @property
    def depth(self):
        return len(self.filters)


CONFIG = {
    "optimizer": {"name": "adam", "lr": 1e-3},
    "head": {"units": [128, 64], "act": "relu"},
}


class Builder:
    def __init__(self, cfg: Config, extra: dict = None):
        self.cfg = cfg
        self.extra = extra or {}

    @staticmethod
    def block(x, filters, activation, *, pool=True):
        x = keras.layers.Conv2D(filters, 3, padding="same", activation=activation)(x)
        return keras.layers.MaxPooling2D()(x) if pool else x

    def __call__(self):
        inputs = keras.Input(self.cfg.input_shape)
        x = inputs
        for k, f in enumerate(self.cfg.filters):
            x = self.block(x, f, self.cfg.activation, pool=k < self.cfg.depth - 1)
        x = keras.layers.GlobalAveragePooling2D()(x)
        for u in self.extra["head"]["units"]:
            x = keras.layers.Dense(u, activation=self.extra["head"].get("act", "linear"))(x)
        x = keras.layers.Dense(self.cfg.dense_units)(x)
        if (rate := self.cfg.dropout) > 0:
            x = keras.layers.Dropout(rate)(x)
        return keras.Model(inputs, keras.layers.Dense(self.cfg.num_classes)(x))


model = Builder(Config(dense_units=99), CONFIG)()
