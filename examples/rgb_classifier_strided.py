"""The classifier of rgb_classifier.py with strides in place of pooling: fewer layers, wider ones."""

from tensorflow.keras.layers import Conv2D, Dense, Dropout, Flatten
from tensorflow.keras.models import Sequential

num_class = 9

model = Sequential()

model.add(Conv2D(32, (3, 3), padding="same", activation="relu", input_shape=(256, 256, 3)))
model.add(Conv2D(64, (3, 3), strides=3, activation="relu"))
model.add(Dropout(0.5))

model.add(Conv2D(64, (3, 3), strides=2, padding="same", activation="relu"))
model.add(Dropout(0.25))

model.add(Conv2D(128, (3, 3), strides=3, activation="relu"))
model.add(Dropout(0.25))

model.add(Flatten())
model.add(Dense(256, activation="relu"))
model.add(Dropout(0.5))
model.add(Dense(num_class, activation="softmax"))
