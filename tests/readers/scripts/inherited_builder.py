from tensorflow.keras.layers import *
from tensorflow.keras import Sequential, Model
from abc import ABC, abstractmethod


class BaseModel(ABC):
    CHANNELS = 3
    WIDTH = HEIGHT = 48

    def __init__(self, n_classes, **kw):
        self.n_classes = n_classes
        self.kw = kw
        self._model = None

    @property
    def shape(self):
        return (self.HEIGHT, self.WIDTH, self.CHANNELS)

    @abstractmethod
    def body(self, x):
        ...

    @property
    def model(self):
        if self._model is None:
            inp = Input(self.shape)
            x = self.body(inp)
            self._model = Model(inp, self.head(x), name=type(self).__name__.lower())
        return self._model

    def head(self, x):
        x = GlobalAveragePooling2D()(x)
        return Dense(self.n_classes, activation='softmax')(x)

    @classmethod
    def create(cls, *args, **kwargs):
        return cls(*args, **kwargs)


class Small(BaseModel):
    WIDTH = 40

    def body(self, x):
        for f in sorted({16, 8, 32}):
            x = Conv2D(f, 3, padding='same')(x)
            x = self.activation()(x)
        return x

    @staticmethod
    def activation():
        return ReLU()

    def head(self, x):
        x = super().head(x)
        return Dropout(self.kw.get('dropout', 0.2))(x)


net = Small.create(12, dropout=0.4)
model = net.model
