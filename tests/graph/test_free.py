"""Freed hyper-parameters: the old numbers are the defaults, and give the old totals back."""

from __future__ import annotations

import pytest

from symparam import Sequential, SymparamError, layers, sizes
from symparam.graph.free import free

H, W, F, k, n = sizes("H W F k n")


def model():
    return Sequential(
        [
            layers.Conv2D(32, 3),
            layers.Conv2D(32, 3, strides=2),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(64),
            layers.Dense(10),
        ],
        input=(H, W, 3),
    )


@pytest.mark.parametrize(
    "choices",
    [
        {"conv2d*.filters": F},
        {"dense.units": 2 * F},
        {"conv2d.kernel_size": k, "conv2d_1.strides": n},
        {"max_pooling2d.pool_size": k},
        {"dense_1.units": n},
    ],
)
def test_the_defaults_give_the_old_total(choices):
    freed, plain = free(model(), choices).derive(), model().derive()
    symbols = {s.name for value in choices.values() for s in value.free_symbols}
    assert symbols <= set(freed.symbols)
    assert freed.at(H=60, W=75).params == plain.at(H=60, W=75).params


def test_a_formula_in_the_freed_symbol():
    report = free(model(), {"conv2d*.filters": F}).derive()
    # two convolutions 3·3·3·F + F and 3·3·F·F + F, by hand
    assert [row.params for row in report.rows[:2]] == [28 * F, 9 * F**2 + F]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("dence.units", "no layer is named dence; did you mean dense"),
        ("dense.filters", "has no size called filters; it has"),
        ("flatten.units", "it has none"),
        ("units", "is not LAYER.FIELD"),
    ],
)
def test_what_cannot_be_freed(choice, message):
    with pytest.raises(SymparamError, match=message):
        free(model(), {choice: n})


def test_layers_that_disagree_leave_no_default():
    report = free(model(), {"dense*.units": n}).derive()
    assert report.symbols["n"] is None
