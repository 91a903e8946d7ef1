from keras.applications.mobilenet_v2 import MobileNetV2, preprocess_input
from keras.applications import VGG16
from keras.layers import Dense, GlobalAveragePooling2D, Flatten, Dropout, Conv2D
from keras.models import Model, Sequential

num_classes = 7

base_model = MobileNetV2(weights=None, include_top=False, input_shape=(96, 96, 3), alpha=0.35)
x = base_model.layers[-2].output
x = GlobalAveragePooling2D()(x)
x = Dense(64, activation='relu')(x)
predictions = Dense(num_classes, activation='softmax')(x)
model = Model(inputs=base_model.input, outputs=predictions)

for layer in base_model.layers:
    layer.trainable = False
for layer in model.layers[100:]:
    layer.trainable = True

conv_base = VGG16(include_top=False, weights=None, input_shape=(64, 64, 3))
conv_base.trainable = True
set_trainable = False
for layer in conv_base.layers:
    if layer.name == 'block5_conv1':
        set_trainable = True
    layer.trainable = set_trainable
classifier = Sequential()
classifier.add(conv_base)
classifier.add(Flatten())
classifier.add(Dense(32, activation='relu'))
classifier.add(Dropout(0.5))
classifier.add(Dense(1, activation='sigmoid'))
