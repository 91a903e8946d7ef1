from tensorflow.keras import backend as K
from tensorflow.keras import layers, models


class DenseNetBuilder(object):
    def __init__(self, growth_rate=12, blocks=(3, 3), reduction=0.5, num_classes=10):
        self.growth_rate = growth_rate
        self.blocks = blocks
        self.reduction = reduction
        self.num_classes = num_classes
        self.bn_axis = 3 if K.image_data_format() == 'channels_last' else 1

    def conv_block(self, x, name):
        x1 = layers.BatchNormalization(axis=self.bn_axis, epsilon=1.001e-5, name=name + '_0_bn')(x)
        x1 = layers.Activation('relu', name=name + '_0_relu')(x1)
        x1 = layers.Conv2D(4 * self.growth_rate, 1, use_bias=False, name=name + '_1_conv')(x1)
        x1 = layers.Conv2D(self.growth_rate, 3, padding='same', use_bias=False, name=name + '_2_conv')(x1)
        return layers.Concatenate(axis=self.bn_axis, name=name + '_concat')([x, x1])

    def transition_block(self, x, name):
        x = layers.BatchNormalization(axis=self.bn_axis, name=name + '_bn')(x)
        x = layers.Conv2D(int(x.shape[self.bn_axis] * self.reduction), 1, use_bias=False, name=name + '_conv')(x)
        return layers.AveragePooling2D(2, strides=2, name=name + '_pool')(x)

    def build(self, input_shape=(32, 32, 3)):
        img_input = layers.Input(shape=input_shape)
        x = layers.Conv2D(2 * self.growth_rate, 3, padding='same', use_bias=False)(img_input)
        for i, count in enumerate(self.blocks, start=1):
            for j in range(count):
                x = self.conv_block(x, name='conv' + str(i) + '_block' + str(j + 1))
            if i < len(self.blocks):
                x = self.transition_block(x, name=f'pool{i}')
        x = layers.GlobalAveragePooling2D()(x)
        x = layers.Dense(self.num_classes, activation='softmax')(x)
        return models.Model(img_input, x, name='densenet')


model = DenseNetBuilder().build()
