"""The formula parser: what it reads, what it refuses, and that it reads back what the text output writes."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational, expand

from symparam import sizes
from symparam.algebra import FloorDiv, Max, Min, bind, ceil, evaluate, exact, names_in, size, total
from symparam.algebra.anchor import anchor, residue
from symparam.algebra.display import display
from symparam.algebra.parse import parse
from symparam.algebra.text import ASCII, text
from symparam.errors import SizeError

from ..steps import steps

H, W, C, s, g, L, n = sizes("H W C s g L num_class")

READ = [
    ("256", 256),
    ("10_000", 10000),
    ("-3", -3),
    ("--3", 3),
    ("2 + 3*4 - 1", 13),
    ("2**3**2", 512),
    ("-2**2", -4),
    ("2^10", 1024),
    ("7//2", 3),
    ("-7//2", -4),
    ("-7 % 3", 2),
    ("7/2", Rational(7, 2)),
    ("7/2*2", 7),
    ("floor(7/2)", 3),
    ("⌈7/2⌉", 4),
    ("max(2, 3, 1)", 3),
    ("min(2, 3)", 2),
    ("H", H),
    ("H² + 3·W³", H**2 + 3 * W**3),
    ("2(H + 1)", 2 * H + 2),
    ("(H + 1)(W − 1)", expand((H + 1) * (W - 1))),
    ("(H-20)//12", FloorDiv(H - 20, 12)),
    ("H % 3", H - 3 * FloorDiv(H, 3)),
    ("ceil(H/32)", FloorDiv(H + 31, 32)),
    ("ceiling(H/s)", FloorDiv(H + s - 1, s)),
    ("⌊(⌊(H − 20)/6⌋ − 2)/2⌋ + 1", FloorDiv(H - 20, 12)),
    ("C⌊H/2⌋", C * FloorDiv(H, 2)),
    ("C/g*9", exact(9 * C, g)),
    ("max(H, W + 1)", Max(H, W + 1)),
    ("Min(H, W)", Min(H, W)),
    ("2**(L + 1)", 2 * 2**L),
    ("g**(-2)", 1 / g**2),
    ("\tH\n+ 1 ", H + 1),
]
NAMES = ["N", "S", "E", "I", "Q", "O", "lambda", "if", "None", "floor", "max", "beta", "λ", "größe", "_x"]

REFUSED = [
    ("", "empty"),
    ("   ", "empty"),
    ("H +", "the end"),
    ("* H", "a number, a name or a bracket"),
    ("(H", "not closed"),
    ("⌊H/2)", "not closed"),
    ("H)", "not expected"),
    ("H W", "not expected"),
    ("3 H", "not expected"),
    ("3H", "written 3*H"),
    ("C(H + 1)", "no function"),
    ("floor(1, 2)", "takes one"),
    ("floor()", "a number, a name or a bracket"),
    ("1.5", "sizes are whole"),
    ("1e9", "sizes are whole"),
    ("1__0", "no whole number"),
    ("0x10", "no whole number"),
    ("10M", "no whole number"),
    ("٣", "no meaning"),
    ("H = 3", "'=' has no meaning"),
    ("H <= 3", "'<' has no meaning"),
    ("H.real", "'.' has no meaning"),
    ("[1]", "no meaning"),
    ("__import__('os').system('true')", "no meaning"),
    ("exec(H)", "no function"),
    ("1/0", "divided by 0"),
    ("H/(W - W)", "divided by 0"),
    ("0**-1", "divided by 0"),
    ("H//0", "at least 1"),
    ("H % (-2)", "at least 1"),
    ("H**(1/2)", "not whole"),
    ("9**9**9", "bits"),
    ("H**9**9", "above 64"),
    ("*".join("H" * 65), "above 64"),
    ("9" * 1001, "digits"),
    ("9**1000*9**1000", "bits"),
    ("(" * 500 + "1" + ")" * 500, "inside one another"),
    ("-" * 500 + "1", "inside one another"),
    ("H" * 20_001, "too long"),
    ("(a+b+c+d+e+f+g)**60//2", "multiplied out"),
    ("*".join(f"(a{i}+b{i})" for i in range(40)), "multiplied out"),
    ("floor(" + "+".join(f"1/(a{i}+b{i})" for i in range(40)) + ")", "denominators"),
    ("H\0", "no meaning"),
]


@pytest.mark.parametrize(("formula", "expected"), READ, ids=[row[0] for row in READ])
def test_formulas_that_are_read(formula, expected):
    result = parse(formula)
    assert result == expected
    assert isinstance(result, int) == isinstance(expected, int)


@pytest.mark.parametrize("name", NAMES)
def test_names_that_sympify_takes_for_something_else(name):
    assert parse(f"{name} + 1") == size(name) + 1


@pytest.mark.parametrize(("formula", "reason"), REFUSED, ids=[f"{row[0][:20]!r}" for row in REFUSED])
def test_formulas_that_are_refused(formula, reason):
    def refused():
        with pytest.raises(SizeError) as caught:
            parse(formula)
        assert reason in str(caught.value)
        assert len(str(caught.value)) < 300

    assert steps(refused) < 1_000_000


def test_an_error_names_the_text_and_the_position():
    with pytest.raises(SizeError) as caught:
        parse("H + $")
    assert str(caught.value) == "cannot read the formula 'H + $': '$' has no meaning in a formula (character 5)"


def test_a_long_formula_is_read_in_linear_time():
    def read(n):
        formula = " + ".join(f"{i}*a{i}" for i in range(1, n + 1))
        assert len(parse(formula).args) == n

    # Half as long again, and 2.25 times the work if it were quadratic. SymPy keeps the last 1,000 that it has seen.
    assert steps(lambda: read(1650)) < 1.8 * steps(lambda: read(1100))


# --- round trips ------------------------------------------------------------------------------------------------

atoms = st.one_of(st.sampled_from([H, W, C, s, n]), st.integers(1, 40))


def floors(inner):
    divisors = st.one_of(st.integers(1, 12), st.just(s), st.sampled_from([H, 6 * n, H + 1, 2 * C * n + 3]))
    return st.builds(lambda p, a, b: FloorDiv(p + a, b), inner, st.integers(-40, 40), divisors)


sizes_of_layers = st.recursive(
    atoms,
    lambda inner: st.one_of(
        floors(inner),
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a, b: a - b, inner, inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, b: Max(a, b), inner, inner),
        st.builds(lambda a, b: Min(a, b), inner, inner),
        st.builds(lambda a, b: ceil(a, b), inner, st.sampled_from([2, 32, s, n])),
        st.builds(lambda a: a**2, inner),
        st.builds(lambda a: exact(a, 2), inner),
        st.builds(lambda a: 2**L * a, inner),
    ),
    max_leaves=6,
)


COME_BACK = [  # what a reader of formulas meets: floors over their own symbols, divisors of several terms, any name
    "(n//6)//n",
    "((H//2)//3)//(H*n)",
    "min(C//n//(C*3), H + 1)",
    "(n*x + x)//(2*n + 2)",
    "(1 - H - W)//(2*H + 3)",
    "-(-H//(W + 1))",
    "ceil((H - 2*W)/(3*C))",
    "ceil((H - H//n)/2)",
    "max(lambda, None//2) - min(if, 3)*E",
    "2**(L + 1)*(H - 1)//3",
    "(C/g)*9 - floor(C/(2*g))",
    "((H%3) + (W%n))**2",
    "1/(H + 1) + H/2",
]


@pytest.mark.parametrize("formula", COME_BACK)
def test_what_is_printed_is_read_back(formula):
    expression = parse(formula)
    for printed in (str(expression), text(display(expression)), text(display(expression), ASCII)):
        assert parse(printed) == expression, printed


DIVISORS = ["C", "72*C", "C - 1", "2*C + n", "C*n + n", "n*C - H"]
TERMS = ["1 - floor(n/5)", "-n", "H - n", "3 - C*n", "-floor(n/5)**2 + 2", "min(n, H) - n"]


@pytest.mark.parametrize("divisor", DIVISORS)
@pytest.mark.parametrize("term", TERMS)
def test_the_sign_rule_comes_to_an_end(divisor, term):
    """A divisor of several terms can be negative in its lead on both sides of the rule."""
    floor = parse(f"floor((C**2 - 7*n*C - H + 66)/({divisor}))")
    with suppress(SizeError):
        bound = bind(floor, {"C": parse(term)})
        assert parse(str(bound)) == bound
        sizes = dict.fromkeys(names_in(bound), 7)
        both = {**sizes, "C": evaluate(parse(term), sizes), "H": 7, "n": 7}
        assert evaluate(bound, sizes) == evaluate(floor, both)


@given(sizes_of_layers)
@settings(max_examples=300, deadline=None)
def test_the_text_output_is_read_back(expression):
    expression = total([residue(expression)])
    node = display(expression)
    assert parse(text(node)) == expression
    assert parse(text(node, ASCII)) == expression
    assert parse(str(expression)) == expression


def test_the_reference_total_is_read_back():
    h, w = FloorDiv(H - 20, 12), FloorDiv(W - 20, 12)
    params = total([16384 * h * w, 288 * C, 129 * n, 112448])
    shown = text(display(anchor(params, [h, w])))
    assert shown == "16384⌊(H − 20)/12⌋⌊(W − 20)/12⌋ + 288·C + 129·num_class + 112448"
    assert parse(shown) == params
    assert parse(str(anchor(params, [h, w]))) == params


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(anything):
    with suppress(SizeError):
        parse(anything)


TOKENS = ["H", "W", "2", "0", *"+-*/%(),⌊⌋²", "//", "**", "floor", "max"]


@given(st.lists(st.sampled_from(TOKENS), max_size=14).map(" ".join))
@settings(max_examples=500, deadline=None)
def test_any_sequence_of_tokens_is_read_or_refused(anything):
    with suppress(SizeError):
        parse(anything)
