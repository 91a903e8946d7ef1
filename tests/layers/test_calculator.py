"""The calculator for one layer, and the rules of every padding: held against Keras's own layers in numbers."""

from __future__ import annotations

from math import prod
from typing import Any

import keras
import pytest
from click.testing import CliRunner

from symparam.algebra.text import text
from symparam.cli import commands
from symparam.errors import SymparamError
from symparam.layers.calculator import calculated
from symparam.layers.catalogue import entry

# layer, arguments, sizes of the input, the input in Keras
CASES: list[tuple[str, dict[str, Any], dict[str, int], tuple[int, ...]]] = [
    *(
        (
            "Conv2D",
            {"filters": 5, "kernel_size": k, "strides": s, "padding": p},
            {"H": 23, "W": 17, "C": 3},
            (23, 17, 3),
        )
        for k, s, p in [(7, 2, "same"), (7, 2, "valid"), ((3, 5), (2, 3), "same"), (1, 4, "same")]
    ),
    ("Conv1D", {"filters": 4, "kernel_size": 3, "strides": 2, "padding": "causal"}, {"T": 9, "C_in": 2}, (9, 2)),
    ("Conv1D", {"filters": 4, "kernel_size": 3, "dilation_rate": 2}, {"T": 9, "C_in": 2}, (9, 2)),
    *(
        (
            "Conv2DTranspose",
            {"filters": 2, "kernel_size": k, "strides": s, "padding": p},
            {"H": 7, "W": 6, "C": 3},
            (7, 6, 3),
        )
        for k, s, p in [(3, 2, "same"), (3, 2, "valid"), (2, 3, "valid")]
    ),
    ("MaxPooling2D", {"pool_size": 3, "padding": "same"}, {"H": 10, "W": 11, "C": 2}, (10, 11, 2)),
    ("AveragePooling1D", {"pool_size": 2, "strides": 3}, {"T": 10, "d": 2}, (10, 2)),
    ("Dense", {"units": 6, "use_bias": False}, {"d": 4}, (4,)),
    ("GRU", {"units": 3, "reset_after": False, "return_sequences": True}, {"T": 5, "d": 4}, (5, 4)),
    ("Embedding", {"input_dim": 9, "output_dim": 4}, {"T": 5}, (5,)),
]


@pytest.mark.parametrize(("name", "arguments", "sizes", "shape"), CASES)
def test_one_layer_is_what_keras_builds(
    name: str, arguments: dict[str, Any], sizes: dict[str, int], shape: tuple[int, ...]
) -> None:
    found = calculated(name, {**arguments, **named(name, sizes)})
    layer = getattr(keras.layers, name)(**arguments)
    output = layer(keras.Input(shape))
    assert [text(n) for n in found.outputs[0]][-len(output.shape[1:]) :] == [str(n) for n in output.shape[1:]]
    assert text(found.params) == str(layer.count_params()) == str(sum(prod(w.shape) for w in layer.weights))


def named(name: str, sizes: dict[str, int]) -> dict[str, int]:
    """The sizes by the letters that the layer has."""
    have = {letter for axes in entry(name).inputs for node in axes for letter in [text(node)]}
    found = {}
    for letter, value in sizes.items():
        found[next(n for n in (letter, f"{letter}_in", "d", "C", "d_in", "C_in") if n in have)] = value
    return found


@pytest.mark.parametrize("name", ["Conv1D", "Conv2D", "Conv3D", "SeparableConv2D", "DepthwiseConv2D", "MaxPooling2D"])
def test_the_catalogue_has_the_rule_of_every_padding(name: str) -> None:
    told = dict(entry(name).otherwise)
    assert "padding='same'" in told
    assert ("padding='causal'" in told) == (name == "Conv1D")
    assert all("⌈" in text(n) for n in told["padding='same'"][0][:-1])


def test_the_command_takes_arguments_and_sizes() -> None:
    words = ["layers", "Conv2D", "H_in=224", "kernel_size=7", "strides=2", "padding=same"]
    result = CliRunner().invoke(commands, words)
    assert result.exit_code == 0
    assert "(224, W_in, C_in) → (112, ⌈W_in/2⌉, F)" in result.output
    assert "49·C_in·F + F" in result.output
    several = CliRunner().invoke(commands, ["layers", "Conv2D", "H_in=9", "kernel_size=3,5", "use_bias=false"])
    assert "15·C_in·F" in several.output


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("Conv2D", {"H": 2, "kernel_size": 5}, "kernel 5 does not fit into the height"),
        ("Conv2D", {"kernel": 5}, "Conv2D has no kernel; did you mean kernel_size"),
        ("Dense", {"units": "many"}, "units is a whole number"),
        ("Convolve", {"H": 2}, "Convolve"),
    ],
)
def test_what_a_layer_does_not_take_is_refused(name: str, given: dict[str, Any], message: str) -> None:
    with pytest.raises(SymparamError, match=message):
        calculated(name, given)
