import numpy as np
from keras import Input, Model
from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential

truth_table = np.array([[0, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 0]])
inputs, labels = truth_table[:, 0:2], truth_table[:, 2]
xor = Sequential([Dense(8, input_dim=inputs.shape[1]), Dense(truth_table.ndim)])

filters = np.array([4, 8]) * 2
filters += 1
image = x = Input((12, 12, 3))
for n in filters:
    x = Conv2D(int(n), 3)(x)
widths = 2 ** np.array([2, 3])
for n in widths + np.array([1, 2]):
    x = Dense(int(n))(x)
convolutions = Model(image, Flatten()(x))

above = np.vstack((np.zeros((5, 3)), np.ones((4, 3))))
beside = np.hstack((np.zeros((5, 3)), np.ones((5, 4))))
pixels = np.concatenate([np.zeros((6, 4, 4, 1)), np.zeros((6, 4, 4, 2))], axis=-1)
pairs = np.stack([np.zeros((5, 3)), np.ones((5, 3))], axis=-1)
columns = np.column_stack((np.zeros(9), np.ones(9)))
longer = np.append(np.zeros((5, 3)), np.ones((5, 2)), axis=1)


def regression(data):
    return Sequential([Input(data.shape[1:]), Dense(2)])


stacked, widened, grown = regression(above), regression(beside), regression(pixels)
paired, listed, appended = regression(pairs), regression(columns), regression(longer)
