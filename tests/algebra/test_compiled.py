"""Compiled formulas have the value that ``evaluate`` gives, at every size of number."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

from symparam import sizes
from symparam.algebra import FloorDiv, Max, Min, evaluate, exact, names_in
from symparam.algebra.compiled import compile_function, values
from symparam.errors import SizeError

from ..subprocesses import python

H, W, C, g, L = sizes("H W C g L")

FORMULAS = [
    H,
    FloorDiv(H - 20, 12),
    3 * FloorDiv(H - 20, 12) * FloorDiv(W + 31, 32) + FloorDiv(H - 20, 12) ** 2 - C,
    Max(H, W, C) - Min(H, W - 3),
    FloorDiv(H, g) + FloorDiv(H - W, 2**L),
    2**L * C + 2 ** (L + 1),
    9 * exact(C, g) * H,
    exact(C + 1, 2),
    2 ** (L - 3),
    FloorDiv(2 * FloorDiv(2 * FloorDiv(H, 3) + 1, 5) + 1, 7),
]


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_a_compiled_formula_has_the_value_of_the_formula(formula):
    rng = random.Random(0)
    names = sorted(names_in(formula))
    function = compile_function([formula, formula + 1], names)
    for limit in (5, 300, 10**12):
        for _ in range(30):
            at = {name: rng.randint(1, limit if name != "L" else 9) for name in names}
            expected = evaluate(formula, at)
            first, second = function(*at.values())
            assert Fraction(str(expected)) == first == second - 1
            assert isinstance(first, int) == isinstance(expected, int)


def test_negative_arguments_floor_towards_minus_infinity():
    assert compile_function([FloorDiv(H, 3)], ["H"])(-7) == (-3,)


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_values_at_many_points(formula):
    rng = np.random.default_rng(0)
    names = sorted(names_in(formula))
    at = {name: rng.integers(1, 9 if name == "L" else 500, 40) for name in names}
    result = values(formula, at)
    for i, value in enumerate(result):
        assert Fraction(str(value)) == Fraction(str(evaluate(formula, {name: int(at[name][i]) for name in names})))


def test_64_bits_are_used_only_where_they_suffice():
    assert values(H**2, {"H": [3037000499]}).dtype == np.int64
    over = values(H**2, {"H": [3037000500]})  # its square is above 2**63 − 1
    assert over.dtype == object
    assert over.tolist() == [3037000500**2]
    assert values(H**2 - H**2 + H, {"H": [10**30]}).tolist() == [10**30]
    assert values(H * W - 10**30, {"H": [1], "W": [2]}).tolist() == [2 - 10**30]  # intermediate values count


def test_sizes_are_broadcast():
    assert values(H * W, {"H": range(1, 4), "W": 2}).tolist() == [2, 4, 6]
    assert values(H * W, {"H": np.array([[1], [2]]), "W": [1, 10]}).tolist() == [[1, 10], [2, 20]]
    assert values(H, {"H": 3}).shape == ()
    assert values(5, {"H": range(3)}).tolist() == [5, 5, 5]
    assert values(H, {"H": [1, 2], "C": np.zeros((3, 1), int)}).shape == (3, 2)
    assert values(H, {"H": range(0)}).tolist() == []


def test_what_is_refused():
    with pytest.raises(SizeError, match="W has no value"):
        values(H * W, {"H": range(3)})
    with pytest.raises(SizeError, match="no whole numbers"):
        values(H, {"H": [1.5]})
    with pytest.raises(SizeError, match="at least 1"):
        values(FloorDiv(H, g), {"H": range(3), "g": [1, 0, 1]})
    with pytest.raises(SizeError, match="at least 1"):
        compile_function([FloorDiv(H, g)], ["H", "g"])(3, 0)
    with pytest.raises(SizeError, match="W has no value"):
        compile_function([H * W], ["H"])
    with pytest.raises(SizeError, match="divided by 0"):
        compile_function([exact(C, g)], ["C", "g"])(3, 0)


def test_common_parts_are_computed_once():
    function = compile_function([FloorDiv(H, 2) * W, FloorDiv(H, 2) + 1], ["H", "W"])
    assert function.__doc__.count("//") == 1


def test_deep_formulas_compile():
    n = H
    for _ in range(38):
        n = FloorDiv(2 * n + 1, 3)
    expected = 10**9
    for _ in range(38):
        expected = (2 * expected + 1) // 3
    assert compile_function([n], ["H"])(10**9) == (expected,)


def test_numpy_is_loaded_only_when_it_is_needed():
    code = "import sys, symparam.algebra.compiled; sys.exit('numpy' in sys.modules)"
    assert python(code).returncode == 0
