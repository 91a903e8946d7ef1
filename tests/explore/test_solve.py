"""Budgets against brute force over all sizes 1..2000, on models and constraints drawn at random."""

from __future__ import annotations

import random

import pytest

from symparam import Facts, Sequential, SymparamError, layers, sizes
from symparam.algebra import evaluate, names_in
from symparam.algebra.anchor import residue
from symparam.algebra.domain import Progressions
from symparam.explore.legal import Legal
from symparam.explore.monotone import at_most, rises
from symparam.explore.solve import solve

from .models import MODELS, reference

LAST = 2000
H, W, C, n = sizes("H W C n")
TOTALS = ("params", "trainable", "macs", "flops", "weights", "activations", "peak", "training")
HOLDS = {"<=": int.__le__, "<": int.__lt__, ">=": int.__ge__, ">": int.__gt__, "==": int.__eq__}


def drawn(rng):
    """A small network of random windows."""
    made = []
    for _ in range(rng.randint(1, 4)):
        kind = rng.choice(["conv", "conv", "pool", "same", "up"])
        if kind == "conv":
            made.append(layers.Conv2D(rng.randint(1, 9), rng.randint(1, 5), strides=rng.randint(1, 3)))
        elif kind == "same":
            made.append(layers.Conv2D(rng.randint(1, 9), 3, strides=rng.randint(1, 2), padding="same"))
        elif kind == "pool":
            made.append(layers.MaxPooling2D(rng.randint(2, 3)))
        elif len(made) > 1:
            made.append(layers.UpSampling2D(2))
    head = rng.choice([[layers.Flatten(), layers.Dense(n)], [layers.GlobalAveragePooling2D(), layers.Dense(n)]])
    return Sequential([*made, *head], input=(H, W, C), facts=Facts(defaults={"H": 64, "W": 48, "C": 3, "n": 10}))


def brute(report, names, constraints, name, ties):
    """The legal sizes 1..2000 that keep the constraints, each tried by itself."""
    fixed = {k: v for k, v in report.defaults.items() if k != name and k not in ties}
    formulas = [(residue(report.cost(what)), op, bound) for what, op, bound in constraints]
    found = []
    for size in range(1, LAST + 1):
        at = {**fixed, name: size, **dict.fromkeys(ties, size)}
        if report.domain.contains(at) and all(HOLDS[op](evaluate(f, at), bound) for f, op, bound in formulas):
            found.append(size)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_solve_equals_brute_force(seed):
    rng = random.Random(seed)
    for _ in range(20):
        try:
            report = drawn(rng).derive()
            break
        except SymparamError:
            continue
    name = rng.choice(["H", "H", "W", "C", "n"])
    ties = ["W"] if name == "H" and rng.random() < 0.6 else []
    constraints = []
    for _ in range(rng.randint(1, 2)):
        what, op = rng.choice(TOTALS), rng.choice(["<=", "<=", "<", ">=", ">", "=="])
        at = {**report.defaults, name: rng.randint(1, LAST), **({"W": 77} if ties else {})}
        bound = max(int(evaluate(residue(report.cost(what)), at)), 1)
        constraints.append((what, op, bound))
    expected = brute(report, report.symbols, constraints, name, ties)
    texts = [f"{what} {op} {bound}" for what, op, bound in constraints]
    solution = solve(report, texts, name, dict.fromkeys(ties, name))
    assert [s for s in range(1, LAST + 1) if s in solution.sizes] == expected
    if solution.impossible:
        assert not expected
    elif solution.wanted == "largest" and solution.best is not None and solution.best <= LAST:
        assert solution.best == expected[-1]
        values = solution.values(solution.best)
        assert all(HOLDS[op](values[what], bound) for what, op, bound in constraints)
    elif solution.wanted == "smallest" and expected:
        assert solution.best == expected[0]


@pytest.mark.parametrize("name", [m for m in MODELS if m != "grouped"])
def test_budgets_of_every_kind_of_model(name):
    report = MODELS[name]().derive()
    symbol = next(iter(report.symbols))
    for what in ("params", "macs", "peak", "activations"):
        value = residue(report.cost(what))
        if symbol not in names_in(value):
            continue
        at = report.at(**{symbol: report.domain[symbol].below(500)})
        bound = int(at.cost(what))
        expected = brute(report, report.symbols, [(what, "<=", bound)], symbol, [])
        solution = solve(report, f"{what} <= {bound}", symbol)
        assert [s for s in range(1, LAST + 1) if s in solution.sizes] == expected
        assert solution.best == expected[-1]


def test_the_reference_model_as_the_readme_tells():
    report = reference().derive()
    assert solve(report, "params == 6029097", "H").sizes == Progressions.between(248, 259)
    assert solve(report, ["params <= 10M", "macs <= 2G"], "H", {"W": "H"}).best == 319


def test_a_hyper_parameter_and_the_batch():
    report = reference().derive()
    assert solve(report, "params <= 7M", "n").best == 7535
    solution = solve(report, "training <= 16GiB", "N", batch="N")
    assert (
        report.at().cost("training", batch=solution.best)
        <= 16 * 2**30
        < report.at().cost("training", batch=solution.best + 1)
    )


def test_what_is_impossible_says_why_and_what_is_nearest():
    report = reference().derive()
    assert solve(report, "params <= 100", "H").impossible == ("no legal H has params <= 100; nearest: 425,769 at H=32")
    both = solve(report, ["params <= 1M", "params >= 2M"], "H").impossible
    assert both == ("no legal H keeps all constraints: params <= 1M for H in 32…55 and params >= 2M for H ≥ 104")
    near = solve(report, "params == 6029098", "H").impossible
    assert near == "no legal H has params == 6029098; nearest: 6,029,097 at H=259 and 6,340,393 at H=260"
    assert "kernel 3 does not fit" in solve(report, "params <= 1M", "H", {"W": 7}).impossible


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("params", "H", "is no constraint"),
        ("params <= ten", "H", "is no amount"),
        ("width <= 3", "H", "is neither a cost"),
        ("params <= 1", "Q", "has no symbol Q"),
        ("params <= 1MB", "H", "does not count parameters"),
        ("params == 1.5", "H", "is not whole"),
        ("receptive_field <= 5", "H", "has no total"),
    ],
)
def test_what_cannot_be_asked_is_refused(text, name, said):
    with pytest.raises(SymparamError, match=said):
        solve(reference().derive(), text, name)


def test_bisection_where_periods_are_astronomic():
    value = H * ((H + 1) * 3)
    from symparam.algebra import FloorDiv

    deep = value + FloorDiv(H, 1_000_003) * FloorDiv(H, 999_983)
    assert rises(deep, "H", 1)
    found = at_most(deep, 10**20, "H", 1).largest
    assert evaluate(deep, {"H": found}) <= 10**20 < evaluate(deep, {"H": found + 1})
    assert not rises(-H, "H", 1)


def test_legal_says_no_for_the_sizes_that_a_report_refuses():
    report = reference().derive()
    assert Legal(report, {"W": H}).refusal({"H": 31, "C": 3, "n": 9}).startswith("max_pooling2d_2: pool 2 does not fit")
    assert Legal(report, {"W": H}).refusal({"H": 32, "C": 3, "n": 9}) == ""
