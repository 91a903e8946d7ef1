"""Conditions for every batch size: decided by coefficients, and compared with trying one N after the other."""

import pickle
from itertools import product

import pytest

from symparam.algebra import Need, Shape, bind, div, maximum, minimum, number, sizes
from symparam.algebra.batch import BATCH, NAME, coefficients, factor, for_every_batch, has_batch
from symparam.algebra.display import display
from symparam.algebra.domain.broadcast import broadcast
from symparam.algebra.latex import latex
from symparam.algebra.mathml import mathml
from symparam.algebra.text import text
from symparam.errors import ConditionError

N = BATCH
C, H, W = sizes("C H W")
SEVERAL = range(1, 121)


def decided(need: Need) -> bool:
    try:
        return all(one.is_number and one.holds() for one in for_every_batch(need))
    except ConditionError as error:
        if "not decided" in str(error) and need.op != "divides":
            raise
        return False


def tried(need: Need) -> bool:
    return all(need.bind({NAME: n}).holds() for n in SEVERAL)


@pytest.mark.parametrize("op", ["divides", "==", ">=", "broadcasts"])
def test_lines_in_n_are_decided_as_by_trying_each_batch(op):
    lines = [number(a + b * N) for a, b in product(range(7), range(7))]
    if op == ">=":
        lines += [number(a - b * N) for a, b in product(range(-3, 4), range(4))]
    for left, right in product(lines, lines):
        if op in ("divides", "broadcasts") and left == 0:
            continue
        if op == "broadcasts" and right == 0:
            continue
        need = Need(left, op, right, "test")
        assert decided(need) == tried(need), (left, op, right)


@pytest.mark.parametrize("op", ["divides", "==", ">="])
def test_squares_in_n_are_decided_as_by_trying_each_batch(op):
    squares = [number(a + b * N + c * N**2) for a, b, c in product((0, 1, 4), (-4, 0, 2, 6), (0, 1, 3))]
    for left, right in product(squares if op != "divides" else (1, 2, 3, 6, N, 2 * N, N**2, 2 * N**2), squares):
        need = Need(left, op, right, "test")
        assert decided(need) == tried(need), (left, op, right)


@pytest.mark.parametrize(
    ("need", "left"),
    [
        (Need(784, "divides", C * H * N, ""), [Need(784, "divides", C * H, "")]),
        (Need(C * N, "divides", C * H * N, ""), []),
        (Need(H, "divides", C * N, ""), [Need(H, "divides", C, "")]),
        (Need(C * N, "==", 5 * N, ""), [Need(C, "==", 5, "")]),
        (Need(C * H * N, "==", C * N, ""), [Need(C * H, "==", C, "")]),
        (Need(C * N, "broadcasts", H, ""), [Need(H, "==", 1, "")]),
        (Need(C * N, "broadcasts", H * N, ""), [Need(C, "==", H, "")]),
        (Need(N, "broadcasts", 1, ""), []),
        (Need(div(N, 2), "broadcasts", 1, ""), []),
        (Need(div(N, 2), "broadcasts", div(N, 2), ""), []),
        (Need(H * div(N, 2), "==", W * div(N, 2), ""), [Need(H, "==", W, "")]),
        (Need(C * N, ">=", 1, ""), [Need(C, ">=", 1, "")]),
        (Need(2, "divides", C + H * N, ""), [Need(2, "divides", C + H, ""), Need(2, "divides", H, "")]),
        (Need(N + 1, "divides", 3 * N + 3, ""), []),
        (Need(H, ">=", 3, ""), [Need(H, ">=", 3, "")]),
    ],
)
def test_what_is_left_of_a_need_is_free_of_n(need, left):
    assert for_every_batch(need) == left


@pytest.mark.parametrize(
    "need",
    [
        Need(4 * N, "divides", 8, ""),
        Need(N, "==", 1, ""),
        Need(3, ">=", N, ""),
        Need(64 * N, "broadcasts", N, ""),
        Need(N, "broadcasts", 3, ""),
        Need(div(N, 2), "==", 1, ""),
        Need(div(N, 2), "broadcasts", 3, ""),
        Need(2, "divides", N + 1, ""),
    ],
)
def test_what_holds_for_some_batches_alone_is_refused(need):
    with pytest.raises(ConditionError, match="batch size N"):
        for_every_batch(need)


def test_the_batch_is_at_least_one():
    assert maximum(1, N) == N
    assert maximum(0, N) == N
    assert minimum(1, N) == 1
    assert broadcast(1, N) == broadcast(N, N) == N
    assert maximum(1, H) != H


def test_the_batch_is_written_n():
    assert (str(N), text(display(3 * N)), latex(display(3 * N)), mathml(display(N))) == (
        "N",
        "3·N",
        latex(display(3 * H)).replace("H", "N"),
        "<mi>N</mi>",
    )


def test_the_batch_is_one_symbol_wherever_it_comes_from():
    assert pickle.loads(pickle.dumps(N)) == N
    assert bind(3 * N, {NAME: 2}) == 6
    assert has_batch(Shape((3, 2 * N)))
    assert factor(C * N) == C
    assert coefficients(div(H, 2) * N + 1) == (1, div(H, 2))
    assert coefficients(div(N, 2)) is None
