import keras
from keras import layers


class ConvBNRelu(keras.Model):
    def __init__(self, ch, kernelsz=3, strides=1, padding='same'):
        super(ConvBNRelu, self).__init__()
        self.model = keras.models.Sequential([
            layers.Conv2D(ch, kernelsz, strides=strides, padding=padding),
            layers.BatchNormalization(),
            layers.ReLU(),
        ])

    def call(self, x, training=None):
        return self.model(x, training=training)


class Classifier(keras.Model):
    def __init__(self, num_classes=7, width=8):
        super().__init__(name='classifier')
        self.first = ConvBNRelu(width)
        self.blocks = [layers.Conv2D(width * 2 ** i, 3, activation='relu', name='block_%d' % i) for i in range(3)]
        self.pool = layers.GlobalMaxPooling2D()
        self.head = layers.Dense(num_classes)

    def call(self, inputs, training=False):
        x = self.first(inputs, training=training)
        for block in self.blocks:
            x = block(x)
        x = self.pool(x)
        return self.head(x)


model = Classifier()
model.build((None, 32, 32, 3))
