"""What is said to be never negative is so at every size, tried one by one with Python's own floors."""

from __future__ import annotations

from random import Random

import pytest

from symparam import sizes
from symparam.algebra import div, evaluate
from symparam.algebra.arithmetic import cut, maximum, never_negative

(h,) = sizes("H")
padded = 7 * div(h + 6, 7)  # up to the next multiple of 7


def test_what_is_padded_is_cut_off_again() -> None:
    assert cut(padded, h) == h
    assert cut(7 * div(div(h, 4) + 6, 7), div(h, 4)) == div(h, 4)
    assert maximum(2 * div(h, 4) - 2 * div(h, 8), 0) == 2 * div(h, 4) - 2 * div(h, 8)
    assert cut(padded - 1, h) not in (padded - 1, h)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_never_negative_is_so_everywhere(seed: int) -> None:
    r = Random(seed)
    claimed = 0
    for _ in range(60):
        terms = [r.choice([-7, -2, -1, 1, 2, 7]) * div(h + r.randint(0, 9), r.choice([2, 3, 4, 7])) for _ in range(2)]
        n = sum(terms) + r.choice([-1, 0, 1]) * h + r.randint(-3, 4)
        if not isinstance(n, int) and never_negative(n):
            claimed += 1
            assert all(evaluate(n, {"H": at}) >= 0 for at in range(90))
    assert claimed
