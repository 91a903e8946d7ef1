"""Functions of keras.backend and TensorFlow are bound by their own signatures, and then go the way of keras.ops."""

from __future__ import annotations

import inspect

import pytest

from symparam import read
from symparam.errors import SymparamError
from symparam.layers.functions.signature import MISSING
from symparam.layers.ops.signatures import table
from symparam.layers.ops.spellings import PLACES, _rows

from ..frameworks import framework

SCRIPT = """
import keras
import tensorflow as tf
from keras import backend as K
x = keras.Input((6, 4))
model = keras.Model(x, {})
"""
SHAPES = {
    "K.sum(x, 1)": (4,),
    "K.mean(x, axis=-1, keepdims=True)": (6, 1),
    "K.concatenate([x, x])": (6, 8),
    "K.concatenate(tensors=[x, x], axis=1)": (12, 4),
    "K.expand_dims(x, dim=1)": (1, 6, 4),
    "K.permute_dimensions(x, (0, 2, 1))": (4, 6),
    "K.repeat_elements(x, rep=2, axis=1)": (12, 4),
    "K.tile(x, n=(1, 2, 1))": (12, 4),
    "K.reshape(x, shape=(-1, 24))": (24,),
    "K.batch_dot(x, x, axes=[2, 2])": (6, 6),
    "K.dot(x, K.zeros((4, 9)))": (6, 9),
    "K.dot(x, K.eye(4))": (6, 4),
    "tf.matmul(x, tf.eye(4, num_columns=7))": (6, 7),
    "tf.reduce_sum(x, axis=1)": (4,),
    "tf.reduce_mean(input_tensor=x, reduction_indices=2, keep_dims=True)": (6, 1),
    "tf.concat([x, x], 2)": (6, 8),
    "tf.concat(2, [x, x])": (6, 8),
    "tf.gather(x, [0, 1], axis=1)": (2, 4),
    "tf.transpose(a=x, perm=[0, 2, 1])": (4, 6),
    "tf.tile(x, multiples=[1, 1, 3])": (6, 12),
    "tf.split(x, 2, 2)[0]": (6, 2),
    "tf.split(x, [1, 3], axis=-1)[1]": (6, 3),
    "tf.matmul(x, x, transpose_b=True)": (6, 6),
    "tf.expand_dims(x, -1)": (6, 4, 1),
    "tf.pad(x, paddings=[[0, 0], [1, 2], [0, 0]])": (9, 4),
    "tf.einsum('btd,bsd->bts', x, x)": (6, 6),
    "tf.nn.conv1d(x, tf.ones((3, 4, 7)), stride=2, padding='SAME')": (3, 7),
    "tf.image.resize(tf.reshape(x, (-1, 6, 2, 2)), [3, 5])": (3, 5, 2),
    "tf.nn.softmax(logits=x)": (6, 4),
}
REFUSED = {
    "K.sum(x, dims=1)": "sum has no argument 'dims'; did you mean axis?",
    "K.sum(x, 1, True, 3)": "sum takes 3 positional arguments, not 4",
    "K.concatenate([x, x], 1, 2)": "concatenate takes 2 positional arguments, not 3",
    "K.concatenate(values=[x, x])": "concatenate has no argument 'values'",
    "K.dot(x)": "dot needs y",
    "K.reshape(x)": "reshape needs shape",
    "K.permute_dimensions(x, perm=(0, 2, 1))": "permute_dimensions has no argument 'perm'",
    "K.repeat_elements(x, 2)": "repeat_elements needs axis",
    "K.softmax(x, -1, 2)": "softmax takes 2 positional arguments, not 3",
    "tf.reduce_sum(x, axes=1)": "reduce_sum has no argument 'axes'; did you mean axis?",
    "tf.concat([x, x])": "concat needs axis",
    "tf.reshape(x, newshape=(-1, 24))": "reshape has no argument 'newshape'",
    "tf.matmul(x)": "matmul needs b",
    "tf.expand_dims(x)": "expand_dims needs axis",
    "tf.tile(x, repeats=[1, 1, 3])": "tile has no argument 'repeats'",
}


def reading(text, folder):
    path = folder / "model.py"
    path.write_text(SCRIPT.format(text))
    return read(path).derive()


@pytest.mark.parametrize("text", sorted(SHAPES))
def test_a_call_is_bound_by_its_own_names(text, tmp_path):
    assert [tuple(x) for x in reading(text, tmp_path).at().outputs] == [SHAPES[text]]


@pytest.mark.parametrize("text", sorted(REFUSED))
def test_a_call_that_its_library_does_not_take_is_refused(text, tmp_path):
    with pytest.raises(SymparamError) as refusal:
        reading(text, tmp_path)
    assert REFUSED[text] in str(refusal.value)


def test_the_rows_of_the_backend_are_those_of_keras():
    framework("keras", "keras")
    from keras.src.legacy import backend

    for path, row in _rows().items():
        function = getattr(backend, path.removeprefix(PLACES["K"]), None)
        if path.startswith(PLACES["K"]):
            theirs = [(p.name, p.default) for p in inspect.signature(function).parameters.values()]
            ours = [(p.name, p.default) for p in row.signature.positional]
            assert ours == [(n, MISSING if d is inspect.Parameter.empty else d) for n, d in theirs], path


def test_rows_speak_of_arguments_that_they_have():
    for path, row in _rows().items():
        assert set(row.ours) <= {p.name.strip("*") for p in row.signature.parameters}, path
        if (ours := table().get(path.rpartition(".")[2])) is not None and path.startswith(PLACES["K"]):
            assert set(row.ours.values()) <= {p.name for p in ours.parameters} | {"x1", "x2", "xs", "mode"}, path
