"""Layers whose rule is not known: what the user can say, and what the error says."""

from typing import Any

import pytest

from symparam.algebra import Shape, sizes
from symparam.errors import LayerError, UnknownLayer
from symparam.layers import lookup
from symparam.layers.registry import FOREIGN


@pytest.mark.parametrize(
    ("given", "output"),
    [
        ((7, 7, 64), Shape((7, 7, 64))),
        ([5], Shape((5,))),
        (Shape((2, 3)), Shape((2, 3))),
        ((), Shape(())),
        ([(3, 4), (5,)], (Shape((3, 4)), Shape((5,)))),
    ],
)
@pytest.mark.parametrize("name", ["Lambda", "Unknown"])
def test_output_shape_is_what_the_user_says(name: str, given: Any, output: Any) -> None:
    layer = lookup(name)("anything", output_shape=given)
    layer.accept(Shape((9,)))
    assert layer.output(Shape((9,))) == output
    assert not list(layer.weights(Shape((9,))))


def test_a_given_size_may_be_a_symbol() -> None:
    (n,) = sizes("n")
    assert lookup("Lambda")(None, (n, 2 * n)).output(Shape(())) == (n, 2 * n)


@pytest.mark.parametrize("given", [None, lambda shape: shape])
def test_without_a_shape_the_error_says_what_to_give(given: Any) -> None:
    layer = lookup("Lambda")(abs, output_shape=given, name="crop")
    with pytest.raises(LayerError, match=r"crop: the shape of its output is not known; .*output_shape=\(28, 28, 1\)"):
        layer.accept(Shape((9,)))


def test_unknown_says_so_and_is_called_by_its_kind() -> None:
    layer = lookup("Unknown")("MyAttention", output_shape=(3,))
    assert layer.unknown
    assert layer.type_name == "MyAttention"
    assert not lookup("Dense")(3).unknown


@pytest.mark.parametrize("name", FOREIGN)
def test_layers_of_other_frameworks_are_named(name: str) -> None:
    with pytest.raises(UnknownLayer, match=f"{name} holds a .* weights are not part of the model's description"):
        lookup(name)


def test_a_misspelt_layer_is_pointed_to_the_nearest() -> None:
    with pytest.raises(UnknownLayer, match="did you mean MultiHeadAttention"):
        lookup("MultiheadAttention")
