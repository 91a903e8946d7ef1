from keras.layers import *
from keras.models import Model
n = 4
edges = [(0, 1), (1, 2), (0, 2), (2, 3)]
inp = Input((12,))
nodes = {0: inp}
for i in range(1, n):
    parents = [a for a, b in edges if b == i]
    x = nodes[parents[0]] if len(parents) == 1 else concatenate([nodes[p] for p in parents])
    nodes[i] = Dense(6 + i, name='node%d' % i)(x)
model = Model(inp, nodes[n - 1])
