import keras
from keras import layers, ops


class AttentionLayer(layers.Layer):
    def __init__(self, units=None, **kwargs):
        self.units = units
        super(AttentionLayer, self).__init__(**kwargs)

    def build(self, input_shape):
        features = input_shape[-1]
        self.W = self.add_weight(name="att_weight", shape=(features, self.units or features), initializer="normal")
        self.b = self.add_weight(name="att_bias", shape=(self.units or features,), initializer="zeros")
        self.scale = self.add_weight(name="scale", shape=(1,), initializer="ones", trainable=False)
        super(AttentionLayer, self).build(input_shape)

    def call(self, x):
        e = ops.tanh(ops.matmul(x, self.W) + self.b)
        a = ops.softmax(e, axis=1)
        return ops.sum(x * a * self.scale, axis=1)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], input_shape[-1])


inputs = keras.Input((30, 16))
h = layers.Bidirectional(layers.LSTM(24, return_sequences=True))(inputs)
h = AttentionLayer(name="attention")(h)
out = layers.Dense(2)(h)
model = keras.Model(inputs, out)
