from dataclasses import dataclass, field
import keras
from keras import layers as nn

CFG = {
    'A': [8, 'M', 16, 'M', 32, 32, 'M'],
    'B': [8, 8, 'M', 16, 16, 'M', 32, 32, 'M'],
}


@dataclass
class Settings:
    name: str = 'A'
    classes: int = 10
    dropout: float = 0.5
    hidden: list = field(default_factory=lambda: [64, 32])
    batch_norm: bool = True


def make_layers(cfg, batch_norm=False):
    stack = []
    for v in cfg:
        if v == 'M':
            stack += [nn.MaxPooling2D(2)]
        else:
            stack += [nn.Conv2D(v, 3, padding='same', use_bias=not batch_norm)]
            if batch_norm:
                stack.append(nn.BatchNormalization())
            stack.append(nn.ReLU())
    return stack


s = Settings(name='B')
features = make_layers(CFG[s.name], s.batch_norm)
head = [nn.Flatten()] + [layer for units in [64, 32]
                         for layer in (nn.Dense(units, activation='relu'), nn.Dropout(s.dropout))]
model = keras.Sequential([keras.Input((32, 32, 3)), *features, *head, nn.Dense(s.classes)], name='vgg')
