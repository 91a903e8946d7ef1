"""What holds for every layer, on the legal cases of every row."""

from collections.abc import Iterator
from typing import Any

import pytest

from symparam.algebra import Shape, size
from symparam.layers.layer import Layer

from .keras_cases import CASES_PER_ROW, as_tuple, case, load_rows, our_layer, our_outcome, our_shapes

NAMES = sorted(load_rows())
PIECEWISE = {"Discretization", "CategoryEncoding"}  # one_hot replaces an axis of 1; the rule with symbols is for others


def legal(name: str) -> Iterator[tuple[Layer, list[Shape]]]:
    for seed in range(0, CASES_PER_ROW, 2):
        this = case(name, seed)
        if our_outcome(this).refused is None:
            yield our_layer(this), our_shapes(this)


def derived(layer: Layer, xs: Any, values: Any = None) -> tuple[Any, ...]:
    """Outputs, weights and macs of a layer, bound to values."""
    values = values or {}
    macs = layer.macs(*xs)
    return (
        tuple(s.bind(values) for s in as_tuple(layer.output(*xs))),
        tuple(w.bind(values) for w in layer.weights(*xs)),
        Shape((macs,)).bind(values),
    )


def outside(name: str, layer: Layer, xs: Any, values: Any) -> bool:
    """Whether the values lie outside of what the rule with symbols says that it holds for."""
    return name in PIECEWISE and not all(need.bind(values).holds() for need in layer.needs(*xs))


@pytest.mark.parametrize("name", NAMES)
def test_general_rule_bound_is_the_layer(name: str) -> None:
    """With a symbol for every size, hyper-parameters too: derive, then bind = bind, then derive."""
    for layer, xs in legal(name):
        general = layer.general(*xs)
        general.layer.accept(*general.inputs)
        if outside(name, general.layer, general.inputs, general.values):
            continue
        assert derived(general.layer, general.inputs, general.values) == derived(layer, xs), (layer, xs)
        for need in general.layer.needs(*general.inputs):
            assert need.bind(general.values).holds(), (layer, xs, need)


@pytest.mark.parametrize("name", NAMES)
def test_deriving_commutes_with_binding_inputs(name: str) -> None:
    """With a symbol for every axis of the inputs and hyper-parameters as they are."""
    for layer, xs in legal(name):
        values: dict[str, Any] = {}
        symbolic = []
        for x in xs:
            names = [f"a{len(values) + i}" for i in range(len(x))]
            values |= zip(names, x, strict=True)
            symbolic.append(Shape(map(size, names)))
        layer.accept(*symbolic)
        if outside(name, layer, symbolic, values):
            continue
        assert derived(layer, symbolic, values) == derived(layer, xs), (layer, xs)
        for need in layer.needs(*symbolic):
            assert need.bind(values).holds(), (layer, xs, need)
