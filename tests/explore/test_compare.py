"""Two models: their difference and crossover equal brute force."""

from __future__ import annotations

import pytest

from symparam import Facts, Sequential, SymparamError, layers, sizes
from symparam.explore.compare import compare

H, W, C = sizes("H W C")
DEFAULTS = Facts(defaults={"H": 64, "W": 64, "C": 3})


def network(*body, facts=DEFAULTS):
    return Sequential([*body, layers.Flatten(), layers.Dense(16)], input=(H, W, C), facts=facts).derive()


PLAIN = network(layers.Conv2D(8, 3), layers.MaxPooling2D(2), layers.Conv2D(8, 3), layers.MaxPooling2D(2))
WIDER = network(layers.Conv2D(32, 3, strides=4), layers.MaxPooling2D(2), layers.Dense(200))
STRIDED = network(layers.Conv2D(40, 3, strides=2, padding="same"), layers.Conv2D(24, 3, strides=3))


@pytest.mark.parametrize(("a", "b"), [(PLAIN, WIDER), (PLAIN, STRIDED), (WIDER, STRIDED)])
def test_the_crossover_equals_brute_force(a, b):
    along = compare(a, b).crossings[0]
    assert along.symbol == "H"
    for h in range(1, 400):
        try:
            x, y = a.at(H=h).params, b.at(H=h).params
        except SymparamError:
            assert h not in along.first_larger | along.equal | along.second_larger
            continue
        assert (h in along.first_larger, h in along.equal, h in along.second_larger) == (x > y, x == y, x < y), h


def test_the_difference_is_that_of_the_totals():
    difference = compare(PLAIN, WIDER).difference
    for h, w, c in ((64, 64, 3), (31, 57, 1), (200, 40, 4)):
        at = {"H": h, "W": w, "C": c}
        value = difference.xreplace({s: at[s.name] for s in difference.free_symbols})
        assert value == PLAIN.at(**at).params - WIDER.at(**at).params


def test_equal_models_are_proved_equal_and_others_have_a_counterexample():
    same = network(layers.Conv2D(8, 3), layers.MaxPooling2D(2), layers.Conv2D(8, 3), layers.MaxPooling2D(2))
    assert compare(PLAIN, same).equal.answer == "yes"
    verdict = compare(PLAIN, WIDER).equal
    assert verdict.answer == "no"
    assert PLAIN.at(**verdict.counterexample).params != WIDER.at(**verdict.counterexample).params


def test_rows_are_paired_by_type():
    pairs = compare(PLAIN, STRIDED).rows
    assert [(a and a.name, b and b.name) for a, b in pairs] == [
        ("conv2d", "conv2d"), ("max_pooling2d", None), ("conv2d_1", "conv2d_1"), ("max_pooling2d_1", None),
        ("flatten", "flatten"), ("dense", "dense")]
