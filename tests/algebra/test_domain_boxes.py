"""Products of sizes that must be a number are unions of boxes; every claim is checked by trying all sizes."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from symparam import sizes
from symparam.algebra import Condition, FloorDiv, Need
from symparam.algebra.domain import Domain

NAMES = ("H", "W", "C")
SYMBOLS = sizes(NAMES)


def domain_of(*needs):
    return Domain.of([Condition(f"layer{i}", need) for i, need in enumerate(needs)])


def brute(needs, names, most):
    points = (dict(zip(names, p, strict=True)) for p in product(range(1, most + 1), repeat=len(names)))
    return [p for p in points if all(need.bind(p).holds() for need in needs)]


def same(domain, needs, names, most):
    """The domain contains, says and boxes exactly the points that meet all needs."""
    legal = {tuple(p.values()) for p in brute(needs, names, most)}
    for point in product(range(1, most + 1), repeat=len(names)):
        given = dict(zip(names, point, strict=True))
        assert domain.contains(given) == (point in legal), given
        if domain.boxes and not domain.impossible and set(domain.boxes[0].names) == set(names):
            assert domain.boxes[0].contains(given) == (point in legal), given
    return legal


def test_lenet_takes_three_rectangles():
    H, W, _ = SYMBOLS
    h, w = (FloorDiv(n - 12, 4) for n in (H, W))
    needs = [Need(h, ">=", 1, ""), Need(w, ">=", 1, ""), Need(16 * h * w, "==", 400, "in_features")]
    domain = domain_of(*needs)
    assert str(domain) == "H, W in 32…35, or H in 16…19 with W in 112…115, or H in 112…115 with W in 16…19"
    assert domain.text(ascii=True).startswith("H, W in 32..35, or H in 16..19 with W in 112..115")
    assert r"32 \le H, W \le 35,\text{ or }16 \le H \le 19\text{ with }112 \le W \le 115" in domain.latex()
    same(domain, needs, ("H", "W"), 130)
    refusal = domain.refusal({"H": 28, "W": 28})
    assert refusal.nearest == ({"H": (32,), "W": (32,)},)
    assert str(refusal).endswith("nearest: H=32 W=32")


def _factor(rng, n):
    form = rng.randrange(4)
    a, b = rng.randrange(0, 9), rng.randrange(1, 5)
    inner = FloorDiv(n - a, b) if form else n
    return (inner, inner, inner + rng.randrange(-2, 3), FloorDiv(inner - 1, 2) + 1)[form]


@pytest.mark.parametrize("seed", [*range(40), *(pytest.param(n, marks=pytest.mark.exhaustive) for n in range(40, 120))])
def test_random_products_by_force(seed):
    rng = Random(seed)
    many = 3 if seed % 6 == 0 else 2
    names, most = NAMES[:many], 14 if many == 3 else 40
    value = rng.choice((1, 2, 3, 16))
    for n in SYMBOLS[:many]:
        value = value * _factor(rng, n)
    value += rng.choice((0, 0, 0, 1, 5))
    inside = {name: rng.randrange(most // 2, most) for name in names}
    target = Need(value, "==", 0, "").bind(inside).left if rng.random() < 0.9 else rng.randrange(1, 400)
    needs = [Need(value, rng.choice(("==", "==", "broadcasts")), target, "product")]
    if rng.random() < 0.3:
        needs.append(Need(SYMBOLS[0], ">=", SYMBOLS[1] - rng.randrange(6), "wider"))
    if rng.random() < 0.5:
        needs.insert(0, Need(SYMBOLS[0], ">=", rng.randrange(1, 9), "kernel"))
    if rng.random() < 0.3:
        needs.insert(0, Need(2, "divides", SYMBOLS[1], "even"))
    domain = domain_of(*needs)
    legal = same(domain, needs, names, most)
    if domain.boxes and legal:
        for _ in range(20):
            given = {name: rng.randrange(1, most) for name in names}
            near = domain.near(frozenset(names), given)
            if near:
                far = max(abs(near[n] - given[n]) for n in names)
                assert domain.contains(near)
                assert far <= min(max(abs(a - b) for a, b in zip(p, given.values(), strict=True)) for p in legal)


def test_a_sum_that_is_a_product_is_seen_as_one():
    H, W, _ = SYMBOLS
    need = Need((FloorDiv(H, 2) - 1) * (W + 2) + 1, "==", 197, "")
    expanded = Need(need.left.expand(), "==", 197, "")
    assert domain_of(expanded).boxes == domain_of(need).boxes
    assert domain_of(expanded).boxes
    same(domain_of(expanded), [need], ("H", "W"), 120)


def test_two_products_meet():
    H, W, C = SYMBOLS
    needs = [Need(H * W, "==", 36, ""), Need(W * C, "==", 24, "")]
    same(domain_of(*needs), needs, NAMES, 40)
    assert len(domain_of(*needs).boxes) == 1


def test_what_no_product_gives_is_legal_nowhere():
    H, W, _ = SYMBOLS
    domain = domain_of(Need(16 * H * W, "==", 401, "in_features must be the size of the last axis"))
    assert domain.is_empty
    assert str(domain) == "legal nowhere"
    assert domain.refusal({"H": 5, "W": 5}).hopeless


def test_other_relations_stay_as_they_are():
    H, W, C = SYMBOLS
    for need in (
        Need(H, "==", W, ""),
        Need(H * W, ">=", 10, ""),
        Need(H * W + C, "==", 10, ""),
        Need(H * W, "==", C, ""),
    ):
        assert domain_of(need).boxes == ()
        assert [c.need for c in domain_of(need).relations] == [need]


def test_of_many_boxes_the_relation_is_told():
    H, W, _ = SYMBOLS
    domain = domain_of(Need(H * W, "==", 5040, ""), Need(H, ">=", 3, ""))
    assert str(domain) == "H ≥ 3, H·W = 5040"
    assert domain["W"].largest == 1680
    assert domain.refusal({"H": 71, "W": 72}).nearest == ({"H": (70,), "W": (72,)},)
