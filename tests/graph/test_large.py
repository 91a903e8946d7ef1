"""Ten thousand layers: no recursion limit, and work in proportion to their number."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from symparam import Input, Model, Sequential, Shape, SymparamError, layers, sizes
from symparam.readers.keras_config import from_config

from ..steps import steps

H, W, C = sizes("H W C")
N = 10_000


def chain(n: int) -> Model:
    return Sequential([layers.Conv2D(4, 3) for _ in range(n)], input=(H, W, C))


def tangle(n: int) -> Model:
    """Every node takes two of those before it."""
    r = Random(1)
    x = Input((C,))
    tensors = [layers.Dense(4)(x) for _ in range(20)]
    while len(tensors) < n:
        tensors.append(layers.Add()([tensors[-1], r.choice(tensors[-50:])]))
    return Model(x, tensors[-1])


def tower(n: int) -> Model:
    """A config with n layers, read."""
    names = [f"d{i}" for i in range(n)]
    made: list[dict[str, Any]] = [
        {"class_name": "InputLayer", "name": "x", "config": {"batch_shape": [None, 4]}, "inbound_nodes": []}
    ]
    for before, name in zip(["x", *names], names, strict=False):
        made.append(
            {
                "class_name": "Dense",
                "name": name,
                "config": {"units": 4, "name": name},
                "inbound_nodes": [[[before, 0, 0, {}]]],
            }
        )
    made.reverse()  # the worst order
    return from_config(
        {
            "class_name": "Functional",
            "config": {
                "name": "m",
                "layers": made,
                "input_layers": [["x", 0, 0]],
                "output_layers": [[names[-1], 0, 0]],
            },
        }
    )


@pytest.mark.parametrize("build", [chain, tangle, tower])
def test_ten_thousand_layers(build: Callable[[int], Model]) -> None:
    model = build(N)
    report = model.derive()
    assert len(report.rows) == len(model.entries) - model.sequential
    doubled = Shape(2 * n for n in model.xs[0])
    assert len(model.at(doubled).entries) == len(model.entries)
    assert len(model.map_layers(lambda layer: layer).nodes) == len(model.nodes)
    values = dict.fromkeys(report.symbols, 2 * N + 5)
    assert report.at(**values).params == report.bind(**values).params


@pytest.mark.parametrize("build", [chain, tangle, tower])
def test_the_work_grows_with_the_layers(build: Callable[[int], Model]) -> None:
    def cost(n: int) -> int:
        return steps(lambda: build(n).derive())

    cost(100)
    few, many = cost(500), cost(4_000)
    assert many < 8 * 2 * few, (few, many)  # eight times the layers; a quadratic cost would be 64 times as much


def nested(n: int) -> Model:
    model = Sequential([layers.Dense(4)], input=(C,))
    for _ in range(n - 1):
        model = Sequential([model, layers.Dense(4)], input=(C,))
    return model


def test_forty_models_inside_one_another_take_no_longer_than_their_layers() -> None:
    assert nested(25).derive().params == 4 * C + 4 + 24 * 20
    few, many = (steps(nested(n).derive) for n in (12, 24))
    assert many < 2**3 * few, (few, many)  # twice the models, each with what is inside it; never 2**12 times


def test_models_too_deep_inside_one_another_are_refused() -> None:
    with pytest.raises(SymparamError, match="40 models"):
        nested(42)
