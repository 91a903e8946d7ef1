from keras.models import Sequential
from keras.layers import (TimeDistributed, Conv2D, MaxPooling2D, Flatten, LSTM, Dense, Dropout, InputLayer, Input)

frames, height, width, channels = 10, 48, 64, 3
cnn = Sequential([
    Input((height, width, channels)),
    Conv2D(8, (3, 3), activation='relu', padding='same'),
    MaxPooling2D(),
    Flatten(),
])
model = Sequential()
model.add(Input(shape=(frames, height, width, channels)))
model.add(TimeDistributed(cnn))
model.add(LSTM(32, return_sequences=False))
model.add(Dense(16))
model.add(Dropout(.2))
model.add(Dense(4, activation='softmax'))
