"""The domain of whole models: what is legal, who refuses, and what a reader is told."""

from __future__ import annotations

import random
from itertools import takewhile

import pytest

from symparam import sizes
from symparam.algebra import Condition, Dim, Need, Relation, ceil, div
from symparam.algebra.domain import Domain
from symparam.errors import SizeError

H, W, C, g, n = sizes("H W C g n")


def asks(layer: str, left: Dim, op: Relation, right: Dim, why: str = "the kernel must fit") -> Condition:
    return Condition(layer, Need(left, op, right, why))


def reference() -> list[Condition]:
    """The reference CNN: 3×3 convolutions in turns same and valid, pooling by 3, 2 and 2."""
    conditions, x, y = [], H, W
    for i, pool in enumerate((3, 2, 2)):
        for kind, shrink in (("same", 0), ("valid", 2)):
            x, y = x - shrink, y - shrink
            conditions += [asks(f"conv2d_{2 * i}_{kind}", size, ">=", 1) for size in (x, y)]
        x, y = div(x, pool), div(y, pool)
        conditions += [asks(f"pool_{i}", size, ">=", 1) for size in (x, y)]
    return conditions


def test_the_reference_network_needs_32() -> None:
    domain = Domain.of(reference())
    assert str(domain) == "H ≥ 32, W ≥ 32"
    assert domain.text(ascii=True) == "H >= 32, W >= 32"
    assert domain.latex() == r"H \ge 32,\ W \ge 32"
    assert domain.text(only={"W"}) == "W ≥ 32"
    assert domain.contains(H=32, W=32)
    assert not domain.contains(H=31)
    assert domain.smallest == {"H": 32, "W": 32}
    assert domain.binding("H").layer == "pool_2"
    assert str(domain.bind({"W": H})) == "H ≥ 32"
    assert str(domain.bind({"W": H - 5})) == "H ≥ 37"
    assert str(domain.bind({"H": 40})) == "W ≥ 32"
    assert domain.bind({"H": 31}).is_empty
    assert str(domain.bind({"H": 31})) == "legal nowhere"


def test_a_refused_size_names_the_layer_and_the_cure() -> None:
    found = Domain.of(reference()).violations({"H": 31, "W": 256})
    assert [v.layer for v in found] == ["pool_2"]
    assert found[0].nearest == {"H": (None, 32)}
    assert str(found[0]) == "pool_2: the kernel must fit; it would be 0; the model needs H ≥ 32"
    assert not Domain.of(reference()).violations({"H": 32, "W": 32})


@pytest.mark.parametrize("poolings", [1, 2, 4, 5])
def test_a_unet_needs_multiples(poolings: int) -> None:
    x, conditions, skips = H, [], []
    for i in range(poolings):
        skips.append(x)
        x = div(x, 2)
        conditions.append(asks(f"pool_{i}", x, ">=", 1))
    for i, skip in enumerate(reversed(skips)):
        x = 2 * x
        conditions.append(asks(f"concatenate_{i}", x, "==", skip))
        x = skip
    domain = Domain.of(conditions)
    assert str(domain) == f"H divisible by {2**poolings}"
    broken = domain.violations({"H": 5 * 2**poolings + 1})
    assert broken[0].nearest == {"H": (5 * 2**poolings, 6 * 2**poolings)}
    assert f"nearest: H={5 * 2**poolings} or H={6 * 2**poolings}" in str(broken[0])


def test_a_fixed_reshape_after_patches_is_a_window() -> None:
    assert str(Domain.of([asks("reshape", 64 * div(H, 16) ** 2, "==", 64 * 196)])) == "H in 224…239"


def test_a_residual_autoencoder_also_takes_what_broadcasts() -> None:
    x = 2 * ceil(ceil(H, 2), 1)
    domain = Domain.of([asks("add", 4 * div(H, 4) + 1, "broadcasts", H)])
    assert list(takewhile(lambda size: size < 14, domain["H"])) == [1, 2, 3, 5, 9, 13]
    assert str(Domain.of([asks("add", x, "broadcasts", H)])) == "(H = 1 or H divisible by 2)".strip("()")


def test_a_choice_stands_in_brackets_beside_another_symbol() -> None:
    domain = Domain.of([asks("add", 16 * div(H, 16), "broadcasts", H), asks("conv2d", W, ">=", 4)])
    assert str(domain) == "(H = 1 or H divisible by 16), W ≥ 4"


def test_conditions_that_join_symbols_stay_relations_and_are_evaluated() -> None:
    domain = Domain.of(
        [
            asks("reshape", div(H, 16) * div(W, 16), "==", 196),
            asks("conv2d", g, "divides", C),
            asks("conv2d", H, ">=", 3),
            asks("flatten", H * W, ">=", 1),
        ]
    )
    assert str(domain) == "H ≥ 3, ⌊H/16⌋⌊W/16⌋ = 196, g divides C"
    assert [c.layer for c in domain.relations] == ["reshape", "conv2d"], "H·W ≥ 1 says nothing new"
    assert domain.contains(H=224, W=239, C=6, g=3)
    assert not domain.contains(H=224, W=240)
    assert not domain.contains(C=6, g=4)
    assert domain.contains(H=224)
    refused = domain.violations({"H": 224, "W": 240})
    assert refused[0].nearest["W"] == (239, None)


def test_a_model_that_is_legal_nowhere_says_so() -> None:
    for conditions in (
        [asks("a", H, ">=", 5), asks("b", 3, ">=", H)],
        [asks("a", 2, ">=", 3)],
        [asks("a", 2 * div(H, 2), "==", H), asks("b", 2 * div(H + 1, 2), "==", H + 1)],
        [asks("a", -H - W, ">=", 0)],
    ):
        assert Domain.of(conditions).is_empty
        assert str(Domain.of(conditions)) == "legal nowhere"
        assert not Domain.of(conditions).contains(H=4)


def test_no_condition_is_no_restriction() -> None:
    assert str(Domain.of([])) == "every size"
    assert str(Domain.of([asks("a", H, ">=", 1)])) == "H ≥ 1"
    assert not Domain.of([]).contains(H=0)
    assert Domain.of([], starts={"H": 0}).contains(H=0)
    refused = Domain.of([asks("conv2d", H, ">=", 3)]).violations({"H": 0})
    assert str(refused[0]) == "H: a size is at least 1; it would be 0; the model needs H ≥ 3"


def test_a_size_is_a_whole_number() -> None:
    with pytest.raises(SizeError, match=r"H=2\.5 is no whole number"):
        Domain.of([]).contains(H=2.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(25))
def test_the_domain_is_what_its_conditions_say_and_binding_commutes(seed: int) -> None:
    r = random.Random(seed)
    symbols, conditions = (H, W), []
    for i in range(r.randint(1, 6)):
        a, b = (div(r.choice(symbols) * r.choice([1, 2]) + r.randint(-4, 9), r.randint(1, 4)) for _ in range(2))
        op: Relation = r.choice([">=", ">=", ">=", "divides", "broadcasts", "=="])
        left, right = (r.choice([2, 3]), a) if op == "divides" else (a, r.choice([b, 1, 4]))
        conditions.append(asks(f"layer_{i}", left, op, right))
    domain = Domain.of(conditions)
    diagonal = domain.bind({"W": H})
    for h in range(1, 26):
        row = domain.bind({"H": h})
        for w in range(1, 26):
            legal = all(c.need.bind({"H": h, "W": w}).holds() for c in conditions)
            assert domain.contains(H=h, W=w) == legal
            assert row.contains(W=w) == legal
            assert bool(domain.violations({"H": h, "W": w})) != legal
        assert diagonal.contains(H=h) == domain.contains(H=h, W=h)


def test_hundreds_of_conditions_are_solved_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    from symparam.algebra.domain import sets

    calls = []
    solve = sets.solve
    monkeypatch.setattr(sets, "solve", lambda *a, **k: calls.append(a) or solve(*a, **k))
    conditions = [asks(f"conv2d_{i}", ceil(H, 2 ** (i % 6)), ">=", 1) for i in range(500)]
    assert str(Domain.of(conditions)) == "H ≥ 1"
    assert len(calls) == 6


def test_what_cannot_be_solved_stays_a_relation_and_is_evaluated() -> None:
    period = 1_000_003
    hard = asks("add", div(H, period) * div(H + 1, 997), ">=", H)
    domain = Domain.of([hard, asks("conv2d", H, ">=", 3)])
    assert domain.relations == (hard,)
    assert "H ≥ 3" in str(domain)
    assert not domain.contains(H=4000)
    assert domain.contains(H=997 * period)
    few = Domain.of([hard, asks("conv2d", H, ">=", 3), asks("reshape", 9, ">=", H)])
    assert few.is_empty, "a relation over few sizes is tried out"


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (Need(8, "divides", 8 * H * W, ""), "H ≥ 1, W ≥ 1"),
        (Need(W, "divides", div(H, 16) ** 2 * W, ""), "H ≥ 1, W ≥ 1"),
        (Need(8, "divides", 4 * H * W, ""), "8 divides 4·H·W"),
        (Need(W, "divides", H * H, ""), "W divides H²"),
    ],
)
def test_a_relation_that_always_holds_is_left_out(need, words):
    assert str(Domain.of([Condition("reshape", need)])) == words


def test_a_relation_between_two_spellings_of_one_size_says_nothing() -> None:
    cells = div(H, 4) * div(W, 4)
    spelled = Need(cells * (3 * n + 15), "==", 3 * cells * (n + 5), "sizes")
    assert not Domain.of([Condition("reshape", spelled)]).relations
    other = Need(cells * (3 * n + 15), "==", 3 * cells * (n + 6), "sizes")
    domain = Domain.of([Condition("reshape", other)])
    assert domain.relations or domain.impossible
    assert not domain.contains(H=8, W=8, n=2)
