import keras
from keras import layers
use_bn, act, norm = True, None, "layer"
drop = 0
x = inp = keras.Input((20, 8))
x = layers.LSTM(6, return_sequences=True)(x) if not use_bn else layers.GRU(6, return_sequences=True)(x)
NORMS = {"batch": lambda: layers.BatchNormalization(), "layer": lambda: layers.LayerNormalization(), None: lambda: layers.Identity()}
x = NORMS[norm]()(x)
x = (lambda t: layers.Dense(3)(t))(x)
x = drop and layers.Dropout(drop)(x) or x
[x := layers.Dense(n)(x) for n in (4, 5)]
model = keras.Model(inp, x)
