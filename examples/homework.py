"""A student's exercise: a small network for gray images."""

from keras import Sequential, layers

H, W = 28, 28

model = Sequential(
    [
        layers.Input((H, W, 1)),
        layers.Conv2D(8, 5, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ],
    name="homework",
)
