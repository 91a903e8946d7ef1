import keras
from keras import layers

hparams = dict(units=[64, 32], activation='relu', dropout=None, l2=1e-4)
common = {'kernel_regularizer': keras.regularizers.l2(hparams['l2']), 'kernel_initializer': 'he_normal'}


def mlp(*widths, activation='relu', out=1, name=None, **kwargs):
    inputs = keras.Input(shape=(13,), name='features')
    x, *_ = [inputs]
    for i, w in enumerate(widths):
        x = layers.Dense(w, name=f'fc{i + 1}', **kwargs)(x)
        x = layers.Activation(activation)(x)
        if (rate := hparams.get('dropout')) is not None:
            x = layers.Dropout(rate)(x)
    return keras.Model(inputs, layers.Dense(out)(x), name=name or 'mlp')


models = {size: mlp(*[w * k for w in hparams['units']], name='mlp_' + size, **common)
          for size, k in zip(('small', 'large'), (1, 4))}
small = models['small']
large = models['large']
assert len(models) == 2, 'two models'
