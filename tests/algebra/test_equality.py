"""Equality decided on the finite box, and the simulation that checks closed forms."""

from __future__ import annotations

import random
from itertools import product

import pytest

from symparam import sizes
from symparam.algebra import Condition, FloorDiv, Max, Min, Need, ceil, div, evaluate, exact
from symparam.algebra.domain import Domain
from symparam.algebra.domain.broadcast import broadcast
from symparam.algebra.equality import Step, agree, same, simulate
from symparam.errors import SizeError

from ..frameworks import framework

H, W, C, n, s, t, L = sizes("H W C n s t L")


def legal(*needs: tuple) -> Domain:
    return Domain.of(Condition("layer", Need(*need, "")) for need in needs)


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        (H + 1, H + 1, "the difference cancels"),
        (FloorDiv(H, 2) + FloorDiv(H + 1, 2), H, "4 values of H, period 2"),
        (FloorDiv(3 * FloorDiv(H, 2), 3), FloorDiv(H, 2), "the difference cancels"),
        (
            FloorDiv(H, 2) * FloorDiv(W, 3) + FloorDiv(H + 1, 2) * FloorDiv(W, 3),
            H * FloorDiv(W, 3),
            "4 × 6 values of H, W, periods 2, 3",
        ),
        (C * (FloorDiv(H, 2) + FloorDiv(H + 1, 2)) + n, C * H + n, "4 values of H, period 2"),
        (FloorDiv(H, 2) + FloorDiv(H + 1, 2) + FloorDiv(W, 5) - W, H + FloorDiv(W, 5) - W, "4 values of H, period 2"),
        (2 * 2**L + FloorDiv(H, s), FloorDiv(H, s) + 2 ** (L + 1), "the difference cancels"),
        (Max(H, W) * (FloorDiv(H, 2) + FloorDiv(H + 1, 2)), Max(H, W) * H, "4 values of H, period 2"),
        (Max(H, 7) + Min(H, 7), H + 7, "there is no H for which they differ"),
        (H / W, exact(3 * H, 3 * W), "the difference cancels"),
    ],
)
def test_equal_formulas_are_proved_with_evidence(a, b, how: str) -> None:
    verdict = same(a, b)
    assert (verdict.answer, verdict.how) == ("yes", how)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (FloorDiv(H, 2), FloorDiv(H + 1, 2)),
        (FloorDiv(H - 20, 12), FloorDiv(H - 21, 12)),
        (H * W, H + W),
        (C * FloorDiv(H, 2) + FloorDiv(W, 3), C * FloorDiv(H, 2) + FloorDiv(W + 1, 3)),
        (Max(H, 1000), 1000),
        (Max(H, W), H),
        (FloorDiv(H, s), FloorDiv(H + 1, s)),
        (2**L, L**2 + 1),
        (3, 4),
        (H / 2, FloorDiv(H, 2)),
        (H * H * H + 11 * H, 6 * H * H + 6),  # equal at 1, 2 and 3 only
    ],
)
def test_different_formulas_come_with_sizes_that_show_it(a, b) -> None:
    verdict = same(a, b)
    assert verdict.answer == "no"
    assert not verdict
    at = verdict.counterexample
    assert evaluate(a, at) != evaluate(b, at)


@pytest.mark.parametrize(
    ("a", "b", "domain", "how"),
    [
        (2 * FloorDiv(H, 2), H, legal((2 * div(H, 2), "==", H)), "2 values of H, period 2"),
        (FloorDiv(H, 16), 14, legal((div(H, 16), "==", 14)), "16 values of H, period 16"),
        (C * H, 3 * H, legal((C, "==", 3)), "2 × 1 values of H, C, periods 1, 1"),
        (Max(H, 4), H, legal((H, ">=", 4)), "there is no H for which they differ"),
        (H, W, legal((H, ">=", 4), (3, ">=", H)), "no sizes are legal"),
    ],
)
def test_under_a_domain_only_legal_sizes_count(a, b, domain: Domain, how: str) -> None:
    assert not same(a, b)
    verdict = same(a, b, domain)
    assert (verdict.answer, verdict.how) == ("yes", how)


def test_a_counterexample_obeys_relations() -> None:
    square = legal((H, "==", W))
    assert same(H * W, H * H, square).answer != "no"
    wrong = same(H * W, H + W, square)
    assert wrong.counterexample["H"] == wrong.counterexample["W"] != 2


def test_z3_decides_what_has_no_period() -> None:
    framework("z3", "proof")
    assert str(same(Max(H, W) + Min(H, W), H + W)) == "yes: proved by Z3"


def test_what_nothing_decides_is_said_to_be_undecided() -> None:
    verdict = same(FloorDiv(FloorDiv(H * H, s) * 2, t), FloorDiv(2 * FloorDiv(H**2, s), t) + FloorDiv(0 * H, s))
    assert verdict, "equal expressions cancel"
    hard = same(FloorDiv(H * s + s - 1, s * s) * FloorDiv(2**L, 2), FloorDiv(H, s) * FloorDiv(2**L, 2))
    assert hard.answer in ("undecided", "yes", "no")
    hidden = same(FloorDiv(2 ** (L + 1) + 2, 4), FloorDiv(2**L + 1, 2) + FloorDiv(3**L + 1, 2) - FloorDiv(3**L, 2) - 1)
    assert hidden.answer == "undecided"
    assert "no sizes were found where they differ" in hidden.how


def test_a_box_that_is_too_large_is_not_guessed() -> None:
    a = FloorDiv(H, 1009) * FloorDiv(W, 1013)
    b = FloorDiv(1013 * H, 1009 * 1013) * FloorDiv(W, 1013)
    assert same(a, b), "the constructor brings both to one form"
    late = FloorDiv(H * W, 1009) - FloorDiv(H * W - 10**9, 1009) - 10**9 // 1009
    assert same(late, late + FloorDiv(H + W + 5, 1013) - FloorDiv(H + W + 5, 1009)).answer in ("no", "undecided")


@pytest.mark.parametrize("seed", range(40))
def test_the_box_agrees_with_trying_many_sizes(seed: int) -> None:
    r = random.Random(seed)

    def window(x):
        return FloorDiv(x + r.randint(-4, 4), r.choice([1, 2, 3]))

    x, y = window(window(H)), window(H)
    a = r.choice([x * y, x + y, x * W + y, 2 * x])
    b = r.choice([a, a, y * x, x + window(H), x * window(W), 2 * y, a + FloorDiv(H, 2) + FloorDiv(H + 1, 2) - H])
    equal = all(evaluate(a - b, {"H": h, "W": w}) == 0 for h, w in product(range(1, 60), range(1, 14)))
    verdict = same(a, b)
    assert verdict.answer == ("yes" if equal else "no")


# --- simulation -------------------------------------------------------------------------------------------------

REFERENCE = [step for pool in (3, 2, 2) for step in (Step(), Step(plus=-2), Step(over=pool))]


def test_the_reference_chain_is_proved_by_running_it() -> None:
    verdict = simulate(REFERENCE, FloorDiv(H - 20, 12), "H", legal((H, ">=", 32)))
    assert str(verdict) == "yes: 24 values of H, period 12"


@pytest.mark.parametrize("offset", [-19, -21, -32, 0])
def test_an_offset_off_by_one_is_found(offset: int) -> None:
    verdict = simulate(REFERENCE, FloorDiv(H + offset, 12), "H")
    assert verdict.answer == "no"
    size = verdict.counterexample["H"]
    assert ((((size - 2) // 3 - 2) // 2) - 2) // 2 != (size + offset) // 12


@pytest.mark.parametrize("slip", [-1, 1])
def test_a_rule_broken_on_purpose_is_found(slip: int) -> None:
    def nested(a: int, b: int, c: int, d: int, slip: int = 0):
        """⌊(⌊(H + a)/b⌋ + c)/d⌋ by the nest rule, with a slip in it."""
        return FloorDiv(H + a + b * c + slip, b * d)

    steps = [Step(plus=-5, over=7), Step(plus=-6, over=5)]
    assert simulate(steps, nested(-5, 7, -6, 5), "H")
    assert simulate(steps, nested(-5, 7, -6, 5, slip), "H").answer == "no"


@pytest.mark.parametrize("seed", range(30))
def test_random_chains_agree_with_their_closed_form(seed: int) -> None:
    r = random.Random(seed)
    steps, closed = [], H
    for _ in range(r.randint(1, 6)):
        step = Step(r.choice([1, 1, 1, 2, 3]), r.randint(-6, 6), r.choice([1, 2, 2, 3]), r.random() < 0.3)
        top = step.times * closed + step.plus
        closed = ceil(top, step.over) if step.up else div(top, step.over)
        steps.append(step)
    assert simulate(steps, closed, "H")
    assert simulate(steps, closed + 1, "H").answer == "no"


def test_steps_may_be_functions_or_have_symbols() -> None:
    assert simulate([lambda x: x // 2, lambda x: x // 3], FloorDiv(H, 6), "H", period=6)
    with pytest.raises(SizeError, match="need a period"):
        simulate([lambda x: x // 2], FloorDiv(H, 2), "H")
    assert simulate([Step(plus=-n, over=2), Step(plus=n)], FloorDiv(H + n, 2), "H")
    assert simulate([Step(plus=-n, over=2), Step(plus=n)], FloorDiv(H, 2), "H").answer == "no"
    assert simulate([Step(over=s), Step(plus=1)], FloorDiv(H, s), "H").answer == "no"
    assert simulate([Step(plus=s, over=s)], FloorDiv(H, s) + 1, "H").answer in ("yes", "undecided")


def test_a_whole_total_is_checked_by_any_simulation() -> None:
    def run(at) -> int:
        h = w = 0
        for name in "HW":
            x = at[name]
            for pool in (3, 2, 2):
                x = (x - 2) // pool
            h, w = (x, w) if name == "H" else (h, x)
        return 512 * 32 * h * w + 129 * at["n"]

    closed = 16384 * FloorDiv(H - 20, 12) * FloorDiv(W - 20, 12) + 129 * n
    period, degree = {"H": 12, "W": 12, "n": 1}, {"H": 1, "W": 1, "n": 1}
    assert str(agree(run, closed, period, degree)) == "yes: 24 × 24 × 2 values of H, W, n, periods 12, 12, 1"
    assert agree(run, closed + 1, period, degree).answer == "no"


# --- broadcasting -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (1, H, H),
        (H, 1, H),
        (H, H, H),
        (3, 7, 7),
        (H, 64, 64),
        (64, H, 64),
        (2 * FloorDiv(H, 2), H, H),
        (H, 16 * FloorDiv(H, 16), H),
        (H, H + 2, H + 2),
        (FloorDiv(H, 2) + W, W + H, H + W),
        (FloorDiv(H + 1, 2), FloorDiv(H, 2), FloorDiv(H + 1, 2)),
        (H, W, Max(H, W)),
        (2 * FloorDiv(H, 2) + 1, H + 1, H + 1),
        (2 * H - 1, H, 2 * H - 1),
        (C + n * L, C, C + n * L),
    ],
)
def test_the_larger_size_is_taken_where_one_period_proves_it(a, b, expected) -> None:
    assert broadcast(a, b) == expected
    assert broadcast(b, a) == expected


@pytest.mark.parametrize("seed", range(20))
def test_broadcasting_is_right_where_the_sizes_can_be_joined(seed: int) -> None:
    r = random.Random(seed)
    a, b = (r.choice([1, 5, H, FloorDiv(H + r.randint(0, 5), r.randint(1, 4)) * r.randint(1, 3)]) for _ in range(2))
    joined = broadcast(a, b)
    for h in range(1, 60):
        x, y = evaluate(a, {"H": h}), evaluate(b, {"H": h})
        if min(x, y) >= 1 and (x == y or x == 1 or y == 1):
            assert evaluate(joined, {"H": h}) == max(x, y)
