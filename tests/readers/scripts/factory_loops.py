import keras
from keras import layers

RNN = layers.GRU
HIDDEN_SIZE = 48
BATCH_SIZE = 128
LAYERS = 2
DIGITS = 3
MAXLEN = DIGITS + 1 + DIGITS
chars = '0123456789+ '


class CharacterTable(object):
    def __init__(self, chars):
        self.chars = sorted(set(chars))
        self.char_indices = dict((c, i) for i, c in enumerate(self.chars))
        self.indices_char = dict((i, c) for i, c in enumerate(self.chars))


ctable = CharacterTable(chars)
questions = []
expected = []
seen = set()

model = keras.Sequential()
model.add(layers.Input((MAXLEN, len(chars))))
model.add(RNN(HIDDEN_SIZE))
model.add(layers.RepeatVector(DIGITS + 1))
for _ in range(LAYERS):
    model.add(RNN(HIDDEN_SIZE, return_sequences=True))
model.add(layers.TimeDistributed(layers.Dense(len(chars), activation='softmax')))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])

for iteration in range(1, 2):
    print()
    print('-' * 50)
    for i in range(10):
        guess = model.predict([[0]])
