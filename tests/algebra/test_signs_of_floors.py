"""What is said to be never negative is so at every size, tried one by one with Python's own floors; and both sides of
the rule of signs are one expression."""

from __future__ import annotations

from random import Random

import pytest

from symparam import sizes
from symparam.algebra import Dim, div, evaluate
from symparam.algebra.arithmetic import cut, maximum, never_negative

(h,) = sizes("H")
(SIDE,) = sizes("s")
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


def drawn(r: Random, depth: int) -> Dim:
    """A sum or a floor of what was drawn before, as windows, paddings and strides make them."""
    if not depth:
        return r.choice(sizes("H W s"))
    a, b = drawn(r, depth - 1), drawn(r, depth - 1)
    if r.random() < 0.5:
        return r.choice([1, 1, -1, 2]) * a + r.choice([1, -1]) * b + r.randint(-2, 2)
    return div(r.choice([1, 1, -1, 2]) * a + r.choice([0, 0, -1, 1]) * b + r.randint(-3, 3), r.choice([2, 3, 4, SIDE]))


@pytest.mark.parametrize("seed", range(4))
def test_a_floor_is_the_mirrored_floor_from_below(seed: int) -> None:
    r = Random(seed)
    for _ in range(150):
        top, bottom = drawn(r, r.randint(1, 3)), r.choice([2, 3, SIDE])
        floor = div(top, bottom)
        assert floor == -div(-top + bottom - 1, bottom), (top, bottom)
        at = {"H": r.randint(1, 30), "W": r.randint(1, 30), "s": r.randint(1, 6)}
        assert evaluate(floor, at) == evaluate(top, at) // evaluate(bottom, at), (top, bottom, at)


def test_what_a_half_takes_away_is_the_other_half() -> None:
    assert div(2 * h - 2 * div(h, 2), 2) == div(h + 1, 2)
    assert div(2 * div(h + 1, 2) - 2 * h, 2) == -div(h, 2)
