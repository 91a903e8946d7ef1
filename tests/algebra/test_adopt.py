"""Python's // and % on symbols make SymPy's floors; where a size is taken, they become exact ones."""

from __future__ import annotations

import pytest
from sympy import ceiling

from symparam import Input, Model, Sequential, layers, repeat, sizes
from symparam.algebra import evaluate
from symparam.algebra.adopt import FOREIGN, adopted

H, W, C, s, L = sizes("H W C s L")
FORMULAS = [
    (H // 2, lambda h, w: h // 2),
    ((H - 2) // 3, lambda h, w: (h - 2) // 3),
    (-(-H // 2), lambda h, w: -(-h // 2)),
    (H % 4, lambda h, w: h % 4),
    ((H // 2 + W) // 3, lambda h, w: (h // 2 + w) // 3),
    (H // W, lambda h, w: h // w),
    (((H - 5) // 3 - 3) // 2 + 1, lambda h, w: ((h - 5) // 3 - 3) // 2 + 1),
    (2 * H % W, lambda h, w: 2 * h % w),
    (ceiling(H / 2), lambda h, w: -(-h // 2)),
    (ceiling((H - W) / 3) + 1, lambda h, w: -((w - h) // 3) + 1),
    (3 * (H // 2) * (W // 5) - 1, lambda h, w: 3 * (h // 2) * (w // 5) - 1),
]


@pytest.mark.parametrize(("formula", "plain"), FORMULAS, ids=lambda part: str(part) if not callable(part) else "")
def test_they_are_pythons_own_values(formula, plain):
    exact = adopted(formula)
    assert not exact.has(*FOREIGN)
    for h in range(1, 40):
        for w in (1, 2, 7):
            assert evaluate(exact, {"H": h, "W": w}) == plain(h, w)


def test_a_layer_takes_them():
    report = Sequential([layers.Dense(C // 2)], input=(C,)).derive()
    assert "⌊C/2⌋" in report.to("text")
    assert report.at(C=7).params == 3 * 7 + 3


def test_an_input_and_a_binding_take_them():
    x = Input((H // 2, W))
    report = Model(x, layers.Conv1D(4, 3)(x)).derive()
    assert report.at(H=9, W=5).outputs[0] == (2, 4)
    assert report.bind(W=H // 3).at(H=9).outputs[0] == (2, 4)


def test_a_block_that_halves_its_channels_shrinks_to_a_power():
    def halved(x):
        return layers.Conv2D(x.shape[-1] // 2, 1)(x)

    report = Sequential([repeat(halved, 3)], input=(H, W, C)).derive()
    assert report.at(H=4, W=4, C=65).outputs[0] == (4, 4, 8)
    assert report.at(H=4, W=4, C=65).params == 65 * 32 + 32 + 32 * 16 + 16 + 16 * 8 + 8
