"""Layers that Keras builds only where TensorFlow is: shapes as keras/src/layers/preprocessing of 3.15.1 has them."""

from typing import Any

import pytest

from symparam.algebra import Shape, names_in
from symparam.errors import LayerError
from symparam.layers import lookup

WORDS = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "arguments", "shapes", "output"),
    [
        ("Hashing", {"num_bins": 7}, [(3,)], (3,)),
        ("Hashing", {"num_bins": 7, "output_mode": "one_hot"}, [(1,)], (7,)),
        ("Hashing", {"num_bins": 7, "output_mode": "multi_hot"}, [(5, 3)], (5, 7)),
        ("HashedCrossing", {"num_bins": 7}, [(1,), (1,)], (1,)),
        ("HashedCrossing", {"num_bins": 7, "output_mode": "one_hot"}, [(), ()], (7,)),
        ("StringLookup", {"vocabulary": WORDS}, [(4,)], (4,)),
        ("StringLookup", {"vocabulary": WORDS, "output_mode": "one_hot"}, [(1,)], (4,)),
        ("StringLookup", {"vocabulary": WORDS, "output_mode": "one_hot"}, [(2,)], (2, 4)),
        ("StringLookup", {"vocabulary": ["[UNK]", *WORDS], "output_mode": "multi_hot"}, [(9,)], (4,)),
        ("StringLookup", {"vocabulary": WORDS, "output_mode": "count", "num_oov_indices": 3}, [(9,)], (6,)),
        ("StringLookup", {"max_tokens": 50, "pad_to_max_tokens": True, "output_mode": "count"}, [(9,)], (50,)),
        ("IntegerLookup", {"vocabulary": [3, 5], "output_mode": "multi_hot"}, [(9,)], (3,)),
        ("IntegerLookup", {"vocabulary": [-1, 3, 5], "output_mode": "multi_hot"}, [(9,)], (3,)),
        ("IntegerLookup", {"vocabulary_size": 12, "output_mode": "multi_hot"}, [(9,)], (12,)),
        ("TextVectorization", {"output_sequence_length": 20}, [()], (20,)),
        ("TextVectorization", {"output_mode": "multi_hot", "vocabulary": WORDS}, [()], (4,)),
        ("TextVectorization", {"output_mode": "tf_idf", "max_tokens": 9, "pad_to_max_tokens": True}, [(1,)], (1, 9)),
    ],
)
def test_shape(name: str, arguments: dict[str, Any], shapes: list[tuple[int, ...]], output: tuple[int, ...]) -> None:
    layer = lookup(name)(**arguments)
    inputs = [Shape(shape) for shape in shapes]
    layer.accept(*inputs)
    assert all(need.holds() for need in layer.needs(*inputs))
    assert tuple(layer.output(*inputs)) == output
    assert not list(layer.weights(*inputs))


@pytest.mark.parametrize(
    ("name", "arguments", "symbol"),
    [
        ("StringLookup", {"output_mode": "one_hot", "name": "genres"}, "genres_vocabulary"),
        ("IntegerLookup", {"output_mode": "count", "max_tokens": 9}, "integer_lookup_vocabulary"),
        ("TextVectorization", {"max_tokens": 9, "name": "text"}, "text_length"),
    ],
)
def test_size_from_data_is_a_symbol(name: str, arguments: dict[str, Any], symbol: str) -> None:
    assert names_in(lookup(name)(**arguments).output(Shape((3,)))[-1]) == {symbol}


@pytest.mark.parametrize(
    ("name", "arguments", "part"),
    [
        ("Hashing", {"num_bins": 0}, "num_bins is at least 1"),
        ("Hashing", {"num_bins": 3, "sparse": True}, "sparse=True needs another output_mode"),
        ("HashedCrossing", {"num_bins": 3, "output_mode": "count"}, "output_mode is one of 'int', 'one_hot'"),
        ("StringLookup", {"max_tokens": 1}, "max_tokens is at least 2"),
        ("StringLookup", {"pad_to_max_tokens": True}, "needs max_tokens"),
        ("TextVectorization", {"output_mode": "count", "output_sequence_length": 5}, "needs output_mode='int'"),
    ],
)
def test_refused(name: str, arguments: dict[str, Any], part: str) -> None:
    with pytest.raises(LayerError, match=part):
        lookup(name)(**arguments)
