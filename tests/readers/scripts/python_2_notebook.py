%matplotlib inline
!pip install keras==1.2
import sys
from keras.layers.core import Dense, Dropout, Flatten
from keras.layers.convolutional import Convolution2D, MaxPooling2D
from keras.layers.recurrent import LSTM
from keras.models import Sequential

listing = !ls data
rows, columns = 28, 30
half = rows / 2  # 14, as whole numbers are divided in Python 2
permissions = 0755
many = 12L

def first_filters(n):
    if n <> 8:
        raise ValueError, "8 filters are wanted"
    print "filters: %d" % n,
    return n

print >>sys.stderr, "building", `half`
print ("rows") + str(rows), ("and", columns)
image = Sequential()
image.add(Convolution2D(first_filters(8), 3, 3, input_shape=(rows, columns, half)))
image.add(MaxPooling2D((columns / 11, 2)))
image.add(Flatten())
image.add(Dense(many))
try:
    image.load_weights("image.h5")
except IOError, e: print "no weights:", e
for i in xrange(2):
	image.add(Dense(half - i))
        image.add(Dropout(0.5)); print i

series = Sequential()
series.add(LSTM(5, input_dim=3))
series.add(Dense(1, input_dim=5))
