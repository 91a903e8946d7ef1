"""The rules that a proof names: each is named where it was used, and only where it leads to the closed form."""

from __future__ import annotations

import pytest

from symparam.algebra import joining, sizes
from symparam.algebra.display import display
from symparam.algebra.floor import FloorDiv
from symparam.algebra.nodes import Ceiling, Floor, Maximum, Name, Negative, Number, Product, Sum

H, s = sizes("H s")
h = Name("H")


def floor(top, bottom):
    return Floor(top, Number(bottom) if isinstance(bottom, int) else bottom)


def ceiling(top, bottom):
    return Ceiling(top, Number(bottom))


def plus(node, n):
    return Sum((node, Number(n) if n >= 0 else Negative(Number(-n))))


# a size as the layer makes it from the one before, its closed form, the rules
CHAIN = [
    (h, H, ("window",)),
    (Sum((h, Negative(Number(3)), Number(1))), H - 2, ("window",)),
    (plus(floor(plus(h, -3), 2), 0), FloorDiv(H - 3, 2), ("window",)),
    (floor(floor(plus(h, -2), 3), 2), FloorDiv(H - 2, 6), ("nest",)),
    (floor(plus(floor(h, 3), 5), 2), FloorDiv(H + 15, 6), ("nest",)),
    (plus(floor(plus(h, -2), 3), -2), FloorDiv(H - 8, 3), ("offset",)),
    (plus(floor(plus(floor(h, 2), -3), 2), 1), FloorDiv(H - 2, 4), ("nest", "offset")),
    (floor(plus(Product((Number(2), h)), 3), 4), FloorDiv(H + 1, 2), ("ceiling", "gcd")),
    (floor(Product((Number(6), floor(h, 5))), 4), FloorDiv(3 * FloorDiv(H, 5), 2), ("gcd",)),
    (floor(Product((Number(2), h)), 2), H, ("gcd",)),
    (floor(Product((Number(2), floor(h, 3))), 4), FloorDiv(H, 6), ("gcd", "nest")),
    (ceiling(ceiling(h, 2), 2), FloorDiv(H + 3, 4), ("ceiling", "nest")),
    (floor(plus(h, 2), 3), FloorDiv(H + 2, 3), ("ceiling",)),
    (ceiling(h, 2), FloorDiv(H + 1, 2), ("window",)),
    (ceiling(floor(h, 3), 2), FloorDiv(H + 3, 6), ("ceiling", "nest")),
    (plus(ceiling(h, 2), -1), FloorDiv(H - 1, 2), ("ceiling", "offset")),
    (floor(floor(h, Name("s")), Name("s")), FloorDiv(H, s**2), ("nest",)),
    (plus(floor(plus(h, -3), Name("s")), 1), FloorDiv(H - 3 + s, s), ("offset",)),
    (Maximum((Product((Number(2), floor(h, 2))), h)), H, ("merge",)),
    (Maximum((floor(plus(h, 5), 16), floor(plus(h, 13), 16))), FloorDiv(H + 13, 16), ("merge",)),
    (Maximum((floor(floor(h, 4), 4), floor(plus(h, 13), 16))), FloorDiv(H + 13, 16), ("merge",)),
]


@pytest.mark.parametrize(("before", "after", "rules"), CHAIN, ids=lambda part: str(part))
def test_the_rules_that_were_used_are_named(before, after, rules):
    assert joining.joining_rules(before, display(after)) == rules


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        (floor(floor(h, 3), 2), FloorDiv(H, 5)),
        (floor(plus(floor(h, 3), 5), 2), FloorDiv(H + 5, 6)),
        (plus(floor(h, 3), -2), FloorDiv(H - 2, 3)),
        (floor(plus(Product((Number(2), h)), 3), 4), FloorDiv(H + 2, 2)),
        (ceiling(h, 2), FloorDiv(H, 2)),
        (plus(h, -2), H - 3),
        (Maximum((floor(h, 2), h)), FloorDiv(H, 3)),
        (Maximum((floor(h, 2), h)), FloorDiv(H, 2)),
    ],
    ids=str,
)
def test_no_rule_leads_to_a_wrong_form(before, wrong):
    assert joining.joining_rules(before, display(wrong)) is None


def test_the_value_is_kept_by_every_step():
    """The rules are identities: both sides agree in plain integers."""
    for before, after, _ in CHAIN:
        for n in range(3, 60):
            assert worth(before, n) == worth(display(after), n)


def worth(node, n):
    match node:
        case Number(value):
            return value
        case Name(name):
            return {"H": n, "s": 3}[name]
        case Negative(of):
            return -worth(of, n)
        case Sum(terms):
            return sum(worth(t, n) for t in terms)
        case Product(factors):
            result = 1
            for f in factors:
                result *= worth(f, n)
            return result
        case Maximum(parts):
            return max(worth(part, n) for part in parts)
        case Floor(top, bottom):
            return worth(top, n) // worth(bottom, n)
        case Ceiling(top, bottom):
            return -(-worth(top, n) // worth(bottom, n))
    return worth(node.base, n) ** worth(node.exponent, n)
