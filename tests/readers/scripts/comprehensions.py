import itertools
from keras import Sequential, layers, Input

units = (64, 32, 16)
kernels = {"a": 3, "b": 5}
model = Sequential([Input((None, 40))] + [layers.Conv1D(u, k, padding="same") for u, k in zip(units, itertools.cycle(kernels.values()))] + [layers.GlobalMaxPooling1D()])
for (a, u), act in itertools.product(enumerate([10, 20]), ["relu"]):
    model.add(layers.Dense(u, activation=act, name=f"d{a:>02}_{act!r:.3}".replace("'", "")))
list(map(model.add, [layers.Dropout(.5), layers.Dense(units[-1] * 2)]))
*head, last = [layers.Dense(n) for n in range(3, 6)]
for h in head:
    model.add(h)
model.add(last)
