"""Vocabularies: sizes that the script lists are numbers, sizes of data are symbols with the names of the script."""

from __future__ import annotations

import keras
import pytest

from symparam.readers.keras_script import read_text

HEAD = (
    "import glob, pandas as pd, keras\nfrom keras import Input, Model, Sequential\nfrom keras.layers import *\n"
    "files = glob.glob('*')\n"
)

# vocabulary_size() of a layer, and len(get_vocabulary()): the rules of keras/src/layers/preprocessing/index_lookup.py,
# which needs TensorFlow to run: the mask stands first in the mode int, then num_oov_indices tokens for what is unknown,
# unless the vocabulary has them already
LISTED = [
    ("StringLookup(vocabulary=['a', 'b'])", 3),
    ("StringLookup(vocabulary=['a', 'b'], mask_token='')", 4),
    ("StringLookup(vocabulary=['a', 'b'], mask_token='', output_mode='multi_hot')", 3),
    ("StringLookup(vocabulary=['a', 'b'], num_oov_indices=2)", 4),
    ("StringLookup(vocabulary=['[UNK]', 'a'])", 2),
    ("IntegerLookup(vocabulary=[7, 8, 9])", 4),
    ("TextVectorization(vocabulary=['a', 'b'])", 4),
    ("TextVectorization(vocabulary=['a', 'b'], output_mode='multi_hot')", 3),
]
USED = "m = Sequential([Input((3,)), Dense(n)])"
# script, the total
DATA = [
    (
        "look = StringLookup()\nlook.adapt(files)\nn = look.vocabulary_size()\n" + USED,
        "4*n",
    ),
    (
        "look = StringLookup(vocabulary=list(files))\nn = look.vocabulary_size()\n" + USED,
        "4*n",
    ),
    (
        "v = TextVectorization(100)\nv.adapt(files)\nwords = v.get_vocabulary()\n"
        "m = Sequential([Input((3,)), Dense(len(words))])",
        "4*len_words",
    ),
    (
        "look = StringLookup(vocabulary=['a'])\nlook.adapt(files)\nn = look.vocabulary_size()\n" + USED,
        "4*n",
    ),
    (
        "words = sorted(set(files))\n"
        "m = Sequential([Input((1,)), StringLookup(vocabulary=words, output_mode='multi_hot'), Dense(3)])",
        "3*words_size + 3",
    ),
    (
        "words = sorted(set(files))\nlook = StringLookup(vocabulary=words)\n"
        "m = Sequential([Input((9,)), Embedding(look.vocabulary_size(), 2), Dense(look.vocabulary_size())])",
        "5*words_size",
    ),
]


@pytest.mark.parametrize(("layer", "size"), LISTED)
def test_a_vocabulary_in_the_script_has_a_number_of_tokens(layer: str, size: int) -> None:
    for count in ("look.vocabulary_size()", "len(look.get_vocabulary())"):
        code = f"{HEAD}look = {layer}\nm = Sequential([Input((3,)), Dense({count}, use_bias=False)])"
        assert read_text(code, "model.py").derive().at().params == 3 * size


@pytest.mark.parametrize(("code", "total"), DATA)
def test_a_vocabulary_of_data_is_a_symbol(code: str, total: str) -> None:
    report = (
        read_text(HEAD + code, "model.py").derive().bind(d=3)
        if "(3,)" in code
        else read_text(HEAD + code, "model.py").derive()
    )
    assert str(report.params) == total


def test_a_lookup_that_no_model_needs_refuses_nothing() -> None:
    code = (
        f"{HEAD}look = StringLookup(vocabulary=list(files), mask_token=None)\nm = Sequential([Input((3,)), Dense(2)])"
    )
    assert str(read_text(code, "model.py").derive().params) == "2*d + 2"


def test_the_depthwise_kernel_initializer_is_of_tensorflow() -> None:
    code = "i = Input((8, 8, 3))\nm = Model(i, DepthwiseConv2D(3, kernel_initializer='he_normal', use_bias=False)(i))"
    head = "from tensorflow.keras import Input, Model\nfrom tensorflow.keras.layers import *\n"
    assert str(read_text(head + code, "model.py").derive().params) == "9*C"
    with pytest.raises(Exception, match="kernel_initializer"):
        read_text(f"{HEAD}keras.ops\n{code}", "model.py")


def test_the_classes_of_an_architecture_may_be_data() -> None:
    code = (
        "import tensorflow_datasets as tfds, keras\ndata, info = tfds.load('dogs', with_info=True)\n"
        "classes = info.features['label'].num_classes\ni = keras.Input((64, 64, 3))\n"
        "base = keras.applications.MobileNetV3Small(input_shape=(64, 64, 3), weights=None, classes=classes)\n"
        "m = keras.Model(i, base(i))"
    )
    report = read_text(code, "model.py", model="m").derive()
    expected = keras.applications.MobileNetV3Small(input_shape=(64, 64, 3), weights=None, classes=7).count_params()
    assert report.at(classes=7).params == expected
