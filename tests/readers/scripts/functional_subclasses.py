import keras
from keras import layers


class MyModel(keras.Model):
    def __init__(self, n=4):
        inputs = keras.Input((16,))
        x = layers.Dense(n)(inputs)
        out = layers.Dense(1)(x)
        super().__init__(inputs=inputs, outputs=out, name="mine")


class MySeq(keras.Sequential):
    def __init__(self, n=4):
        super().__init__()
        self.add(layers.Input((16,)))
        self.add(layers.Dense(n))


model = MyModel(5)
seq = MySeq(3)
