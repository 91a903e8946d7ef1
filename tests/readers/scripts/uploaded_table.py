import io

import pandas as pd

uploaded = pd.read_csv(io.StringIO("a,b,c\n1,2,3\n3,4,5"))

if uploaded.empty:
    print("please upload a table")
else:
    from keras.layers import Dense, Dropout
    from keras.models import Sequential

    model = Sequential()
    model.add(Dense(12, input_dim=9))
    model.add(Dropout(0.2))
    model.add(Dense(1))
