import os

if os.environ.get("KERAS_OF_TENSORFLOW"):
    from tensorflow.keras import backend as K
    from tensorflow.keras.layers import Dense, Flatten
    from tensorflow.keras.models import Sequential
else:
    from keras import backend as K
    from keras.layers import Dense, Flatten
    from keras.models import Sequential

shape = (1, 6, 5) if K.image_data_format() == "channels_first" else (6, 5, 1)
model = Sequential([Flatten(input_shape=shape), Dense(4)])
