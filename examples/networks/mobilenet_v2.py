"""MobileNetV2 (Sandler et al., 2018): inverted bottlenecks with a depthwise convolution in the middle."""

from keras import Input, Model, layers

H, W, C, classes = 224, 224, 3, 1000
STAGES = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]


def normalized(x, layer):
    return layers.BatchNormalization()(layer(x))


def inverted_bottleneck(x, expansion, filters, strides):
    channels = x.shape[-1]
    y = x
    if expansion > 1:
        y = layers.ReLU(6)(normalized(y, layers.Conv2D(expansion * channels, 1, use_bias=False)))
    y = layers.ReLU(6)(normalized(y, layers.DepthwiseConv2D(3, strides=strides, padding="same", use_bias=False)))
    y = normalized(y, layers.Conv2D(filters, 1, use_bias=False))
    return layers.Add()([x, y]) if strides == 1 and channels == filters else y


inputs = Input((H, W, C))
x = layers.ReLU(6)(normalized(inputs, layers.Conv2D(32, 3, strides=2, padding="same", use_bias=False)))
for expansion, filters, blocks, strides in STAGES:
    for block in range(blocks):
        x = inverted_bottleneck(x, expansion, filters, strides if block == 0 else 1)
x = layers.ReLU(6)(normalized(x, layers.Conv2D(1280, 1, use_bias=False)))
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(classes, activation="softmax")(x)
model = Model(inputs, outputs, name="mobilenet_v2")
