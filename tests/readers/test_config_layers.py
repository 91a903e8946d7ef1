"""The config that Keras writes for a layer, read back, is that layer: same output and weights, for every Keras name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from symparam.algebra import Shape
from symparam.readers.keras_config import layer_from_config

from ..frameworks import keras
from ..layers.keras_cases import (
    CASES_PER_ROW,
    as_tuple,
    case,
    keras_outcome,
    load_rows,
    our_layer,
    our_outcome,
    our_shapes,
)


def derived(layer: Any, xs: list[Shape]) -> tuple[Any, ...]:
    return as_tuple(layer.output(*xs)), tuple(layer.weights(*xs))


@pytest.mark.parametrize("name", sorted(load_rows()))
def test_config_of_a_layer_is_the_layer(name: str) -> None:
    read = 0
    for seed in range(CASES_PER_ROW):
        this = case(name, seed)
        if read == 6 or our_outcome(this).refused is not None or keras_outcome(this)[0].refused is not None:
            continue
        with keras.StatelessScope(initialize_variables=False):
            live = this.layer.build(lambda name: getattr(keras.layers, name))
        if isinstance(live, keras.Layer):
            config = json.loads(json.dumps(keras.saving.serialize_keras_object(live)))
            ours, theirs = layer_from_config(config, file="config"), our_layer(this)
            of_call = {option: getattr(theirs, option) for option in theirs.call_options}
            assert derived(replace(ours, **of_call), our_shapes(this)) == derived(theirs, our_shapes(this)), (
                this,
                ours,
            )
            assert ours.name == live.name
        read += 1
    assert read
