from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.layers import Convolution2D, Convolution2DTranspose, SeparableConvolution2D

size, channels = 60, 4

net = keras.Sequential([
    layers.Input((size, size, channels)),
    layers.Convolution2D(8, 5, 2, padding="same"),
    SeparableConvolution2D(8, 3, 3),
    Convolution2DTranspose(6, 3, 2),
    layers.Convolution2D(4, (3, 2), 1, "same"),
    layers.Reshape((-1, 4)),
    layers.Convolution1D(5, 3, 2),
    layers.GRU(3),
    layers.Dense(1),
])

volume = keras.Sequential([layers.Input((9, 9, 9, 2)), layers.Convolution3D(3, 3, 2), layers.MaxPool3D(2)])
