"""Z3 proves every rule of floor division, and the constructor's own output, for all integers."""

from __future__ import annotations

import re

import pytest
import z3
from sympy import Expr, sympify

from symparam import sizes
from symparam.algebra import FloorDiv, floor
from symparam.algebra.anchor import residue
from symparam.algebra.arithmetic import Max, Min
from symparam.algebra.parse import parse

x, y, a, b, g, q = sizes("x y a b g q")


class Proof:
    """Integers for symbols; each floor is the integer f with b·f ≤ p < b·f + b."""

    def __init__(self) -> None:
        self.solver = z3.Solver()
        self.solver.set("timeout", 60_000)
        self.floors = 0
        self.known = {}  # an expression that occurs twice is one number

    def floor(self, p, b):
        f = z3.Int(f"floor{self.floors}")
        self.floors += 1
        self.solver.add(b >= 1, b * f <= p, p < b * f + b)
        return f

    def fraction(self, e: Expr):
        """The expression as numerator and denominator over the integers."""
        if e not in self.known:
            self.known[e] = self._fraction(e)
        return self.known[e]

    def _fraction(self, e: Expr):
        if e.is_Rational:
            return z3.IntVal(int(e.p)), z3.IntVal(int(e.q))
        if e.is_Symbol:
            return z3.Int(e.name), z3.IntVal(1)
        parts = [self.fraction(arg) for arg in e.args]
        if e.is_Add:
            n, d = parts[0]
            for n2, d2 in parts[1:]:
                n, d = (n + n2, d) if d.eq(d2) else (n * d2 + n2 * d, d * d2)
            return n, d
        if e.is_Mul:
            n, d = parts[0]
            for n2, d2 in parts[1:]:
                n, d = n * n2, d * d2
            return n, d
        if e.is_Pow and e.exp.is_Integer:
            n, d = parts[0]
            if e.exp < 0:
                n, d = d, n
                self.solver.add(d >= 1)
            n2, d2 = n, d
            for _ in range(abs(int(e.exp)) - 1):
                n2, d2 = n2 * n, d2 * d
            return n2, d2
        if isinstance(e, FloorDiv):
            (n, d), (bn, bd) = parts
            return self.floor(n * bd, d * bn), z3.IntVal(1)
        if isinstance(e, Max | Min):
            (n, _), (m, _) = parts
            return z3.If(n > m if isinstance(e, Max) else n < m, n, m), z3.IntVal(1)
        raise AssertionError(f"{type(e)} in a proof")

    def equal(self, left: Expr, right: Expr) -> bool:
        (n, d), (m, e) = self.fraction(sympify(left)), self.fraction(sympify(right))
        return self.holds(n * e == m * d)

    def holds(self, claim) -> bool:
        self.solver.add(z3.Not(claim))
        result = self.solver.check()
        assert result != z3.unknown, "undecided"
        return result == z3.unsat


# The rules as the table in floor.py states them: F is floor division of integers.
RULES = {
    "clear": lambda F, p, q, a, b, g, c: None,  # a statement about fractions; see CONSTRUCTED
    "content": lambda F, p, q, a, b, g, c: F(g * p + c, g * b) == F(p + F(c, g), b),
    "cancel": lambda F, p, q, a, b, g, c: z3.Implies(q >= 1, F(q * p, q * b) == F(p, b)),
    "whole": lambda F, p, q, a, b, g, c: F(p + b * q, b) == F(p, b) + q,
    "nest": lambda F, p, q, a, b, g, c: F(F(p, a) + q, b) == F(p + a * q, a * b),
    "sign": lambda F, p, q, a, b, g, c: F(-p, b) == -F(p + b - 1, b),
    "half": lambda F, p, q, a, b, g, c: F(b * (p - F(p + c, 2)), b) == F(p + 1 - c, 2),
}
TABLE = [
    (cells[0], cells[-1])
    for line in (floor.__doc__ or "").splitlines()
    if len(cells := re.split(r"  +", line.strip())) == 4 and cells[2].startswith("=")
]


def test_the_table_and_the_proofs_name_the_same_rules():
    assert [name for name, _ in TABLE] == list(RULES)


@pytest.mark.parametrize("example", [example for _, example in TABLE if "=" in example])
def test_the_examples_of_the_table_are_what_the_constructor_does(example):
    left, right = example.split("=")
    assert parse(left) == parse(right)


@pytest.mark.parametrize("name", [name for name in RULES if name != "clear"])
def test_every_rule_holds_for_all_integers(name):
    proof = Proof()
    assert proof.holds(RULES[name](proof.floor, *z3.Ints("p q a b g c")))


def raw(p, b):
    return FloorDiv(p, b, evaluate=False)


CONSTRUCTED = {
    "clear": [
        raw(x / 2, 3),
        raw(x / g, 3),
        raw(x / g + y, b),
        raw(x / 2 + y / 3, 4),
        raw(x * y / (2 * g), a),
        raw(x, b / g),
    ],
    "content": [raw(n * x + c, n * m) for n in (2, 3, 6) for m in (1, 2, 5) for c in (-7, -1, 0, 1, 4)]
    + [raw(2 * x + 3, 4 * b), raw(6 * x - 3 * y + 5, 9 * b), raw(4 * x * y + 6, 8)],
    "cancel": [raw(x, n * x) for n in (1, 6)]
    + [raw(x * y, 3 * x), raw(x * y - x, x * a + x), raw(x**2, 2 * x * y), raw(raw(x, 6), x), raw(raw(x, a), 3 * x)],
    "whole": [raw(x + c, n) for n in (1, 2, 3, 12) for c in (-25, -12, -1, 0, 5, 12, 40)]
    + [raw(x + 4 * y + 5, 4), raw(x + b * y + 2 * b - 1, b), raw(x - b, b), raw(x + 2 * a * b, a * b), raw(b - 1, b)]
    + [raw(x + a + b, a + b), raw(x - 3 * a - 3 * b + 1, a + b), raw(x + y, b), raw(b, b), raw(0 * x - 1, b)],
    "nest": [raw(raw(x + c, n) + d, m) for n in (2, 3) for m in (2, 4) for c in (-5, 0, 1) for d in (-3, 0, 2)]
    + [raw(raw(x - 2, a) + q, b), raw(raw(x, 2) + y, 3), raw(raw(raw(x - 5, 3) - 3, 2) - 2, 2), raw(raw(x, a), a)]
    + [raw(raw(x, 2) + raw(y, 3), 4), raw(2 * raw(x + 1, 3) + 1, 4), raw(raw(x, b) * raw(y, 2) + 5, 3)],
    "sign": [raw(-x + c, n) for n in (1, 2, 5) for c in (-6, -1, 0, 3)]
    + [raw(-x, b), raw(y - x, 3), raw(-x * y + 1, 4), raw(y - x, a + b), raw(2 * x - y, 3 * y + 1)],
    "half": [raw(n * x - n * raw(x + c, 2), m) for n in (2, 4, 6) for m in (1, 2) for c in (0, 1)]
    + [raw(6 * x - 2 * raw(3 * x + 1, 2) + 3, 2), raw(2 * x - 2 * raw(x, 2) - 2 * raw(y, 2) + 2 * y, 2)]
    + [raw(2 * raw(x + c, 2) - 2 * raw(x + d, 4), 2) for c in (0, 1) for d in (0, 1, 2, 3)]
    + [raw(2 * raw(x, 2) - 2 * raw(raw(x, 2) + 1, 2), 2), raw(2 * x - 4 * raw(x, 2), 2)],
}


@pytest.mark.parametrize("rule", CONSTRUCTED)
def test_the_constructor_keeps_the_value(rule):
    for expression in CONSTRUCTED[rule]:
        built = residue(expression)
        assert Proof().equal(expression, built), f"{expression} became {built}"


def test_what_divides_leaves_no_floor():
    assert [FloorDiv(p, b) for p in (0 * x, b, 3 * b, x * b)] == [0, 1, 3, x]
    assert FloorDiv(b - 1, b) == 0


def test_a_fraction_is_cleared_as_the_rule_says():
    assert residue(raw(x / 2, 3)) == FloorDiv(x, 6)
    assert residue(raw(x / g, 3)) == FloorDiv(x, 3 * g)


@pytest.mark.parametrize(
    ("left", "right"),
    [(Max(x, x + 2), x + 2), (Min(x, x + 2), x), (Max(x, y), Max(y, x))],
)
def test_extremes_keep_the_value(left, right):
    assert left == right
    assert Proof().equal(left, right)


def test_a_broken_rule_is_caught(monkeypatch):
    """Rounding the constant up where the content is taken out: ⌊(2x + 1)/4⌋ is not ⌊(x + 1)/2⌋."""

    def content(terms, b):
        return ({m: -(-c // 2) for m, c in terms.items()}, b / 2) if b == 4 else (terms, b)

    expression = raw(2 * x + 1, 4)
    floor._floor.cache_clear()
    monkeypatch.setattr(floor, "_content", content)
    broken = residue(expression)
    floor._floor.cache_clear()
    assert not Proof().equal(expression, broken)
