import os
import numpy as np
from tensorflow.keras.models import *
from tensorflow.keras.layers import *
from tensorflow.keras.optimizers import *


def double_conv(x, filters, name):
    x = Conv2D(filters, 3, padding='same', kernel_initializer='he_normal', name=f'{name}_conv1')(x)
    x = BatchNormalization()(x)
    x = Activation('relu')(x)
    x = Conv2D(filters, 3, padding='same', kernel_initializer='he_normal', name='%s_conv2' % name)(x)
    x = BatchNormalization()(x)
    return Activation('relu')(x)


def unet(pretrained_weights=None, input_size=(256, 256, 1), base=16, depth=4):
    inputs = Input(input_size)
    x = inputs
    skips = []
    for level in range(depth):
        x = double_conv(x, base * 2 ** level, 'down{}'.format(level))
        skips.append(x)
        x = MaxPooling2D(pool_size=(2, 2))(x)
    x = double_conv(x, base * 2 ** depth, 'bottom')
    x = Dropout(0.5)(x)
    for level, skip in zip(reversed(range(depth)), skips[::-1]):
        up = Conv2D(base * 2 ** level, 2, activation='relu', padding='same')(UpSampling2D(size=(2, 2))(x))
        x = concatenate([skip, up], axis=3)
        x = double_conv(x, base * 2 ** level, 'up' + str(level))
    outputs = Conv2D(1, 1, activation='sigmoid')(x)
    model = Model(inputs=inputs, outputs=outputs)
    model.compile(optimizer=Adam(learning_rate=1e-4), loss='binary_crossentropy', metrics=['accuracy'])
    if pretrained_weights:
        model.load_weights(pretrained_weights)
    return model
