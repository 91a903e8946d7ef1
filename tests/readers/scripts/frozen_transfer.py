from keras.models import Sequential, Model
from keras.layers import Dense, Flatten, Conv2D, MaxPooling2D, Dropout, GlobalAveragePooling2D, Input, BatchNormalization


def backbone(shape):
    inp = Input(shape)
    x = Conv2D(8, 3, padding='same', activation='relu', name='block1_conv1')(inp)
    x = BatchNormalization(name='block1_bn')(x)
    x = MaxPooling2D(2, name='block1_pool')(x)
    x = Conv2D(16, 3, padding='same', activation='relu', name='block2_conv1')(x)
    x = MaxPooling2D(2, name='block2_pool')(x)
    return Model(inp, x, name='backbone')


base_model = backbone((64, 64, 3))
for layer in base_model.layers[:-2]:
    layer.trainable = False
for layer in base_model.layers:
    print(layer.name, layer.trainable)

x = base_model.get_layer('block2_conv1').output
x = GlobalAveragePooling2D()(x)
x = Dense(32, activation='relu')(x)
predictions = Dense(5, activation='softmax')(x)
model = Model(inputs=base_model.input, outputs=predictions)

top_model = Sequential()
top_model.add(Flatten(input_shape=base_model.output_shape[1:]))
top_model.add(Dense(64, activation='relu'))
top_model.add(Dropout(0.5))
top_model.add(Dense(1, activation='sigmoid'))
full = Model(inputs=base_model.input, outputs=top_model(base_model.output))
