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


words = [[1, 2], [3]]


def padded(texts, longest=6):
    from keras.preprocessing.sequence import pad_sequences
    return pad_sequences(texts, maxlen=longest)


def reader(shape):
    from keras import Sequential
    from keras.layers import LSTM, Dense, Embedding, Input
    return Sequential([Input(shape[1:]), Embedding(30, 4), LSTM(5), Dense(2)])


read = reader(padded(words).shape)
built = late()
held = Held()
