"""A class that other files use: nothing is built here."""

from tensorflow.keras import backend as K
from tensorflow.keras.layers import Activation, Conv2D, Dense, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential


class SmallNet:
    @staticmethod
    def build(width=28, height=20, depth=1, classes=10, weights=None):
        model = Sequential()
        shape = (height, width, depth)
        if K.image_data_format() == "channels_first":
            shape = (depth, height, width)
        model.add(Conv2D(6, (5, 5), padding="same", input_shape=shape))
        model.add(Activation("relu"))
        model.add(MaxPooling2D(pool_size=(2, 2), strides=(2, 2)))
        model.add(Flatten())
        model.add(Dense(classes))
        if weights is not None:
            model.load_weights(weights)
        return model
