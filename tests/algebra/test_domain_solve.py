"""Conditions in one symbol against brute force over 1..2000."""

from __future__ import annotations

import random
from itertools import takewhile

import pytest

from symparam import sizes
from symparam.algebra import FloorDiv, Max, Min, Need, ceil, evaluate, exact
from symparam.algebra.domain import Progressions, Undecided, preimage, solve, solve_relation

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
@pytest.mark.parametrize("seed", range(60))
def test_the_solution_is_what_trying_every_size_finds(op: str, seed: int) -> None:
    r = random.Random(f"{op} {seed}")
    need = Need(value(r), op, value(r), "")  # type: ignore[arg-type]
    least = r.choice([1, 1, 1, 0])
    try:
        found = solved(need, least)
    except Undecided as undecided:
        assert op == "divides" and "too long" in str(undecided), need  # noqa: PT017
        return
    assert found == brute(need, least), need


@pytest.mark.parametrize("seed", range(60))
def test_every_comparison_is_what_trying_every_size_finds(seed: int) -> None:
    r = random.Random(seed)
    a, b = value(r), value(r)
    for op, holds in {
        "<": lambda x, y: x < y, "<=": lambda x, y: x <= y, ">": lambda x, y: x > y, ">=": lambda x, y: x >= y,
        "==": lambda x, y: x == y, "!=": lambda x, y: x != y,
    }.items():
        found = list(takewhile(lambda n: n < LIMIT, solve_relation(a, op, b, "H")))
        assert found == [n for n in range(1, LIMIT) if holds(evaluate(a, {"H": n}), evaluate(b, {"H": n}))], (a, op, b)
