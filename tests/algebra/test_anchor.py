"""Floors written as the sizes that people see in the table."""

from __future__ import annotations

import pickle
import random

from sympy import expand

from symparam import sizes
from symparam.algebra import FloorDiv, bind, evaluate, total
from symparam.algebra.anchor import Anchors, anchor, residue
from symparam.algebra.display import display
from symparam.algebra.text import text

H, W, C, n, s, k = sizes("H W C num_class s k")
h, w = FloorDiv(H - 20, 12), FloorDiv(W - 20, 12)
A, B = FloorDiv(H - 20, 12, evaluate=False), FloorDiv(W - 20, 12, evaluate=False)
REFERENCE = total([16384 * h * w, 288 * C, 129 * n, 112448])


def test_the_reference_total():
    assert anchor(REFERENCE, [FloorDiv(H - 2, 3), h, w]) == 16384 * A * B + 288 * C + 129 * n + 112448


def test_the_deepest_size_counts():
    assert str(anchor(h, [h, h - 2])) == "floor((H - 44)/12) + 2"
    assert str(anchor(h, [h - 2, h])) == "floor((H - 20)/12)"


def test_what_matches_no_size_stays():
    assert anchor(REFERENCE, [H, FloorDiv(H, 12) + C, 3, h * 2]) == REFERENCE
    assert anchor(7, [h]) == 7


def test_a_size_with_a_symbolic_divisor():
    a, b = FloorDiv(H - k, s) + 1, FloorDiv(W - 1, s) + 1
    assert text(display(anchor(total([a * b * C]), [a, b]))) == "⌊(H − k + s)/s⌋⌈W/s⌉·C"


def test_a_floor_inside_an_irreducible_floor_stays_canonical():
    outer = FloorDiv(2 * h + 1, 5)
    assert anchor(total([outer, h]), [h]) == outer + A


def test_anchored_floors_survive_arithmetic():
    anchored = anchor(REFERENCE, [h, w])
    assert expand(anchored * 2 + C) == 32768 * A * B + 577 * C + 258 * n + 224896
    assert anchored.xreplace({C: n}).has(A)
    assert bind(anchored, {"C": 3}).has(A)
    assert pickle.loads(pickle.dumps(anchored)) == anchored
    assert anchor(anchored, [h, w]) == anchored


def test_binding_a_symbol_inside_brings_the_canonical_form_back():
    anchored = anchor(REFERENCE, [h, w])
    assert expand(bind(anchored, {"H": W, "W": W})) == expand(bind(REFERENCE, {"H": W}))


def test_residue_undoes_anchoring_and_values_stay():
    rng = random.Random(0)
    for _ in range(50):
        heights = [FloorDiv(H + rng.randint(-30, 9), rng.choice([4, 6, 12])) for _ in range(4)]
        params = total([rng.randint(1, 9) * a * b for a in heights for b in heights] + [5 * C])
        anchored = anchor(params, heights)
        assert residue(anchored) == params
        at = {"H": rng.randint(0, 500), "C": 3}
        assert evaluate(anchored, at) == evaluate(params, at)


def test_anchors_are_indexed_once():
    anchors = Anchors(iter([h, w]))
    assert anchors(h) == A
    assert anchors(w * h) == A * B
