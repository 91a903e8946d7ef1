from tensorflow.keras.layers import Conv2D, SeparableConv2D, BatchNormalization, Activation, Add, Input, GlobalAveragePooling2D, Dense, Concatenate, Cropping2D, ZeroPadding2D, AveragePooling2D
from tensorflow.keras.models import Model
counter = 0


def next_name(prefix='layer'):
    global counter
    counter += 1
    return '{}_{:02d}'.format(prefix, counter)


class Net:
    _count = 0

    @classmethod
    def uid(cls):
        cls._count += 1
        return cls._count


def adjust(x, f):
    p1 = AveragePooling2D((1, 1), strides=(2, 2), padding='valid', name=next_name('pool'))(x)
    p1 = Conv2D(f // 2, (1, 1), name=next_name())(p1)
    p2 = ZeroPadding2D(padding=((0, 1), (0, 1)))(x)
    p2 = Cropping2D(cropping=((1, 0), (1, 0)))(p2)
    p2 = AveragePooling2D((1, 1), strides=(2, 2))(p2)
    p2 = Conv2D(f // 2, (1, 1), name=next_name())(p2)
    return Concatenate(name="cat_%s" % Net.uid())([p1, p2])


inp = Input((33, 33, 3))
x = SeparableConv2D(12, 3, padding='same', depth_multiplier=2, name=next_name('sep'))(inp)
for i in reversed(range(3)):
    x = adjust(x, 8 * (3 - i))
x = GlobalAveragePooling2D()(x)
model = Model(inp, Dense(4, name=next_name('fc'))(x))
