from tensorflow import keras
from tensorflow.keras import layers as L


class Config:
    width = 16
    classes = 5


def inception_module(x, f1, f3r, f3, f5r, f5, proj, **kwargs):
    name = kwargs.get('name')
    p1 = L.Conv2D(f1, (1, 1), padding='same', activation='relu', name=name + '_1x1' if name else None)(x)
    p3 = L.Conv2D(f3r, (1, 1), padding='same', activation='relu')(x)
    p3 = L.Conv2D(f3, (3, 3), padding='same', activation='relu')(p3)
    p5 = L.Conv2D(f5r, (1, 1), padding='same', activation='relu')(x)
    p5 = L.Conv2D(f5, (5, 5), padding='same', activation='relu')(p5)
    pool = L.MaxPool2D((3, 3), strides=(1, 1), padding='same')(x)
    pool = L.Conv2D(proj, (1, 1), padding='same', activation='relu')(pool)
    return L.concatenate([p1, p3, p5, pool], axis=-1, name=name)


inputs = keras.Input(shape=(96, 96, 3), name='image')
x = L.Conv2D(Config.width, 7, strides=2, padding='same', activation='relu')(inputs)
x = L.MaxPool2D(3, strides=2, padding='same')(x)
settings = [(8, 8, 16, 4, 8, 8), (16, 8, 24, 4, 8, 8)]
for i, setting in enumerate(settings):
    x = inception_module(x, *setting, name=f'inception_{"ab"[i]}')
x = L.GlobalAveragePooling2D()(x)
x = L.Dropout(rate=0.4)(x)
outputs = L.Dense(Config.classes, activation='softmax')(x)
googlenet = keras.Model(inputs, outputs, name='small_inception')
