import keras
from keras import layers
LAYERS = {"dense": layers.Dense, "drop": layers.Dropout, "bn": layers.BatchNormalization}
spec = [("dense", {"units": 10, "activation": "relu"}), ("bn", {}), ("drop", {"rate": 0.1}), ("dense", dict(units=2))]
model = keras.models.Sequential(name="spec")
model.add(layers.Input(shape=(7,)))
for kind, kw in spec:
    model.add(LAYERS[kind](**kw))
getattr(layers, "Dense")
x = inp = keras.Input((7,))
for name in "Dense ReLU Dense".split():
    cls = getattr(layers, name)
    x = cls(5)(x) if name == "Dense" else cls()(x)
func = keras.Model(inp, x)
