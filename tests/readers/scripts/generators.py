import keras
from keras import layers as L


def sizes(start, stop):
    while start < stop:
        yield start
        start *= 2


width = 8
x = inp = keras.Input((64, 64, 3))
for s in sizes(width, 100):
    x = L.Conv2D(s, 3, strides=2, padding="same")(x)
while x.shape[1] > 1:
    x = L.AveragePooling2D(2)(x)
i = 0
while True:
    x = L.Dense(16)(x)
    i += 1
    if i == 3:
        break
else:
    x = L.Dense(1)(x)
model = keras.Model(inp, L.Flatten()(x))
