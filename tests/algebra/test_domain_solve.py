"""Conditions in one symbol against brute force over 1..2000."""

from __future__ import annotations

import random
from itertools import takewhile

import pytest

from symparam import sizes
from symparam.algebra import FloorDiv, Max, Min, Need, ceil, evaluate, exact
from symparam.algebra.domain import Progressions, Undecided, preimage, solve, solve_relation
from symparam.algebra.domain.periods import whole
from symparam.algebra.domain.solving import not_negative
from symparam.algebra.domain.threshold import threshold

H, L = sizes("H L")
LIMIT = 2000


def brute(need: Need, least: int = 1) -> list[int]:
    found = []
    for n in range(least, LIMIT):
        bound = Need(evaluate(need.left, {"H": n}), need.op, evaluate(need.right, {"H": n}), "")
        if bound.holds():
            found.append(n)
    return found


def solved(need: Need, least: int = 1) -> list[int]:
    return list(takewhile(lambda n: n < LIMIT, solve(need, "H", least=least)))


def chain(r: random.Random, depth: int = 4):
    """A random chain of windows, paddings, croppings and upsamplings."""
    x = H
    for _ in range(r.randint(0, depth)):
        match r.randrange(5):
            case 0 | 1:
                x = FloorDiv(x + r.randint(-6, 4), r.choice([2, 2, 3]))
            case 2:
                x = ceil(x, 2)
            case 3:
                x = x + r.randint(-5, 5)
            case 4:
                x = 2 * x
    return x


def value(r: random.Random):
    x = chain(r)
    match r.randrange(12):
        case 0:
            return r.randint(-3, 40)
        case 1:
            return chain(r, 2) * chain(r, 2) - r.randint(0, 300)
        case 2:
            return Max(x, chain(r, 2))
        case 3:
            return Min(x, r.randint(1, 60)) + chain(r, 1)
        case 4:
            return r.randint(-60, -1) * x + r.randint(0, 5000)
        case 5:
            return x * x - r.randint(20, 900) * H + r.randint(0, 90_000)
        case 6:
            return exact(x, r.randint(2, 5))
        case 7:
            return FloorDiv(Max(x, r.randint(1, 90)), r.randint(2, 4))
    return x


@pytest.mark.parametrize("op", [">=", "==", "divides", "broadcasts"])
@pytest.mark.parametrize("seed", range(25))
def test_the_solution_is_what_trying_every_size_finds(op: str, seed: int) -> None:
    r = random.Random(f"{op} {seed}")
    need = Need(value(r), op, value(r), "")  # type: ignore[arg-type]
    least = r.choice([1, 1, 1, 0])
    assert solved(need, least) == brute(need, least), need


@pytest.mark.parametrize("seed", range(20))
def test_every_comparison_is_what_trying_every_size_finds(seed: int) -> None:
    r = random.Random(seed)
    a, b = value(r), value(r)
    for op, holds in {
        "<": lambda x, y: x < y,
        "<=": lambda x, y: x <= y,
        ">": lambda x, y: x > y,
        ">=": lambda x, y: x >= y,
        "==": lambda x, y: x == y,
        "!=": lambda x, y: x != y,
    }.items():
        found = list(takewhile(lambda n: n < LIMIT, solve_relation(a, op, b, "H")))
        assert found == [n for n in range(1, LIMIT) if holds(evaluate(a, {"H": n}), evaluate(b, {"H": n}))], (a, op, b)


def test_the_reference_total_is_the_same_for_twelve_heights() -> None:
    total = 16384 * 19 * FloorDiv(H - 20, 12) + 288 * 3 + 129 * 9 + 112448
    assert preimage(total, 6029097, "H").text("H") == "H in 248…259"
    assert preimage(total, 6029098, "H").is_empty
    budget = solve_relation(total, "<=", 10_000_000, "H").largest
    assert evaluate(total, {"H": budget}) <= 10_000_000 < evaluate(total, {"H": budget + 1})


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (Need(FloorDiv(H, 1_000_003) * 1_000_003, "broadcasts", H, ""), "H = 1 or H divisible by 1000003"),
        (Need(10**9 + 7, "divides", 3 * H + 1, ""), "H − 666666671 divisible by 1000000007"),
        (Need(H, "divides", 64, ""), "H in {1, 2, 4, 8, 16, 32, 64}"),
        (Need(H, "divides", H * H + 12, ""), "H in 1…4 or H in {6, 12}"),
        (Need(FloorDiv(256 - H, H) + 1, ">=", 4, ""), "H in 1…64"),
        (Need(exact(64, H), ">=", 5, ""), "H in 1…12"),
        (Need(FloorDiv(3 * H, 1_000_003), ">=", H - 700_000, ""), None),
    ],
)
def test_large_periods_and_divisors_are_solved_without_trying_them(need: Need, expected: str | None) -> None:
    found = solve(need, "H")
    assert expected is None or found.text("H") == expected
    for n in (1, 2, 999, 1000, 1001, 2002, 349_999, 1_000_002, 1_000_003, 2_000_006, 10**9):
        assert (n in found) == need.bind({"H": n}).holds()


def test_depth_symbols_stand_in_exponents() -> None:
    assert solve(Need(FloorDiv(256, 2**H), ">=", 1, ""), "H", least=0).text("H") == "H in 0…8"
    assert solve(Need(3 * 4**H, ">=", 700, ""), "H", least=0).text("H") == "H ≥ 4"
    with pytest.raises(Undecided, match="polynomial"):
        solve(Need(2**H, ">=", H**5, ""), "H", least=0)


@pytest.mark.parametrize("seed", range(40))
def test_the_shortcut_for_rising_chains_agrees_with_the_general_method(seed: int) -> None:
    r = random.Random(seed)
    x = chain(r, 6)
    for m in (-3, 0, 1, 2, 7):
        n = threshold(x, m)
        general = not_negative(whole(x - m), "H", 1)
        assert n is None or Progressions.at_least(max(n, 1)) == general


def test_a_period_that_is_too_long_is_no_guess() -> None:
    with pytest.raises(Undecided, match="its period 1001000 is too long"):
        solve(Need(FloorDiv(H, 1000), ">=", FloorDiv(H, 1001) + 1, ""), "H")


def test_another_symbol_is_refused() -> None:
    with pytest.raises(Undecided, match="L has no value"):
        solve(Need(H, ">=", L, ""), "H")


def test_the_brute_force_notices_a_border_off_by_one() -> None:
    need = Need(FloorDiv(H - 20, 12), ">=", 1, "")
    wrong = Need(FloorDiv(H - 19, 12), ">=", 1, "")
    assert solved(need) == brute(need)
    assert solved(wrong) != brute(need)
