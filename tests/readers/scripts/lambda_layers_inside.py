from keras import Input, Model, Sequential
from keras.layers import Conv2D, Dense, GlobalAveragePooling2D, Lambda

image = Input((24, 20, 3))
gate = Dense(8, activation="sigmoid", name="gate")
tower = Sequential([Input((8,)), Dense(16), Dense(8)], name="tower")
x = Conv2D(8, 3, name="stem")(image)
pooled = GlobalAveragePooling2D(name="pool")(x)
gated = Lambda(lambda t: t * gate(t), name="gating")(pooled)  # gate is held by nobody here
again = gate(gated)  # and counts where it is called in the graph
whole = Lambda(tower, name="whole")(again)  # the model is an attribute of the Lambda
once = Lambda(lambda t: Dense(5)(t), name="fresh")(whole)
model = Model(image, Dense(2, name="head")(once))
