"""Corners of the algebra that random formulas seldom reach: each test states one promise."""

from __future__ import annotations

from itertools import product

import pytest

from symparam import sizes
from symparam.algebra import Condition, FloorDiv, Need, evaluate
from symparam.algebra.arithmetic import minimum
from symparam.algebra.domain import Domain
from symparam.algebra.domain.boxes import Boxes
from symparam.algebra.domain.intervals import bounds
from symparam.algebra.domain.progressions import Progressions
from symparam.algebra.equality import same
from symparam.algebra.parse import parse
from symparam.errors import SizeError

H, W, C = sizes("H W C")


def domain_of(*needs: Need) -> Domain:
    return Domain.of([Condition(f"layer{i}", need) for i, need in enumerate(needs)])


def test_of_points_that_move_as_far_the_nearest_moves_less_in_all() -> None:
    points = [(8, 12), (12, 10)]
    boxes = Boxes.of(("H", "W"), [tuple(map(Progressions.points, point)) for point in points])
    assert boxes.nearest({"H": 10, "W": 10}) == {"H": 12, "W": 10}


def test_a_factor_that_is_always_zero_bounds_the_product() -> None:
    of = {"H": (0, 4), "W": (1, None)}.__getitem__
    assert bounds(FloorDiv(H, 5) * W, of) == (0, 0)


def test_a_size_that_is_free_from_its_start_has_no_binding_condition() -> None:
    assert domain_of(Need(H, ">=", 1, "")).binding("H") is None
    bound = domain_of(Need(H, ">=", 1, ""), Need(H - 2, ">=", 1, "")).binding("H")
    assert bound is not None
    assert bound.layer == "layer1"


def test_classes_that_begin_at_their_first_members_are_told_without_a_start() -> None:
    """H(H − 1) is divisible by 4 where H ≡ 0 or 1 (mod 4)."""
    domain = domain_of(Need(4, "divides", H * (H - 1), ""))
    assert [n for n in range(1, 14) if domain.contains(H=n)] == [1, 4, 5, 8, 9, 12, 13]
    assert "≥" not in str(domain)


def test_fractions_inside_a_floor_are_cleared() -> None:
    assert FloorDiv(H / 2 + 1, 3) == FloorDiv(H + 2, 6)


def test_a_divisor_loses_the_number_that_all_terms_share() -> None:
    assert FloorDiv(2 * H, 2 * W) == FloorDiv(H, W)
    assert FloorDiv(6 * H + 9, 3 * W) == FloorDiv(2 * H + 3, W)


def test_only_a_size_and_its_own_half_make_the_other_half() -> None:
    """y − ⌊y/2⌋ is ⌈y/2⌉; other sums with −⌊y/2⌋ stay what they are."""
    value = FloorDiv(6 * W - 3 * FloorDiv(H, 2), 3)
    assert value == 2 * W - FloorDiv(H, 2)
    for h, w in product(range(1, 7), repeat=2):
        assert evaluate(value, {"H": h, "W": w}) == 2 * w - h // 2
    assert FloorDiv(3 * H - 3 * FloorDiv(H, 2), 3) == FloorDiv(H + 1, 2)


def test_a_product_of_a_count_and_a_depth_is_drawn_together_only_where_it_shortens() -> None:
    from symparam.algebra.block_sums import by_blocks

    assert by_blocks(C * H**2 + C * H, ["C"]) == C * (H**2 + H)
    assert by_blocks(C * H**2 + W, ["C"]) == C * H**2 + W
    assert by_blocks(C**2 * H + C * W, ["C"]) == C**2 * H + C * W
    (depth,) = sizes("L")
    assert by_blocks(C * H - depth * H, ["C", "L"]) == (C - depth) * H


def test_brackets_are_drawn_out_of_sums() -> None:
    from symparam.algebra.natural import _divided

    assert _divided(3 * H * C - 3 * W * C + H, H - W) == (3 * C, H)


def test_one_size_that_changes_is_asked_alone() -> None:
    domain = domain_of(Need(H - 2, ">=", W, ""), Need(2, "divides", C, ""))
    for h, w, c in product(range(5), range(4), range(1, 4)):
        here = {"H": h, "W": w, "C": c}
        if domain.contains({**here, "C": 2}):
            assert domain.keeps("C", here) == domain.contains(here)
        if domain.contains({**here, "W": 1}):
            assert domain.keeps("W", here) == domain.contains(here)


def test_a_part_that_is_not_looked_into_may_be_nothing() -> None:
    """⌊H/W⌋ is 0 where H < W, and there the smaller of it and 1 is no 1."""
    assert same(minimum(1, FloorDiv(H, W)), 1).answer == "no"
    assert same(minimum(1, FloorDiv(H, W)) * C, C).answer == "no"


def test_what_is_wrong_with_a_whole_formula_is_at_its_first_character() -> None:
    with pytest.raises(SizeError, match=r"a number in it has more than \d+ bits \(character 1\)"):
        parse("2**2000*2**2000*2**2000*H")
