"""Unions of progressions against sets of integers."""

from __future__ import annotations

import random
from functools import reduce
from itertools import takewhile
from operator import and_

import pytest

from symparam.algebra.domain import Progression, Progressions, Undecided

LIMIT = 500


def random_parts(r: random.Random) -> list[Progression]:
    parts = []
    for _ in range(r.randint(0, 6)):
        first, step = r.randint(1, 40), r.choice([1, 1, 2, 3, 4, 6, 8, 12])
        last = r.choice([None, first, first + step, first + r.randint(0, 60)])
        part = Progression.of(first, last, step)
        assert part is not None
        parts.append(part)
    return parts


def members(values: object, limit: int = LIMIT) -> set[int]:
    return {n for n in range(1, limit) if n in values}  # type: ignore[operator]


@pytest.mark.parametrize("seed", range(150))
def test_set_operations_are_those_of_integers(seed: int) -> None:
    r = random.Random(seed)
    first, second = random_parts(r), random_parts(r)
    a, b = Progressions.of(first), Progressions.of(second)
    x, y = (set().union(*(members(p) for p in parts)) for parts in (first, second))
    assert members(a) == x
    assert list(takewhile(lambda n: n < LIMIT, a)) == sorted(x)
    assert members(a | b) == x | y
    assert members(a & b) == x & y
    assert (a == b) == (x == y)
    assert (a <= b) == (x <= y)
    assert a == Progressions.of([*reversed(first), *(p for q in first if (p := q & Progression(1, None)))])
    for n in (1, r.randint(0, 90)):
        assert a.below(n) == max((m for m in x if m <= n), default=None)
        assert a.above(n) == min((m for m in x if m >= n), default=None)
    assert a.smallest == min(x, default=None)
    assert not any(p & q for i, p in enumerate(a.parts) for q in a.parts[:i]), "parts overlap"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([Progression(36, None, 12), *(Progression(n, None, 12) for n in range(32, 44))], "32:∞:1"),
        ([Progression(16, 64, 16), Progression(80, 80), Progression(96, None, 16)], "16:∞:16"),
        ([Progression(224, 230), Progression(231, 239)], "224:239:1"),
        ([Progression(1, 1), Progression(5, 5)], "1:1:1, 5:5:1"),
        ([Progression(1, 1000), Progression(16, None, 16)], "1:1000:1, 1008:∞:16"),
    ],
)
def test_the_normal_form_is_what_people_expect(parts: list[Progression], expected: str) -> None:
    assert repr(Progressions.of(parts)) == f"Progressions({expected})"


@pytest.mark.parametrize(
    ("values", "unicode", "ascii", "latex"),
    [
        (Progressions.at_least(32), "H ≥ 32", "H >= 32", r"H \ge 32"),
        (Progressions.multiples(16), "H divisible by 16", "H divisible by 16", r"16 \mid H"),
        (
            Progressions.multiples(16, 30),
            "H ≥ 32 and H divisible by 16",
            "H >= 32 and H divisible by 16",
            r"H \ge 32 \text{ and } 16 \mid H",
        ),
        (Progressions.between(224, 239), "H in 224…239", "H in 224..239", r"224 \le H \le 239"),
        (Progressions.points(1, 5), "H in {1, 5}", "H in {1, 5}", r"H \in \{1, 5\}"),
        (Progressions.points(5), "H = 5", "H = 5", "H = 5"),
        (Progressions(), "no H", "no H", r"H \in \emptyset"),
        (
            Progressions.of([Progression(5, None, 16)]),
            "H − 5 divisible by 16",
            "H - 5 divisible by 16",
            r"H \equiv 5 \pmod{16}",
        ),
        (
            Progressions.of([Progression(5, None, 4), Progression(8, None, 4)]),
            "H ≥ 5 and H mod 4 in {0, 1}",
            "H >= 5 and H mod 4 in {0, 1}",
            r"H \ge 5 \text{ and } H \bmod 4 \in \{0, 1\}",
        ),
        (
            Progressions.points(1) | Progressions.multiples(16),
            "H = 1 or H divisible by 16",
            "H = 1 or H divisible by 16",
            r"H = 1 \text{ or } 16 \mid H",
        ),
    ],
)
def test_a_set_is_told_in_words(values: Progressions, unicode: str, ascii: str, latex: str) -> None:
    assert values.text("H") == unicode
    assert values.text("H", ascii=True) == ascii
    assert values.latex("H") == latex


def test_a_long_list_is_cut_for_the_reader_only() -> None:
    squares = Progressions.points(*(n * n for n in range(2, 60)))
    assert squares.text("H") == "H in {4, 9, 16, 25, 36, 49, 64, 81, …, 3481}"
    assert squares.latex("H").endswith(r"81, \dots, 3481\}")
    assert 1600 in squares


def test_progressions_of_huge_period_meet_by_the_chinese_remainder_theorem() -> None:
    a = Progressions.multiples(10**9 + 7) & Progressions.multiples(10**9 + 9)
    assert a.smallest == (10**9 + 7) * (10**9 + 9)
    assert (a | Progressions.points(1)).above(2) == a.smallest


def test_a_set_of_too_many_parts_says_so() -> None:
    primes = [p for p in range(3, 60) if all(p % q for q in range(2, p))]
    odd_classes = [Progressions.of(Progression(r, None, p) for r in range(1, p, 2)) for p in primes]
    with pytest.raises(Undecided):
        reduce(and_, odd_classes)
