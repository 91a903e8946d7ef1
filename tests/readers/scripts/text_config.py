import keras
from keras.layers import *
LAYERS = '''conv 16 3 1
maxpool 2
conv 32 3 1
maxpool 2
route -1 -3'''
outs = []
inp = keras.Input((64, 64, 3))
x = inp
for line in LAYERS.split('\n'):
    kind, *args = line.split()
    args = [int(a) for a in args]
    if kind == 'conv':
        f, k, s = args
        x = Conv2D(f, k, strides=s, padding='same')(x)
    elif kind == 'maxpool':
        x = MaxPooling2D(args[0])(x)
    elif kind.startswith('route'):
        a, b = (outs[i] for i in args)
        x = Concatenate()([a, MaxPooling2D(2)(b)]) if a.shape[1] != b.shape[1] else Concatenate()([a, b])
    outs.append(x)
model = keras.Model(inp, x)
