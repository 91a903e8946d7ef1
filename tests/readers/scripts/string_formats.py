import keras
from keras.layers import Dense, Input
pre = "blk"
x = inp = Input((3,), name="%s_in" % pre)
for i, (n, s) in enumerate(dict(a=1, b=2).items(), start=1):
    x = Dense(4 * s, name="_".join([pre, n, str(i).zfill(3)]))(x)
    x = Dense(4, name=f"{pre.upper()}/{i:03d}-{n!s:>3}".replace(" ", "").replace("/", "."))(x)
x = Dense(2, name=pre + str(len(pre)) + "x" * 2)(x)
model = keras.Model(inp, x, name="-".join(reversed(["z", "y"])))
