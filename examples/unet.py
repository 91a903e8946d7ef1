"""A small U-Net: for every pixel of an image, the class that it belongs to."""

import keras
from keras import layers

height, width, channels = 128, 128, 3
classes = 2
filters = 16


def block(x, filters):
    """Two convolutions, each with batch normalization."""
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        x = layers.Activation("relu")(x)
    return x


inputs = keras.Input((height, width, channels))

# down: half the height and width, twice the filters
down1 = block(inputs, filters)
down2 = block(layers.MaxPooling2D(2)(down1), 2 * filters)
down3 = block(layers.MaxPooling2D(2)(down2), 4 * filters)

bottom = block(layers.MaxPooling2D(2)(down3), 8 * filters)

# up: the same way back, joined with what was seen on the way down
up3 = layers.Conv2DTranspose(4 * filters, 2, strides=2)(bottom)
up3 = block(layers.Concatenate()([down3, up3]), 4 * filters)
up2 = layers.Conv2DTranspose(2 * filters, 2, strides=2)(up3)
up2 = block(layers.Concatenate()([down2, up2]), 2 * filters)
up1 = layers.Conv2DTranspose(filters, 2, strides=2)(up2)
up1 = block(layers.Concatenate()([down1, up1]), filters)

outputs = layers.Conv2D(classes, 1, activation="softmax")(up1)

model = keras.Model(inputs, outputs, name="unet")
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
