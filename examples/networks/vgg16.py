"""VGG16 (Simonyan and Zisserman, 2014): blocks of 3×3 convolutions, and three dense layers at the end."""

from keras import Sequential, layers

H, W, C, classes = 224, 224, 3, 1000

model = Sequential(name="vgg16")
model.add(layers.Input((H, W, C)))
for convolutions, filters in [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]:
    for _ in range(convolutions):
        model.add(layers.Conv2D(filters, 3, padding="same", activation="relu"))
    model.add(layers.MaxPooling2D(2))
model.add(layers.Flatten())
model.add(layers.Dense(4096, activation="relu"))
model.add(layers.Dense(4096, activation="relu"))
model.add(layers.Dense(classes, activation="softmax"))
