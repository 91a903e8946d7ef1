from collections import namedtuple, OrderedDict, defaultdict
from typing import NamedTuple
from types import SimpleNamespace
import keras
from keras.layers import *
Block = namedtuple('Block', ['kind', 'filters', 'stride'])


class P(NamedTuple):
    units: int = 8
    act: str = 'relu'


blocks = [Block('c', 8, 1), Block(kind='c', filters=16, stride=2), Block('p', None, 2)]
p = P(units=12)
ns = SimpleNamespace(classes=4, drop=.1)
x = inp = keras.Input((32, 32, 3))
for b in blocks:
    kind, filters, stride = b
    if b.kind == 'c':
        x = Conv2D(filters, 3, strides=b.stride, padding='same')(x)
    else:
        x = MaxPooling2D(stride)(x)
d = defaultdict(list)
d['a'].append(x)
x = Flatten()(d['a'][0])
x = Dense(p.units, activation=p.act)(x)
x = Dense(ns.classes)(Dropout(ns.drop)(x))
od = OrderedDict([('m', x)])
model = keras.Model(inp, od['m'])
