"""Formulas as people write them: one row each, in every output."""

from __future__ import annotations

import pytest
from sympy import Function, expand

from symparam import SymparamError, sizes
from symparam.algebra import FloorDiv, Max, Min, exact
from symparam.algebra.code import code
from symparam.algebra.display import (
    Maximum,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    display,
    product_of,
    replace,
    sum_of,
)
from symparam.algebra.latex import latex
from symparam.algebra.mathml import mathml
from symparam.algebra.text import ASCII, text
from symparam.algebra.widths import latex_width

H, W, C, F, T, s, k, d, g, L, n = sizes("H W C F T s k d g L num_class")


def anchored(p, b):
    return FloorDiv(p, b, evaluate=False)


REFERENCE = expand(16384 * anchored(H - 20, 12) * anchored(W - 20, 12) + 288 * C + 129 * n + 112448)

ROWS = [  # expression, text, ASCII, LaTeX, Python
    (
        REFERENCE,
        "16384⌊(H − 20)/12⌋⌊(W − 20)/12⌋ + 288·C + 129·num_class + 112448",
        "16384*floor((H - 20)/12)*floor((W - 20)/12) + 288*C + 129*num_class + 112448",
        r"16{,}384 \left\lfloor \frac{H-20}{12} \right\rfloor \left\lfloor \frac{W-20}{12} \right\rfloor"
        r" + 288\,C + 129\,\mathrm{num\_class} + 112{,}448",
        "16384*((H - 20)//12)*((W - 20)//12) + 288*C + 129*num_class + 112448",
    ),
    (896, "896", "896", "896", "896"),
    (9248, "9248", "9248", "9{,}248", "9248"),
    (-5, "−5", "-5", "-5", "-5"),
    (288 * C + 32, "288·C + 32", "288*C + 32", r"288\,C + 32", "288*C + 32"),
    # a single size is one floor, and a ceiling where the constant goes away
    (FloorDiv(H - 20, 12), "⌊(H − 20)/12⌋", "floor((H - 20)/12)",
     r"\left\lfloor \frac{H-20}{12} \right\rfloor", "(H - 20)//12"),
    (FloorDiv(H + 31, 32), "⌈H/32⌉", "ceil(H/32)", r"\left\lceil \frac{H}{32} \right\rceil", "(H + 31)//32"),
    (FloorDiv(H - 3, 2) + 1, "⌊(H − 1)/2⌋", "floor((H - 1)/2)",
     r"\left\lfloor \frac{H-1}{2} \right\rfloor", "(H - 1)//2"),
    (FloorDiv(H - 1, s) + 1, "⌈H/s⌉", "ceil(H/s)", r"\left\lceil \frac{H}{s} \right\rceil", "(H + s - 1)//s"),
    (
        FloorDiv(H - k, s) + 1,
        "⌊(H − k)/s⌋ + 1",
        "floor((H - k)/s) + 1",
        r"\left\lfloor \frac{H-k}{s} \right\rfloor + 1",
        "(H - k)//s + 1",
    ),
    (anchored(H - k + s, s), "⌊(H − k + s)/s⌋", "floor((H - k + s)/s)",
     r"\left\lfloor \frac{H-k+s}{s} \right\rfloor", "(H - k + s)//s"),
    (FloorDiv(H, 2**L), "⌊H/2^L⌋", "floor(H/2**L)", r"\left\lfloor \frac{H}{2^L} \right\rfloor", "H//2**L"),
    (C * FloorDiv(H, 12) + C, "⌊H/12⌋·C + C", "floor(H/12)*C + C",
     r"\left\lfloor \frac{H}{12} \right\rfloor\,C + C", "(H//12)*C + C"),
    # signs
    (1 - H, "1 − H", "1 - H", "1 - H", "1 - H"),
    (W - H, "W − H", "W - H", "W - H", "W - H"),
    (-H - W, "−H − W", "-H - W", "-H - W", "-H - W"),
    (-FloorDiv(H, 2), "−⌊H/2⌋", "-floor(H/2)", r"-\left\lfloor \frac{H}{2} \right\rfloor", "-(H//2)"),
    (C - FloorDiv(H, 2), "C − ⌊H/2⌋", "C - floor(H/2)", r"C - \left\lfloor \frac{H}{2} \right\rfloor", "C - H//2"),
    # degree first, then floors, symbols, sums
    (C + H * W + FloorDiv(H, 2) + 1, "H·W + ⌊H/2⌋ + C + 1", "H*W + floor(H/2) + C + 1",
     r"H\,W + \left\lfloor \frac{H}{2} \right\rfloor + C + 1", "H*W + H//2 + C + 1"),
    (4 * d**2 + 4 * d * C, "4·C·d + 4·d²", "4*C*d + 4*d**2", r"4\,C\,d + 4\,d^2", "4*C*d + 4*d**2"),
    (C * (H - 2), "C·(H − 2)", "C*(H - 2)", r"C\,(H - 2)", "C*(H - 2)"),
    ((H - 1) ** 2 * (W - 1), "(H − 1)²(W − 1)", "(H - 1)**2*(W - 1)", r"(H - 1)^2 (W - 1)", "(H - 1)**2*(W - 1)"),
    (FloorDiv(H + 1, 2) ** 2, "⌈H/2⌉²", "ceil(H/2)**2", r"\left\lceil \frac{H}{2} \right\rceil^2", "((H + 1)//2)**2"),
    (2**L * C, "2^L·C", "2**L*C", r"2^L\,C", "2**L*C"),
    (C * 2 ** (L + 1), "2^(L + 1)·C", "2**(L + 1)*C", r"2^{L+1}\,C", "2**(L + 1)*C"),
    (H**12, "H^12", "H**12", "H^{12}", "H**12"),
    # exact quotients
    (C / 2, "C/2", "C/2", r"\frac{C}{2}", "C//2"),
    (exact(C, g), "C/g", "C/g", r"\frac{C}{g}", "C//g"),
    (9 * F * exact(C, g), "9·C·F/g", "9*C*F/g", r"\frac{9\,C\,F}{g}", "9*C*F//g"),
    (exact(C + 1, 2), "(C + 1)/2", "(C + 1)/2", r"\frac{C+1}{2}", "(C + 1)//2"),
    (exact(C + 1, g), "(C + 1)/g", "(C + 1)/g", r"\frac{C+1}{g}", "(C + 1)//g"),
    (C / 2 - H / 3 + 1, "(3·C − 2·H)/6 + 1", "(3*C - 2*H)/6 + 1", r"\frac{3\,C-2\,H}{6} + 1", "(3*C - 2*H)//6 + 1"),
    (C / (2 * g), "C/(2·g)", "C/(2*g)", r"\frac{C}{2\,g}", "C//(2*g)"),
    (-C / 2, "−C/2", "-C/2", r"-\frac{C}{2}", "-(C//2)"),
    # extremes
    (Max(H, W) + 1, "max(H, W) + 1", "max(H, W) + 1", r"\max(H, W) + 1", "max(H, W) + 1"),
    (2 * Min(H - 1, W), "2·min(W, H − 1)", "2*min(W, H - 1)", r"2\,\min(W, H - 1)", "2*min(W, H - 1)"),
    # irreducible floors inside one another
    (FloorDiv(2 * FloorDiv(H, 3) + 1, 5), "⌊(2⌊H/3⌋ + 1)/5⌋", "floor((2*floor(H/3) + 1)/5)",
     r"\left\lfloor \frac{2 \left\lfloor \frac{H}{3} \right\rfloor+1}{5} \right\rfloor", "(2*(H//3) + 1)//5"),
    (FloorDiv(C * H, 2), "⌊C·H/2⌋", "floor(C*H/2)", r"\left\lfloor \frac{C\,H}{2} \right\rfloor", "C*H//2"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "unicode", "ascii", "tex", "python"), ROWS, ids=[row[1] for row in ROWS])
def test_a_formula_in_every_output(expression, unicode, ascii, tex, python):
    node = display(expression)
    assert text(node) == unicode
    assert text(node, ASCII) == ascii
    assert latex(node) == tex
    assert code(node) == python


MATHML = [
    (1024 * C, '<mn>1,024</mn><mo>&#x2062;</mo><mspace width="0.17em"></mspace><mi>C</mi>'),
    (n, "<mi>num_class</mi>"),
    (sizes("C_in")[0], "<msub><mi>C</mi><mi>in</mi></msub>"),
    (sizes("k_h_2")[0], "<msub><mi>k</mi><mrow><mi>h</mi><mo>,</mo><mn>2</mn></mrow></msub>"),
    (
        FloorDiv(H - 20, 12),
        "<mrow><mo>⌊</mo><mfrac><mrow><mi>H</mi><mo>−</mo><mn>20</mn></mrow><mn>12</mn></mfrac><mo>⌋</mo></mrow>",
    ),
    (FloorDiv(H + 31, 32), "<mrow><mo>⌈</mo><mfrac><mi>H</mi><mn>32</mn></mfrac><mo>⌉</mo></mrow>"),
    (-H, '<mrow><mo form="prefix">−</mo><mi>H</mi></mrow>'),
    (
        (H - 1) ** 2,
        '<msup><mrow><mo stretchy="false">(</mo><mi>H</mi><mo>−</mo><mn>1</mn>'
        '<mo stretchy="false">)</mo></mrow><mn>2</mn></msup>',
    ),
    (C / 2, "<mfrac><mi>C</mi><mn>2</mn></mfrac>"),
    (
        Max(H, W),
        '<mi>max</mi><mo>&#x2061;</mo><mrow><mo stretchy="false">(</mo><mi>H</mi><mo>,</mo><mi>W</mi>'
        '<mo stretchy="false">)</mo></mrow>',
    ),
]


@pytest.mark.parametrize(("expression", "expected"), MATHML)
def test_mathml(expression, expected):
    assert mathml(display(expression)) == expected


def test_mathml_is_well_formed_for_every_row():
    from xml.etree import ElementTree

    core = {"math", "mi", "mn", "mo", "mrow", "mfrac", "msup", "msub", "mspace"}
    for expression, *_ in ROWS:
        tree = ElementTree.fromstring(f"<math>{mathml(display(expression))}</math>")
        assert {element.tag for element in tree.iter()} <= core
        for element in tree.iter():
            assert len(element) == {"mfrac": 2, "msup": 2, "msub": 2}.get(element.tag, len(element))


# --- the substituted line ---------------------------------------------------------------------------------------

PUT = [  # rule, values, text, LaTeX
    (
        sum_of([product_of((k, k, C, F)), product_of((F,))]),
        {"k": 3, "F": 32},
        "3·3·C·32 + 32",
        r"3 \cdot 3 \cdot C \cdot 32 + 32",
    ),
    (
        sum_of([product_of((d, F)), product_of((F,))]),
        {"d": 32 * anchored(H - 20, 12) * anchored(W - 20, 12), "F": 512},
        "32⌊(H − 20)/12⌋⌊(W − 20)/12⌋·512 + 512",
        r"32 \left\lfloor \frac{H-20}{12} \right\rfloor \left\lfloor \frac{W-20}{12} \right\rfloor \cdot 512 + 512",
    ),
    (
        display(FloorDiv(H - k, s) + 1),
        {"H": FloorDiv(H - 20, 6), "k": 2, "s": 2},
        "⌊(⌊(H − 20)/6⌋ − 2)/2⌋ + 1",
        r"\left\lfloor \frac{\left\lfloor \frac{H-20}{6} \right\rfloor-2}{2} \right\rfloor + 1",
    ),
    (product_of((C, F)), {"C": H - 2, "F": W + 1}, "(H − 2)(W + 1)", "(H - 2) (W + 1)"),
    (product_of((3, C)), {"C": H - 2}, "3(H − 2)", "3 (H - 2)"),
    (display(H - k), {"k": H - 2}, "H − (H − 2)", "H - (H - 2)"),
    (display(H + k), {"k": H - 2}, "H + H − 2", "H + H - 2"),
    (display(C**2), {"C": 3}, "3²", "3^2"),
    (display(C**2), {"C": H * W}, "(H·W)²", r"(H\,W)^2"),
    (display(C**2), {"C": H**2}, "(H²)²", "(H^2)^2"),
    (display(C**2), {"C": H / 2}, "(H/2)²", r"\left(\frac{H}{2}\right)^2"),
    (display(exact(C, g) * F), {"C": H - 2, "g": 4, "F": 8}, "(H − 2)·8/4", r"\frac{(H-2) \cdot 8}{4}"),
    (product_of((k, exact(C, g), F)), {"k": 3, "g": 2}, "3·(C/2)·F", None),
    (product_of((C, F)), {"F": -3}, "C·(−3)", r"C\,(-3)"),
    (display(2**L), {"L": H - 1}, "2^(H − 1)", "2^{H-1}"),
    (display(Max(H, W)), {"W": 3}, "max(H, 3)", r"\max(H, 3)"),
]


@pytest.mark.parametrize(("rule", "values", "unicode", "tex"), PUT, ids=[row[2] for row in PUT])
def test_values_in_the_place_of_names(rule, values, unicode, tex):
    node = replace(rule, {name: display(value) for name, value in values.items()})
    assert text(node) == unicode
    if tex is not None:
        assert latex(node) == tex


def test_what_repeats_is_counted():
    c, f = Name("C"), Name("F")
    assert text(sum_of([c, c, c, c])) == "4·C"
    assert text(sum_of([Product((c, f)), f] * 2)) == "2(C·F + F)"
    assert text(sum_of([c, f, c])) == "2·C + F"
    assert text(sum_of([c, f, Number(1)])) == "C + F + 1"
    assert text(sum_of([Product((c, f))] * 2)) == "2·C·F"
    assert text(sum_of([])) == "0"
    assert text(sum_of([Negative(c)] * 2)) == "−2·C"


def test_factors_keep_their_order_and_a_factor_of_one_is_dropped():
    assert text(product_of((F, 1, C, 3))) == "F·C·3"
    assert text(product_of((1,))) == "1"
    assert text(product_of(())) == "1"
    assert text(product_of((0, C))) == "0·C"


def test_nodes_are_values():
    assert display(H + 1) == display(H + 1)
    assert len({display(H + 1), display(H + 1), Sum((Name("H"), Number(1)))}) == 1
    assert Maximum((Name("a"),)) != Power(Name("a"), Number(1))
    assert Quotient(Name("a"), Name("b")) != Product((Name("a"), Name("b")))


def test_foreign_functions_are_refused():
    with pytest.raises(SymparamError, match="no formula in sizes"):
        display(Function("f")(H))


def test_code_of_an_unknown_language_is_refused():
    with pytest.raises(SymparamError, match="'cobol'"):
        code(display(H), "cobol")


def test_code_never_uses_a_reserved_word():
    (word,) = sizes("lambda")
    assert code(display(word + 1)) == "lambda_ + 1"


def test_python_code_has_the_value_of_the_formula():
    from symparam.algebra import evaluate, names_in

    whole = 0
    for expression, *_ in ROWS:
        for value in (1, 7, 12):
            values = dict.fromkeys(names_in(expression), value)
            expected = evaluate(expression, values)
            if isinstance(expected, int):
                whole += 1
                assert eval(code(display(expression)), {}, values) == expected
    assert whole > 80  # the rest are quotients that do not divide


def test_estimated_width_grows_with_the_formula():
    assert latex_width(display(REFERENCE)) > latex_width(display(288 * C + 32)) > latex_width(display(C))
    assert 25 < latex_width(display(REFERENCE)) < 35  # it fits a line of 33 em only just
