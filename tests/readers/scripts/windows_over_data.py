import io

import numpy as np
import pandas as pd
from keras import Input
from keras.layers import LSTM, Conv1D, Dense, Flatten
from keras.models import Sequential

table = np.genfromtxt(io.StringIO("\n".join(["1,2,3,4"] * 60)), delimiter=",")
past, future, back = 9, 2, 5

inputs, targets = [], []
for i in range(past, len(table) - future + 1):
    inputs.append(table[i - past:i, 0:3])
    targets.append(table[i + future - 2:i + future, 3])
inputs, targets = np.array(inputs), np.array(targets)
several = Sequential([LSTM(6, input_shape=(inputs.shape[1], inputs.shape[2])), Dense(targets.shape[1])])


def cut(series, length=1):
    xs, ys = [], []
    for start in range(len(series) - length - 1):
        window = series[start:(start + length), 0]
        xs.append(window)
        ys.append(series[start + length, 0])
    return np.array(xs), np.array(ys)


x, y = cut(table, back)
x = np.reshape(x, (x.shape[0], x.shape[1], 1))
flat = Sequential([Conv1D(4, 2, input_shape=(x.shape[1], 1)), Flatten(), Dense(1)])


def split(rows, steps):
    parts = list()
    for i in range(len(rows)):
        end = i + steps
        if end > len(rows) - 1:
            break
        parts.append(rows[i:end, :])
    return np.array(parts)


steps = 7
split_rows = split(table, steps)
dense = Sequential([Input((split_rows.shape[1],)), Dense(2)])

known = []
for i in range(20, 50):
    known.append(table[i - 20:i, 0])
known = np.array(known)
counted = Sequential([Dense(3, input_dim=known.shape[1])])

length = 8
comprehended = np.array([table[k:k + length, 1] for k in range(len(table) - length)])
listed = Sequential([Input((comprehended.shape[1],)), Dense(comprehended.shape[1])])

frame = pd.DataFrame(table)
framed = np.array([frame.iloc[k:(k + steps)].values for k in range(len(frame) - steps)])
rows = Sequential([Input((framed.shape[1],)), Dense(4)])
