"""Conditions are written without a floor around them, and mean the same at every point of a box."""

from __future__ import annotations

from itertools import product

import pytest

from symparam import sizes
from symparam.algebra import Condition, FloorDiv, Need
from symparam.algebra.domain import Domain
from symparam.algebra.domain.told import unfloored

H, n = sizes("H n")


@pytest.mark.parametrize("value", [FloorDiv(H, n), FloorDiv(H - 3, 2 * n), FloorDiv(FloorDiv(H, n), n + 1)], ids=str)
@pytest.mark.parametrize("least", [1, 2, 5])
def test_a_condition_without_its_floor_holds_at_the_same_sizes(value, least):
    need = Need(value, ">=", least, "")
    for h, k in product(range(1, 60), range(1, 9)):
        assert need.bind({"H": h, "n": k}).holds() == unfloored(need).bind({"H": h, "n": k}).holds(), (h, k)


def test_heads_of_a_width_are_told_without_a_floor():
    width, heads = sizes("width heads")
    domain = Domain.of([Condition("attention", Need(FloorDiv(width, heads), ">=", 1, ""))])
    assert domain.text() == "width ≥ heads"
    assert domain.text(ascii=True) == "width >= heads"
    assert domain.latex() == r"\mathrm{width} \ge \mathrm{heads}"
