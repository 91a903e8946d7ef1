from keras.layers import AtrousConvolution2D, Convolution2D, Deconvolution2D, GRU, Input, LeakyReLU
from keras.layers import ThresholdedReLU, TimeDistributedDense, ZeroPadding2D, merge
from keras.layers.core import Dense, Flatten
from keras.models import Model, Sequential

image = Sequential()
image.add(ZeroPadding2D(padding={'top_pad': 1, 'bottom_pad': 0, 'left_pad': 2, 'right_pad': 0}, input_shape=(10, 12, 3)))
image.add(Convolution2D(8, 3, nb_col=5, name='c1'))
image.add(LeakyReLU(alpha=.2))
image.add(AtrousConvolution2D(4, 3, 3, atrous_rate=(2, 2), border_mode='same', bias=False, name='c2'))
image.add(ThresholdedReLU(theta=.5, name='t'))
image.add(Deconvolution2D(2, 3, 3, output_shape=(None, 18, 20, 2), subsample=(2, 2), border_mode='same', name='d'))
image.add(Flatten())
image.add(Dense(output_dim=4, init='uniform', W_regularizer=None))

words = Input((20, 6), name='words')
a = GRU(output_dim=5, inner_activation='hard_sigmoid', return_sequences=True)(words)
b = TimeDistributedDense(5)(words)
both = merge([a, b], mode='concat', concat_axis=-1, name='both')
total = merge([a, b], mode='sum', name='total')
text = Model(input=words, output=[both, total])
