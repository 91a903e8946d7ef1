def late(units=5):
    from keras import layers
    from keras.models import Sequential
    model = Sequential()
    model.add(layers.Dense(units, input_shape=(7,)))
    return model


class Held:
    def __init__(self, width=6):
        import keras as k
        from keras.layers import Dense as Full
        x = k.Input((width,))
        self.net = k.Model(x, Full(3)(x))


built = late()
held = Held()
