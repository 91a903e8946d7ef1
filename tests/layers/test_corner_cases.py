"""Refusals and shapes that random cases of Keras seldom reach: each test states one, and Keras agrees."""

from __future__ import annotations

import pytest

from symparam import Input, Model, layers, sizes
from symparam.algebra import Shape
from symparam.errors import LayerError
from symparam.layers.ops.concatenation import Stack
from symparam.layers.ops.taking_parts import Split

from ..frameworks import keras

H, T = sizes("H T")


def test_both_directions_are_recurrent_layers() -> None:
    for wrong in ({"layer": layers.Dense(3)}, {"layer": layers.LSTM(3), "backward_layer": layers.Dense(3)}):
        with pytest.raises(LayerError, match="is a recurrent layer"):
            layers.Bidirectional(**wrong)
    with pytest.raises((ValueError, AttributeError)):
        keras.layers.Bidirectional(keras.layers.LSTM(3), backward_layer=keras.layers.Dense(3))


def test_one_input_is_joined_to_itself() -> None:
    assert layers.Concatenate().output(Shape((H, 3))) == Shape((H, 3))
    assert keras.layers.Concatenate()([keras.Input((5, 3))]).shape == (None, 5, 3)
    assert Stack(axis=1).output(Shape((H, 3))) == Shape((1, H, 3))
    assert len(Stack.arity) == 2
    assert Stack.arity[0] == 1


@pytest.mark.parametrize(("index", "least"), [(0, 1), (2, 3), (-1, 1), (-3, 3)])
def test_an_index_must_lie_within_its_axis(index: int, least: int) -> None:
    x = Input((H, 4))
    domain = Model(x, layers.Dense(2)(x[:, index])).derive().domain
    assert domain.contains(H=least)
    assert domain["H"].smallest == least
    if least > 1:
        with pytest.raises((ValueError, IndexError)):
            keras.Input((least - 1, 4))[:, index]


def test_one_part_of_a_split_may_be_left_open() -> None:
    assert [s[0] for s in Split(num_or_size_splits=[2, -1], axis=1).output(Shape((H, 4)))] == [2, H - 2]
    with pytest.raises(LayerError, match="list of sizes"):
        Split(num_or_size_splits=[-1, -1], axis=1).output(Shape((H, 4)))


def test_the_axis_that_a_wrapper_walks_has_a_letter_of_its_own() -> None:
    plain = layers.TimeDistributed(layers.Dense(3)).axis_names(Shape((5, 4)))[0]
    inner = layers.TimeDistributed(layers.LSTM(3)).axis_names(Shape((5, 6, 4)))[0]
    assert len(set(plain)) == len(plain)
    assert len(set(inner)) == len(inner)
    assert plain[0] == "T"
    assert inner[0] == "T_1"
