import keras
from keras.layers import (Input, Embedding, LSTM, Dense, Permute, Reshape, RepeatVector, Multiply, Lambda, Flatten,
                          Activation, Bidirectional, Dropout, Concatenate, Dot, TimeDistributed)
from keras.models import Model
from keras import ops as K

TIME_STEPS = 20
INPUT_DIM = 2
lstm_units = 32
SINGLE_ATTENTION_VECTOR = False


def attention_3d_block(inputs):
    input_dim = int(inputs.shape[2])
    a = Permute((2, 1))(inputs)
    a = Reshape((input_dim, TIME_STEPS))(a)
    a = Dense(TIME_STEPS, activation='softmax')(a)
    if SINGLE_ATTENTION_VECTOR:
        a = Lambda(lambda x: K.mean(x, axis=1), name='dim_reduction')(a)
        a = RepeatVector(input_dim)(a)
    a_probs = Permute((2, 1), name='attention_vec')(a)
    output_attention_mul = Multiply(name='attention_mul')([inputs, a_probs])
    return output_attention_mul


def model_attention_applied_after_lstm():
    inputs = Input(shape=(TIME_STEPS, INPUT_DIM,))
    lstm_out = LSTM(lstm_units, return_sequences=True)(inputs)
    attention_mul = attention_3d_block(lstm_out)
    attention_mul = Flatten()(attention_mul)
    output = Dense(1, activation='sigmoid')(attention_mul)
    model = Model(inputs=[inputs], outputs=output)
    return model


def model_attention_applied_before_lstm():
    inputs = Input(shape=(TIME_STEPS, INPUT_DIM,))
    attention_mul = attention_3d_block(inputs)
    attention_mul = LSTM(lstm_units, return_sequences=False)(attention_mul)
    summed = Lambda(lambda x: K.sum(x, axis=-1, keepdims=True))(attention_mul)
    output = Dense(1, activation='sigmoid')(Concatenate()([attention_mul, summed]))
    model = Model(inputs=[inputs], outputs=output)
    return model


m1 = model_attention_applied_after_lstm()
m2 = model_attention_applied_before_lstm()
