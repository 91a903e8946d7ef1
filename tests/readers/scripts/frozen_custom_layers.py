import keras
from keras import layers


class Norm(layers.Layer):
    def build(self, shape):
        self.scale = self.add_weight(shape=(shape[-1],), initializer="ones", name="scale")
        self.count = self.add_weight(shape=(), initializer="zeros", name="count", trainable=False)
        self.inner = layers.Dense(shape[-1], use_bias=False)
        self.inner.build(shape)

    def call(self, x):
        return self.inner(x) * self.scale + self.count


def discriminator():
    image = keras.Input((16, 16, 3))
    x = layers.Conv2D(8, 3, strides=2, padding="same")(image)
    x = Norm()(x)
    return keras.Model(image, layers.Conv2D(1, 3, padding="same")(x), name="discriminator")


critic = discriminator()
critic.trainable = False
noise = keras.Input((16, 16, 3))
combined = keras.Model(noise, critic(layers.Conv2D(3, 3, padding="same")(noise)))

features = keras.Input((6,))
before = Norm(name="before")
before.trainable = False
after = Norm(name="after")
again = Norm(name="again", trainable=False)
x = after(before(features))
after.trainable = False
x = again(x)
again.trainable = True
frozen = keras.Model(features, layers.Dense(2)(x))
