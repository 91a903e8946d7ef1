"""ResNet50 (He et al., 2015): stages of bottlenecks, each added to what it was given."""

from keras import Input, Model, layers

H, W, C, classes = 224, 224, 3, 1000


def convolution(x, filters, size, strides=1):
    x = layers.Conv2D(filters, size, strides=strides, padding="same")(x)
    return layers.BatchNormalization()(x)


def bottleneck(x, filters, strides, project):
    shortcut = convolution(x, 4 * filters, 1, strides) if project else x
    x = layers.ReLU()(convolution(x, filters, 1, strides))
    x = layers.ReLU()(convolution(x, filters, 3))
    x = convolution(x, 4 * filters, 1)
    return layers.ReLU()(layers.Add()([shortcut, x]))


inputs = Input((H, W, C))
x = layers.ReLU()(convolution(inputs, 64, 7, 2))
x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
for stage, (blocks, filters) in enumerate([(3, 64), (4, 128), (6, 256), (3, 512)]):
    for block in range(blocks):
        x = bottleneck(x, filters, strides=2 if stage > 0 and block == 0 else 1, project=block == 0)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(classes, activation="softmax")(x)
model = Model(inputs, outputs, name="resnet50")
