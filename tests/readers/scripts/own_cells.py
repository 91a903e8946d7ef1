"""Recurrent cells of the script's own, alone, in rows, with several states, from keras.io/guides/working_with_rnns."""

import keras
from keras import layers, ops

units = 12


class MinimalRNNCell(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(self.units, self.units), name="recurrent_kernel")
        self.built = True

    def call(self, inputs, states):
        output = ops.matmul(inputs, self.kernel) + ops.matmul(states[0], self.recurrent_kernel)
        return output, [output]


class Wide(layers.Layer):
    """Its output is no state of it."""

    def __init__(self, units):
        super().__init__()
        self.inner, self.outer = layers.Dense(units), layers.Dense(2 * units)
        self.units = units

    @property
    def state_size(self):
        return [self.units, 3]

    @property
    def output_size(self):
        return 2 * self.units

    def build(self, shape):
        self.inner.build((None, shape[-1] + self.units + 3))
        self.outer.build((None, self.units))
        self.built = True

    def get_initial_state(self, batch_size=None):
        return [ops.zeros((batch_size, self.units)), ops.zeros((batch_size, 3))]

    def call(self, x, states):
        h, c = states
        new = self.inner(ops.concatenate([x, h, c], axis=-1))
        return self.outer(new), [new, c * 2]


inputs = keras.Input((9, 5))
x = layers.RNN(MinimalRNNCell(units), return_sequences=True)(inputs)
x, *states = layers.RNN(Wide(4), return_sequences=True, return_state=True)(x)
x = layers.RNN([MinimalRNNCell(7), MinimalRNNCell(3)])(x)
warm, h = layers.RNN(layers.GRUCell(6), return_state=True)(inputs)
cell, gru = layers.LSTMCell(6), layers.GRUCell(6)
y, state = cell(warm, states=[h, h])
y, state = cell(y, states=state)
z, h = gru(y, h)
z, [h] = gru(z, [h])
model = keras.Model(inputs, [x, *states, *state, z, h])
