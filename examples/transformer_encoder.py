"""A small transformer encoder that sorts texts into topics."""

import keras
from keras import layers, ops

vocabulary = 20_000  # the words that are told apart
length = 200  # words of a text
width = 128  # numbers that stand for a word
heads = 4
hidden = 512  # units between the two dense layers of a block
blocks = 2
topics = 20


class Places(layers.Layer):
    """Adds to each word what its place in the text means."""

    def __init__(self):
        super().__init__()
        self.embedding = layers.Embedding(length, width)

    def call(self, x):
        return x + self.embedding(ops.arange(length))


def encoder_block(x):
    """Attention, then two dense layers; each adds to its input, which is normalized after that."""
    seen = layers.MultiHeadAttention(num_heads=heads, key_dim=width // heads)(x, x)
    x = layers.LayerNormalization()(layers.Add()([x, seen]))
    thought = layers.Dense(hidden, activation="relu")(x)
    thought = layers.Dense(width)(thought)
    return layers.LayerNormalization()(layers.Add()([x, thought]))


words = keras.Input((length,), dtype="int32")
x = Places()(layers.Embedding(vocabulary, width)(words))
for _ in range(blocks):
    x = encoder_block(x)
x = layers.GlobalAveragePooling1D()(x)
outputs = layers.Dense(topics, activation="softmax")(x)

model = keras.Model(words, outputs, name="transformer_encoder")
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
