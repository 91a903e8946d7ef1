"""A condition in its plainest form holds at exactly the sizes at which it held before, tried one by one."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from symparam import sizes
from symparam.algebra import Need, div
from symparam.algebra.domain.plain import plain

a, b, c = SYMBOLS = sizes("a b c")


def side(r: Random):
    value = r.choice([1, 2, 3, 6])
    for symbol in SYMBOLS:
        value = value * symbol ** r.choice([0, 0, 1, 1, 2])
    if r.random() < 0.5:
        value = value * div(r.choice([a, b * c, a + 1, 2 * a]), r.choice([2, b, c]))
    if r.random() < 0.2:
        value = value + r.choice([1, a])
    return value


NEEDS = [
    Need(a * b * div(c, b), "==", a * c, "heads"),
    Need(a * c, "==", a * b * div(c, b), "heads"),
    Need(b * div(c + 1, b), "==", c, "no division"),
    Need(2 * div(c, b), "==", c, "another divisor"),
]


@pytest.mark.parametrize("seed", range(40))
def test_the_plain_condition_is_the_same(seed) -> None:
    r = Random(seed)
    needs = [Need(side(r), r.choice(["==", "divides", ">=", "broadcasts"]), side(r), "") for _ in range(10)]
    for need in (*NEEDS, *needs):
        told = plain(need)
        for values in product(range(1, 8), repeat=3):
            at = dict(zip("abc", values, strict=True))
            assert told.bind(at).holds() == need.bind(at).holds(), (need, told, at)


def test_heads_that_divide_a_width_are_told_as_such() -> None:
    for need in NEEDS[:2]:
        told = plain(need)
        assert (told.left, told.op, told.right) == (b, "divides", c)
