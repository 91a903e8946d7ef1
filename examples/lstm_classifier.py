"""An LSTM that tells whether a review is good or bad."""

import keras
from keras import layers

vocabulary = 10_000  # the words that are told apart
width = 64  # numbers that stand for a word
units = 32  # numbers that the LSTM remembers

model = keras.Sequential(
    [
        keras.Input((None,), dtype="int32"),  # a review has any number of words
        layers.Embedding(vocabulary, width, mask_zero=True),
        layers.Bidirectional(layers.LSTM(units)),
        layers.Dropout(0.5),
        layers.Dense(1, activation="sigmoid"),
    ],
    name="lstm_classifier",
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
