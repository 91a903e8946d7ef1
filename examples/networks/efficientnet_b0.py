"""EfficientNetB0 (Tan and Le, 2019): inverted bottlenecks that weigh their channels by squeeze and excitation."""

from keras import Input, Model, layers

H, W, C, classes = 224, 224, 3, 1000
STAGES = [  # expansion, filters, blocks, kernel, strides
    (1, 16, 1, 3, 1),
    (6, 24, 2, 3, 2),
    (6, 40, 2, 5, 2),
    (6, 80, 3, 3, 2),
    (6, 112, 3, 5, 1),
    (6, 192, 4, 5, 2),
    (6, 320, 1, 3, 1),
]


def normalized(x, layer):
    return layers.BatchNormalization()(layer(x))


def swish(x):
    return layers.Activation("swish")(x)


def squeeze_and_excite(x, channels, squeezed):
    y = layers.GlobalAveragePooling2D(keepdims=True)(x)
    y = layers.Conv2D(squeezed, 1, activation="swish")(y)
    y = layers.Conv2D(channels, 1, activation="sigmoid")(y)
    return layers.Multiply()([x, y])


def block(x, expansion, filters, kernel, strides):
    given = x.shape[-1]
    y = x
    if expansion > 1:
        y = swish(normalized(y, layers.Conv2D(expansion * given, 1, use_bias=False)))
    y = swish(normalized(y, layers.DepthwiseConv2D(kernel, strides=strides, padding="same", use_bias=False)))
    y = squeeze_and_excite(y, expansion * given, given // 4)
    y = normalized(y, layers.Conv2D(filters, 1, use_bias=False))
    return layers.Add()([x, y]) if strides == 1 and given == filters else y


inputs = Input((H, W, C))
x = swish(normalized(inputs, layers.Conv2D(32, 3, strides=2, padding="same", use_bias=False)))
for expansion, filters, blocks, kernel, strides in STAGES:
    for i in range(blocks):
        x = block(x, expansion, filters, kernel, strides if i == 0 else 1)
x = swish(normalized(x, layers.Conv2D(1280, 1, use_bias=False)))
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(classes, activation="softmax")(x)
model = Model(inputs, outputs, name="efficientnet_b0")
