"""Ten thousand layers: no recursion limit, and work in proportion to their number."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from symparam import Input, Model, Sequential, Shape, SymparamError, layers, sizes
from symparam.readers.keras_config import from_config

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
    def cost(n: int) -> float:
        start = time.process_time()
        build(n).derive()
        return time.process_time() - start

    cost(100)
    few, many = min(cost(500) for _ in range(3)), min(cost(8_000) for _ in range(2))
    assert many < 16 * 4 * few, (few, many)  # sixteen times the layers; a quadratic cost would be 256 times as much


def nested(n: int) -> Model:
    model = Sequential([layers.Dense(4)], input=(C,))
    for _ in range(n - 1):
        model = Sequential([model, layers.Dense(4)], input=(C,))
    return model


def test_forty_models_inside_one_another_take_no_longer_than_their_layers() -> None:
    start = time.process_time()
    report = nested(25).derive()
    assert report.params == 4 * C + 4 + 24 * 20
    assert time.process_time() - start < 20


def test_models_too_deep_inside_one_another_are_refused() -> None:
    with pytest.raises(SymparamError, match="40 models"):
        nested(42)
