"""Two models: their difference and crossover equal brute force."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from symparam import Facts, Sequential, SymparamError, layers, plugins, read, sizes
from symparam.algebra import evaluate
from symparam.cli import commands
from symparam.explore.compare import compare

from ..frameworks import framework

EXAMPLES = Path(__file__).parents[2] / "examples"

H, W, C = sizes("H W C")
DEFAULTS = Facts(defaults={"H": 64, "W": 64, "C": 3})


def network(*body, facts=DEFAULTS):
    return Sequential([*body, layers.Flatten(), layers.Dense(16)], input=(H, W, C), facts=facts).derive()


PLAIN = network(layers.Conv2D(8, 3), layers.MaxPooling2D(2), layers.Conv2D(8, 3), layers.MaxPooling2D(2))
WIDER = network(layers.Conv2D(32, 3, strides=4), layers.MaxPooling2D(2), layers.Dense(200))
STRIDED = network(layers.Conv2D(40, 3, strides=2, padding="same"), layers.Conv2D(24, 3, strides=3))


@pytest.mark.parametrize(("a", "b"), [(PLAIN, WIDER), (PLAIN, STRIDED), (WIDER, STRIDED)])
def test_the_crossover_equals_brute_force(a, b):
    along = compare(a, b).crossings[0]
    assert along.symbol == "H"
    for h in range(1, 400):
        try:
            x, y = a.at(H=h).params, b.at(H=h).params
        except SymparamError:
            assert h not in along.first_larger | along.equal | along.second_larger
            continue
        assert (h in along.first_larger, h in along.equal, h in along.second_larger) == (x > y, x == y, x < y), h


def test_the_difference_is_that_of_the_totals():
    difference = compare(PLAIN, WIDER).difference
    for h, w, c in ((64, 64, 3), (31, 57, 1), (200, 40, 4)):
        at = {"H": h, "W": w, "C": c}
        value = difference.xreplace({s: at[s.name] for s in difference.free_symbols})
        assert value == PLAIN.at(**at).params - WIDER.at(**at).params


def test_equal_models_are_proved_equal_and_others_have_a_counterexample():
    same = network(layers.Conv2D(8, 3), layers.MaxPooling2D(2), layers.Conv2D(8, 3), layers.MaxPooling2D(2))
    assert compare(PLAIN, same).equal.answer == "yes"
    verdict = compare(PLAIN, WIDER).equal
    assert verdict.answer == "no"
    assert PLAIN.at(**verdict.counterexample).params != WIDER.at(**verdict.counterexample).params


def test_rows_are_paired_by_type():
    pairs = compare(PLAIN, STRIDED).rows
    assert [(a and a.name, b and b.name) for a, b in pairs] == [
        ("conv2d", "conv2d"),
        ("max_pooling2d", None),
        ("conv2d_1", "conv2d_1"),
        ("max_pooling2d_1", None),
        ("flatten", "flatten"),
        ("dense", "dense"),
    ]


@pytest.fixture(scope="module")
def examples():
    names = ("rgb_classifier", "rgb_classifier_strided")
    reports = [read(EXAMPLES / f"{name}.py").derive() for name in names]
    return (*reports, compare(*reports, names))


def test_the_crossover_of_the_examples_equals_brute_force(examples):
    first, second, compared = examples
    along = compared.crossings[0]
    assert (along.symbol, dict(along.at)) == ("H", {"W": 256, "num_class": 9})
    totals = [report.bind(W=256, C=3, num_class=9).params for report in (first, second)]
    runs = []
    for h in range(1, 3000):
        legal = all(report.domain.contains(H=h) for report in (first, second))
        a, b = (evaluate(total, {"H": h}) for total in totals)
        assert (h in along.first_larger, h in along.equal, h in along.second_larger) == (
            legal and a > b,
            legal and a == b,
            legal and a < b,
        ), h
        if legal:
            who = "first" if a > b else "second" if a < b else "equal"
            if not runs or runs[-1][0] != who:
                runs.append([who, h, h])
            runs[-1][2] = h
    runs[-1][2] = None
    assert [[run.who, run.first, run.last] for run in along.runs] == runs
    assert (runs[0], runs[-1]) == (["second", 32, 427], ["first", 1748, None])


def test_a_larger_one_that_changes_for_ever_has_no_runs():
    head = [layers.Flatten(), layers.Dense(2, use_bias=False)]
    pooled = Sequential([layers.MaxPooling1D(2), layers.Dense(2, use_bias=False), *head], input=(H, 1)).derive()
    (along,) = compare(pooled, Sequential([*head], input=(H, 1)).derive()).crossings  # 4⌊H/2⌋ + 2 and 2·H
    assert along.runs is None
    assert along.first_larger.text("H") == "H divisible by 2"
    assert along.equal.text("H") == "H ≥ 3 and H − 1 divisible by 2"
    small = compare(pooled, Sequential([layers.Dense(2, use_bias=False), *head], input=(H, 1)).derive()).crossings[0]
    assert [(run.who, run.first, run.last) for run in small.runs] == [("second", 2, None)]


@pytest.mark.parametrize("form", ["text", "latex", "markdown", "html", "json", "csv"])
def test_every_format_has_both_models_and_the_difference(examples, form):
    printed = plugins.printed(form, "comparison", examples[2], {})
    assert "max_pooling2d_2" in printed or r"max\_pooling2d\_2" in printed
    if form not in ("csv", "html"):
        assert "17120" in printed or "17{,}120" in printed


def test_text_is_80_columns_wide(examples):
    printed = plugins.printed("text", "comparison", examples[2], {})
    assert max(map(len, printed.splitlines())) <= 80
    assert "rgb_classifier_strided is larger for H in\n  32…427; rgb_classifier is larger for H ≥ 1748" in printed


def test_json_holds_the_exact_sets(examples):
    found = json.loads(plugins.printed("json", "comparison", examples[2], {}))
    assert found["models"] == {"first": "rgb_classifier", "second": "rgb_classifier_strided"}
    assert found["equal"]["answer"] == "no"
    assert found["totals"]["first"]["params_value"] == 6029097
    assert found["crossings"][0]["runs"][-1] == {"larger": "first", "first": 1748, "last": None}


def test_a_format_without_comparisons_says_so(examples):
    with pytest.raises(SymparamError, match="there is no comparison in latex-table"):
        plugins.printed("latex-table", "comparison", examples[2], {})


def test_a_constant_difference_is_said_once():
    printed = plugins.printed("text", "comparison", compare(PLAIN, PLAIN), {})
    assert "The totals are equal for all sizes." in printed
    other = network(
        layers.Conv2D(8, 3), layers.MaxPooling2D(2), layers.Conv2D(8, 3, use_bias=False), layers.MaxPooling2D(2)
    )
    assert "first is larger by 8 for all sizes." in plugins.printed("text", "comparison", compare(PLAIN, other), {})


def test_on_the_command_line_models_without_a_name_are_called_by_their_files():
    files = [str(EXAMPLES / f"rgb_classifier{which}.py") for which in ("", "_strided")]
    result = CliRunner().invoke(commands, ["compare", *files, "num_class=5", "W=H"])
    assert result.exit_code == 0
    assert result.output.startswith("rgb_classifier and rgb_classifier_strided")
    said = " ".join(result.output.split())
    assert "along H at num_class=5: rgb_classifier_strided is larger for H in 32…139; rgb_classifier is larger" in said


@pytest.mark.parametrize("what", ["macs", "activations"])
def test_other_costs_are_compared_too(what):
    compared = compare(PLAIN, WIDER, what=what)
    along = next(c for c in compared.crossings if c.symbol == "H")
    for h in range(10, 300, 7):
        x, y = PLAIN.at(H=h).cost(what), WIDER.at(H=h).cost(what)
        assert (h in along.first_larger, h in along.equal, h in along.second_larger) == (x > y, x == y, x < y), h


def test_the_rows_have_the_cost_that_is_compared():
    compared = compare(PLAIN, WIDER, what="macs")
    for (a, b), (x, y) in zip(compared.rows, compared.values, strict=True):
        assert x == (a and a.macs)
        assert y == (b and b.macs)


def test_both_totals_are_drawn(tmp_path):
    framework("matplotlib", "plot")
    from symparam.explore.plot import plot_together
    from symparam.explore.sweep import sweep

    target = tmp_path / "both.svg"
    plot_together(
        {name: sweep(report, {"H": "16:96:16"}, ("params",)) for name, report in (("plain", PLAIN), ("wider", WIDER))},
        target,
    )
    assert "<svg" in target.read_text()
