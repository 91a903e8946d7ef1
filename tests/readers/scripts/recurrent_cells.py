from keras.layers import RNN, LSTMCell, StackedRNNCells, GRUCell, Input, Dense, SimpleRNN, ConvLSTM2D
from keras.models import Model, Sequential
units = [16, 8]
cells = [LSTMCell(u) for u in units]
inp = Input((None, 5))
x = RNN(cells, return_sequences=True)(inp)
y, *states = RNN(StackedRNNCells([GRUCell(4), GRUCell(3)]), return_state=True)(x)
m = Model(inp, [Dense(2)(y), *states])
s = Sequential()
s.add(ConvLSTM2D(filters=4, kernel_size=(3, 3), input_shape=(None, 40, 40, 1), padding='same', return_sequences=True))
s.add(ConvLSTM2D(filters=4, kernel_size=(3, 3), padding='same'))
