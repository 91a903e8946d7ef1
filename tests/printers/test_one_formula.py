"""One total has one formula: the same text in ``report``, in every command and in every format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import symparam
from symparam import Input, Model, Sequential, layers, sizes
from symparam.algebra import evaluate
from symparam.algebra.anchor import residue
from symparam.algebra.display import display
from symparam.algebra.latex import latex
from symparam.algebra.natural import natural
from symparam.algebra.text import ASCII, text
from symparam.explore.compare import compare
from symparam.explore.measure import measure

from .models import MODELS

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".py", ".json"))
COSTS = ("params", "macs", "activations")


@pytest.fixture(params=[*EXAMPLES, "u_net", "resnet50", "deep"], ids=lambda p: getattr(p, "stem", p), scope="module")
def report(request):
    return MODELS[request.param]() if isinstance(request.param, str) else symparam.read(request.param).derive()


def _said(printed: str) -> str:
    return re.sub(r"\s+", "", printed)


@pytest.mark.parametrize("cost", COSTS)
def test_a_total_has_one_formula_everywhere(report, cost):
    node = display(report.cost(cost))
    plain, ascii = _said(text(node)), _said(text(node, ASCII))
    if cost == "params":
        assert report.params == report.cost("params")
    costed = report.with_costs(cost)
    assert plain in _said(costed.to("text", width=5000))
    assert plain in _said(costed.derivation(only="costs" if cost != "params" else None, width=5000))
    key = cost + "_bytes" * (cost == "activations")
    assert _said(json.loads(costed.to("json"))["totals"][key]) == ascii
    assert display(measure(report, cost).shown) == node
    half = compare(report, report, ("a", "b"), what=cost)
    assert [display(total) for total in half.totals] == [node, node]
    assert half.difference == 0


@pytest.mark.parametrize("cost", COSTS)
def test_the_formula_is_the_sum_of_its_layers(report, cost):
    columns = [n for n in report.column(cost) if n is not None]
    shared = -sum(w.size for row in report.rows for w in row.shared) if cost == "params" else 0
    once = report.cost(cost)
    assert residue(once) == residue(sum(columns) + shared)


def test_the_natural_form_is_the_layers_own_where_that_is_shorter():
    H, W, C, L, M, d = sizes("H W C L M d")
    x = image = Input((H, W, C))
    x = layers.Conv2D(64, 7, strides=2)(layers.ZeroPadding2D(3)(x))
    report = Model(image, layers.ZeroPadding2D(1)(x)).derive()
    assert text(display(report.macs)) == "3136⌈H/2⌉⌈W/2⌉·C"
    assert text(display(natural(9 * (C + 32) * 64 + 64))) == "576·C + 18496"
    blocks = (L - M) * (3 * d**2 + d) + L * d**2
    assert text(display(natural(blocks, ()))) == "L·d² + (L − M)(3·d² + d)"
    assert text(display(Sequential([layers.Conv2D(8, 3)], input=(H, W, 1)).derive().macs)) == "72(H − 2)(W − 2)"


def test_a_shorter_form_has_the_same_values():
    H, W, C, L, M, d = sizes("H W C L M d")
    for value in (
        3 * H * (H - 2) * (W - 2) + 9 * H - 7 * (H - 2) ** 2,
        (L - M) * (3 * d**2 + d) + L * d**2 + 5 * (L - M) ** 2,
        (C + 32) * (C + 16) * 9 + C * (C + 16),
    ):
        for at in ({"H": 5, "W": 9, "C": 3, "L": 7, "M": 2, "d": 11}, {"H": 2, "W": 2, "C": 0, "L": 1, "M": 1, "d": 1}):
            assert evaluate(natural(value), at) == evaluate(value, at)


def test_latex_and_markdown_say_the_same_formula():
    report = MODELS["resnet50"]().with_costs("macs")
    tex = _said(latex(display(report.params)))
    assert tex in _said(report.to("markdown"))
    assert _said(latex(display(report.macs))) in _said(report.to("markdown"))
