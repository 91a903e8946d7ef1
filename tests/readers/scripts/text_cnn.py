import numpy as np
from tensorflow.keras.layers import Input, Embedding, Conv1D, GlobalMaxPooling1D, Dense, Dropout, concatenate, SpatialDropout1D
from tensorflow.keras.models import Model

MAX_SEQUENCE_LENGTH = 1000
MAX_NUM_WORDS = 20000
EMBEDDING_DIM = 100
filter_sizes = [3, 4, 5]

sequence_input = Input(shape=(MAX_SEQUENCE_LENGTH,), dtype='int32')
embedded = Embedding(MAX_NUM_WORDS + 1, EMBEDDING_DIM, trainable=False)(sequence_input)
embedded = SpatialDropout1D(0.2)(embedded)
convs = []
for fsz in filter_sizes:
    l_conv = Conv1D(128, fsz, activation='relu')(embedded)
    convs.append(GlobalMaxPooling1D()(l_conv))
merged = concatenate(convs) if len(convs) > 1 else convs[0]
x = Dropout(0.5)(merged)
preds = Dense(20, activation='softmax')(x)
model = Model(sequence_input, preds)
