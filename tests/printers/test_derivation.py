"""What a derivation holds, whatever its format."""

from __future__ import annotations

import re

import pytest

from symparam.errors import SizeError, SymparamError

from .models import MODELS

REPORTS = {name: model() for name, model in MODELS.items()}


def test_it_goes_as_people_explain_the_network_by_hand():
    steps = [
        "3·3·3·32 + 32",
        "896",
        "3·3·32·32 + 32",
        "9,248",
        "conv2d_2 … conv2d_5 likewise: 9,248 parameters each",
        "19·19·32",
        "11,552",
        "16384·19·19 + 512",
        "5,915,136",
        "512·128 + 128",
        "65,664",
        "128·9 + 9",
        "1,161",
        "(288·C + 32) + 5·9248",
        "16384·19·19 + 288·3 + 129·9 + 112448",
        "6,029,097",
        "H ≥ 32, W ≥ 32",
    ]
    text = REPORTS["reference"].derivation()
    places = [re.search(rf"(?<![\d·]){re.escape(step)}", text) for step in steps]
    assert all(places)
    assert [p.start() for p in places if p] == sorted(p.start() for p in places if p)


def test_a_symbol_means_what_it_is_in_the_layer_that_has_it_first():
    def symbols(report, **options):
        text = report.derivation(**options)
        return re.findall(r"^(\w+) {2,}(\S.*?) {2,}[\d,]+$", text[text.index("Symbols") : text.index("Notation")], re.M)

    renamed = symbols(REPORTS["reference"], symbols={"num_class": "n"})
    assert renamed[2:] == [("C", "input channels"), ("n", "units of dense_2")]
    assert symbols(REPORTS["text_model"]) == [
        ("T", "time steps"),
        ("V", "vocabulary of embedding"),
        ("num_class", "units of dense"),
    ]


def test_costs_stand_between_the_sum_and_where_it_is_valid():
    text = REPORTS["reference"].with_costs("macs").derivation()
    places = [text.index(f"\n{title}\n") for title in ("The sum", "Costs", "Validity", "Conventions")]
    assert places == sorted(places)


def test_a_cost_is_the_product_that_its_layer_gives():
    text = REPORTS["reference"].derivation(only="costs")
    assert re.search(r"^conv2d_1\n  MACs +9216\(H − 2\)\(W − 2\)$", text, re.M)  # 3·3·32·32 for each output position
    assert re.search(r"^max_pooling2d_1\n  MACs +0\n.*\n  Activations \(bytes\) +128·h3·w3$", text, re.M)
    assert "h3 = ⌊(H − 8)/6⌋ = 41" in text


def test_a_bound_size_stands_in_the_substituted_line():
    text = REPORTS["reference"].bind(C=3).derivation(layer="conv2d")
    assert re.search(r"= 3·3·3·32 \+ 32 +substituted\n +\S* *= 896", text)


def test_full_shows_every_layer_and_brief_only_what_matters():
    report = REPORTS["reference"]
    assert all(f"\n{row.name} ({row.type})\n" in report.derivation(level="full") for row in report.rows)
    brief = report.derivation(level="brief")
    assert "dropout" not in brief
    assert "substituted" not in brief
    assert "6,029,097" in brief


def test_only_shapes_and_only_params():
    report = REPORTS["reference"]
    shapes, params = report.derivation(only="shapes"), report.derivation(only="params")
    assert "params =" not in shapes
    assert "H_out =" in shapes
    assert "H_out =" not in params
    assert "params =" in params


def test_only_costs():
    report = REPORTS["reference"]
    text = report.derivation(only="costs")
    assert "substituted" not in text
    assert f"{report.at().macs:,}" in text
    assert "Peak" in text
    chosen = report.with_costs("flops").derivation(only="costs")
    assert f"{report.at().flops:,}" in chosen
    assert "Peak" not in chosen


def test_a_pattern_chooses_layers():
    text = REPORTS["reference"].derivation(layer="dense*")
    assert re.findall(r"^(\w+) \(Dense\)", text, re.MULTILINE) == ["dense", "dense_1", "dense_2"]
    with pytest.raises(SymparamError, match="has no layer 'dens'; did you mean dense"):
        REPORTS["reference"].derivation(layer="dens")


def test_symbols_and_the_title_can_be_renamed():
    text = REPORTS["reference"].derivation(symbols={"H": "h", "W": "w", "num_class": "n"}, title="A network")
    assert text.startswith("A network ")
    assert "16384⌊(h − 20)/12⌋⌊(w − 20)/12⌋ + 288·C + 129·n + 112448" in text
    assert "num_class" not in text
    assert "at h = 256, w = 256, C = 3, n = 9" in text
    with pytest.raises(SizeError, match="W cannot be the new name"):
        REPORTS["reference"].derivation(symbols={"H": "W"})


@pytest.mark.parametrize("name", REPORTS)
def test_a_worksheet_has_an_answer_for_each_blank(name):
    text = REPORTS[name].derivation(worksheet=True)
    body, _, key = text.partition("\nAnswers\n")
    blanks = [int(n) for n in re.findall(r"__________ \((\d+)\)", body)]
    answers = [int(n) for n in re.findall(r"^(\d+)\. ", key, re.MULTILINE)]
    assert blanks == answers == list(range(1, len(blanks) + 1))
    if REPORTS[name].defaults:
        assert f"{REPORTS[name].at().params:,}" in key
        assert f"{REPORTS[name].at().params:,}" not in body


def test_layers_of_inner_models_are_derived_too():
    text = REPORTS["nested"].derivation()
    assert re.findall(r"^(\w+) \(Dense\)", text, re.MULTILINE)[:2] == ["dense", "dense_1"]


def test_a_symbol_without_a_size_leaves_formulas():
    text = REPORTS["without_defaults"].derivation()
    assert "8(H − 2)(H − 2)" in text or "(H − 2)²·8" in text or "8(H − 2)²" in text
    assert "at H" not in text


@pytest.mark.parametrize(
    "options", [{"level": "short"}, {"only": "memory"}, {"depth": 3}, {"only": "costs", "layer": "dense"}]
)
def test_an_option_that_makes_no_sense_is_refused(options):
    with pytest.raises(SymparamError):
        REPORTS["reference"].derivation(**options)
