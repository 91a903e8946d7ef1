"""Layers that differ in their names alone share what is worked out of them, and nothing else."""

from __future__ import annotations

import pickle

import pytest

import symparam
from symparam.budget import BudgetError
from symparam.errors import SymparamError
from symparam.layers.alike import MOST, asked
from symparam.readers.keras_config import from_config, from_json

from ..frameworks import framework
from ..steps import steps


def dense(name: str, units: int) -> dict[str, object]:
    return {"class_name": "Dense", "config": {"name": name, "units": units}}


def at_each_step(name: str) -> dict[str, object]:
    return {"class_name": "TimeDistributed", "config": {"name": name, "layer": dense("inner", 5)}}


def chain(*layers: dict[str, object], shape: tuple[int | None, ...] = (None, 8)) -> symparam.Model:
    entrance = {"class_name": "InputLayer", "config": {"batch_shape": list(shape), "name": "i"}}
    return from_json({"class_name": "Sequential", "config": {"name": "s", "layers": [entrance, *layers]}})


def test_each_has_its_own_weights_and_its_own_name() -> None:
    report = chain(*(dense(f"d{i}", 8) for i in range(3))).derive().at()
    assert report.params == 3 * (8 * 8 + 8)
    assert [row.name for row in report] == ["d0", "d1", "d2"]
    assert not any(row.shared for row in report)


def test_layers_that_hold_equal_layers_hold_their_own() -> None:
    report = chain(at_each_step("a"), at_each_step("b"), shape=(None, 7, 5)).derive().at()
    assert report.params == 2 * (5 * 5 + 5)


def test_the_layer_that_refuses_is_named_and_not_one_like_it() -> None:
    conv = {"kernel_size": [3], "filters": 2}
    layers = ({"class_name": "Conv1D", "config": {"name": f"c{i}", **conv}} for i in range(4))
    with pytest.raises(SymparamError, match=r"^c3: kernel 3 does not fit into the length"):
        chain(*layers, shape=(None, 20, 1)).derive().at(T=8)


def test_arrays_of_other_shapes_are_other_settings() -> None:
    numpy = framework("numpy")

    def normalization(name: str, features: int) -> dict[str, object]:  # NumPy writes "..." for most of so many
        statistics = {"mean": numpy.zeros(features), "variance": numpy.ones(features)}
        return {"class_name": "Normalization", "config": {"name": name, "axis": -1, **statistics}}

    config = {"name": "s", "layers": [
        {"class_name": "InputLayer", "config": {"batch_shape": (None, 4000), "name": "i"}},
        normalization("right", 4000), normalization("wrong", 5000),
    ]}  # fmt: skip
    with pytest.raises(SymparamError, match="wrong"):
        from_config({"class_name": "Sequential", "config": config}).derive().at()


def test_one_more_that_is_alike_takes_two_thirds_of_the_work_of_another() -> None:
    def work(*units: int) -> int:
        return steps(lambda: chain(*(dense(f"d{i}", n) for i, n in enumerate(units))).derive())

    few = work(8)
    alike, others = work(*[8] * 101) - few, work(*range(8, 109)) - few
    assert alike < others * 2 / 3


def test_answers_are_no_more_than_a_network_asks_for() -> None:
    layer = chain(dense("d", 8)).nodes[-1].layer
    for n in range(3 * MOST):
        x = symparam.Input((n + 1,)).shape
        assert asked(layer, "twice", (x,), lambda n=n: 2 * n) == 2 * n  # type: ignore[misc]
        assert len(layer.__dict__["_answers"]) <= MOST


def test_a_copy_begins_without_answers() -> None:
    model = chain(dense("d", 8))
    assert model.nodes[-1].layer.__dict__["_answers"]
    copy = pickle.loads(pickle.dumps(model))
    assert not copy.nodes[-1].layer.__dict__["_answers"]
    assert copy.derive().params == model.derive().params


def test_the_text_of_layers_within_layers_is_counted_before_it_is_compared() -> None:
    config: dict[str, object] = {
        "class_name": "Dense",
        "config": {"name": "d", "units": 5, "kernel_initializer": "x" * 3_000_000},
    }
    for level in range(20):
        config = {"class_name": "TimeDistributed", "config": {"name": f"t{level}", "layer": config}}
    with pytest.raises(BudgetError, match="cells of work, the last of it on what the source describes"):
        chain(config, shape=(None, *[2] * 21))
