from keras.models import Sequential
from keras.layers import Conv3D, ConvLSTM2D, BatchNormalization
import keras

seq = keras.Sequential(
    [
        keras.Input(shape=(None, 40, 40, 1)),
        ConvLSTM2D(filters=40, kernel_size=(3, 3), padding="same", return_sequences=True),
        BatchNormalization(),
        ConvLSTM2D(filters=40, kernel_size=(3, 3), padding="same", return_sequences=True),
        BatchNormalization(),
        Conv3D(filters=1, kernel_size=(3, 3, 3), activation="sigmoid", padding="same"),
    ]
)
