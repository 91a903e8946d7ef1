"""``trainable`` given to constructors, and assigned before and after a layer is built: what it reaches differs."""

import keras
from keras import layers


def attention_in_its_constructor():
    x = keras.Input((5, 8))
    y = layers.MultiHeadAttention(2, 3, trainable=False)(x, x)
    return keras.Model(x, layers.GroupQueryAttention(3, 2, 1, trainable=False)(y, y))


def attention_before_its_first_call():
    x = keras.Input((5, 8))
    first, second = layers.MultiHeadAttention(2, 3), layers.GroupQueryAttention(3, 2, 1)
    first.trainable = second.trainable = False
    y = first(x, x)
    return keras.Model(x, second(y, y))


def attention_after_its_first_call():
    x = keras.Input((5, 8))
    first, second = layers.MultiHeadAttention(2, 3), layers.GroupQueryAttention(3, 2, 1)
    y = second(first(x, x), x)
    first.trainable = second.trainable = False
    return keras.Model(x, y)


def attention_after_build():
    x = keras.Input((5, 8))
    attention = layers.MultiHeadAttention(2, 3)
    attention.build((None, 5, 8), (None, 5, 8))
    attention.trainable = False
    return keras.Model(x, attention(x, x))


def attention_thawed():
    x = keras.Input((5, 8))
    attention = layers.MultiHeadAttention(2, 3, trainable=False)
    y = attention(x, x)
    attention.trainable = False
    attention.trainable = True
    return keras.Model(x, y)


def images_in_time():
    x = keras.Input((5, 8, 8, 3))
    early, late = layers.ConvLSTM2D(4, 3, return_sequences=True), layers.ConvLSTM2D(2, 3, return_sequences=True)
    early.trainable = False
    y = layers.ConvLSTM2D(3, 3, trainable=False, return_sequences=True)(late(early(x)))
    late.trainable = False
    return keras.Model(x, layers.Bidirectional(layers.ConvLSTM2D(2, 1, trainable=False))(y))


def copies_in_both_directions():
    x = keras.Input((5, 3))
    lstm, gru, rnn = (kind(4, return_sequences=True) for kind in (layers.LSTM, layers.GRU, layers.SimpleRNN))
    lstm.trainable = False
    both = layers.Bidirectional(lstm)
    other = layers.Bidirectional(gru)
    frozen = layers.Bidirectional(rnn)
    lstm.trainable = True
    gru.trainable = False
    frozen.trainable = False
    y = gru(frozen(other(both(lstm(x)))))
    return keras.Model(x, rnn(y))


def images_in_both_directions():
    x = keras.Input((5, 8, 8, 3))
    inner = layers.ConvLSTM2D(2, 1, return_sequences=True)
    inner.trainable = False
    y = layers.Bidirectional(inner)(x)
    both = layers.Bidirectional(layers.ConvLSTM2D(2, 1))
    both.trainable = False
    return keras.Model(x, both(y))


def wrappers():
    x = keras.Input((5, 8, 3))
    inside, around = layers.Dense(4, trainable=False), layers.TimeDistributed(layers.Dense(2))
    around.trainable = False
    y = layers.SpectralNormalization(layers.Dense(3), trainable=False)(around(layers.TimeDistributed(inside)(x)))
    return keras.Model(x, layers.TimeDistributed(layers.Dense(2), trainable=False)(y))


def cells_in_their_constructor():
    x = keras.Input((5, 3))
    y = layers.RNN(layers.LSTMCell(4), trainable=False, return_sequences=True)(x)
    return keras.Model(x, layers.RNN([layers.GRUCell(3, trainable=False), layers.SimpleRNNCell(2)])(y))


def a_whole_sequence():
    return keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.BatchNormalization()], trainable=False)


def a_whole_graph():
    x = keras.Input((4,))
    inner = keras.Sequential([keras.Input((4,)), layers.Dense(3)], trainable=False)
    return keras.Model(x, layers.Dense(2)(inner(x)), trainable=False)


def a_sequence_inside():
    x = keras.Input((4,))
    inner = keras.Sequential([layers.Dense(3), layers.Dense(2)], trainable=False)
    other = keras.Sequential([layers.Dense(3), layers.MultiHeadAttention(1, 2)] [:1])
    other.trainable = False
    other.add(layers.Dense(5))
    return keras.Model(x, other(inner(x)))


def only_the_last_of_a_frozen_model():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2)])
    model.trainable = False
    model.layers[-1].trainable = True
    return model


class Block(layers.Layer):
    """Has a layer from the start, one that it builds, and a weight of its own."""

    def __init__(self, **options):
        super().__init__(**options)
        self.first = layers.Dense(4)

    def build(self, shape):
        self.second = layers.Dense(3)
        self.scale = self.add_weight(shape=(3,), name="scale")
        self.built = True

    def call(self, x):
        return self.second(self.first(x)) * self.scale


def custom_in_its_constructor():
    x = keras.Input((4,))
    return keras.Model(x, Block(trainable=False)(x))


def custom_before_its_first_call():
    x = keras.Input((4,))
    block = Block()
    block.trainable = False
    return keras.Model(x, block(x))


def custom_after_its_first_call():
    x = keras.Input((4,))
    block = Block()
    y = block(x)
    block.trainable = False
    return keras.Model(x, y)


one = attention_in_its_constructor()
two = attention_before_its_first_call()
three = attention_after_its_first_call()
four = attention_after_build()
five = attention_thawed()
six = images_in_time()
seven = copies_in_both_directions()
eight = images_in_both_directions()
nine = wrappers()
ten = cells_in_their_constructor()
eleven = a_whole_sequence()
twelve = a_whole_graph()
thirteen = a_sequence_inside()
fourteen = only_the_last_of_a_frozen_model()
fifteen = custom_in_its_constructor()
sixteen = custom_before_its_first_call()
seventeen = custom_after_its_first_call()
