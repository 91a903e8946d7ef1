import keras
from keras import layers

NUM_CLASSES = 6
picture = keras.Input(shape=(64, 64, 3))
base = keras.applications.MobileNetV2(weights=None, include_top=False, alpha=0.35, input_tensor=picture)
deep = base.get_layer("block_5_add").output
shallow = base.get_layer("block_2_add").output
x = layers.UpSampling2D(size=(shallow.shape[1] // deep.shape[1], shallow.shape[2] // deep.shape[2]))(deep)
x = layers.Concatenate()([x, shallow])
x = layers.Conv2D(NUM_CLASSES, 1, padding="same")(x)
model = keras.Model(inputs=picture, outputs=x)
for layer in base.layers:
    if isinstance(layer, layers.BatchNormalization):
        layer.trainable = False
