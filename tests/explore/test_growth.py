"""Growth against brute force: degrees and leading terms far out, shares and crossings size by size."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction

import pytest

from symparam import Facts, Sequential, SymparamError, layers, plugins, sizes
from symparam.algebra import evaluate, names_in
from symparam.algebra.anchor import residue
from symparam.explore.asymptotic import joint, leading
from symparam.explore.growth import growth
from symparam.explore.growth_plot import growth_sweeps

from .models import MODELS

FAR = 10**18


def fraction(n):
    return Fraction(n) if isinstance(n, int) else Fraction(int(n.p), int(n.q))


@pytest.mark.parametrize("what", ["params", "macs", "activations", "peak"])
@pytest.mark.parametrize("name", [m for m in MODELS if m != "grouped"])
def test_leading_terms_are_what_is_left_far_out(name, what):
    report = MODELS[name]().derive()
    value = residue(report.cost(what))
    for symbol in names_in(value):
        found = leading(value, symbol)
        others = {n: d for n, d in report.defaults.items() if n != symbol}
        reached = evaluate(value, {**others, symbol: FAR})
        coefficient = fraction(evaluate(found.coefficient, others))
        assert abs(Fraction(reached) / FAR**found.degree - coefficient) <= abs(coefficient) / 10**6
    together = joint(value)
    ratio = Fraction(evaluate(value, dict.fromkeys(names_in(value), FAR))) / fraction(
        evaluate(together, dict.fromkeys(names_in(value), FAR))
    )
    assert abs(ratio - 1) < Fraction(1, 10**6)


@pytest.mark.parametrize("what", ["params", "macs"])
@pytest.mark.parametrize("name", [m for m in MODELS if m != "grouped"])
def test_the_owner_of_every_size_has_the_largest_share(name, what):
    report, grown = MODELS[name]().derive(), set()
    for g in growth(report, what):
        for along in g.along:
            rows = [residue(v) for v in report.column(what)]
            others = {n: d for n, d in report.defaults.items() if n != along.name}
            grown.add(along.name)
            legal = [s for s in range(1, 2001) if report.domain.contains({**others, along.name: s})]
            covered = []
            for owner in along.owners:
                for s in (s for s in legal if owner.first <= s and (owner.last is None or s <= owner.last)):
                    at = {**others, along.name: s}
                    values = {row.name: evaluate(v, at) for row, v in zip(report.rows, rows, strict=True)}
                    assert values[owner.layer] == max(values.values())
                    covered.append(s)
            assert legal
            assert covered == legal or len(along.owners) == 12
    assert grown == names_in(residue(report.cost(what))) & report.defaults.keys()


def test_shares_add_up_and_doubling_is_exact():
    report = MODELS["reference"]().derive()
    (g,) = growth(report, "params", {"W": "H"})
    along = g.along[0]
    assert sum(s.here for s in along.shares) == 1 == sum(s.far for s in along.shares)
    assert along.doubling == Fraction(report.at(H=512, W=512).params, report.at().params)
    assert along.leading.degree == 2
    assert along.leading.coefficient == Fraction(1024, 9)


def test_a_crossing_is_found_to_the_size():
    (d,) = sizes("d")
    report = Sequential([layers.Dense(10), layers.Dense(300)], input=(d,)).derive()
    owners = growth(report)[0].along[0].owners
    assert [(o.layer, o.first, o.last) for o in owners] == [("dense_1", 1, 329), ("dense", 330, None)]


def test_faster_than_any_power():
    from symparam import repeat

    d, L = sizes("d L")
    report = Sequential([layers.Dense(2 * d), layers.Dense(d)], input=(d,)).derive()
    assert leading(2**L * d, "L").degree is None
    assert report.params is not None
    assert repeat is not None


def test_text_names_what_a_reader_looks_for():
    text = growth(MODELS["reference"]().derive(), "params", {"W": "H"})[0].to_text()
    assert "params ∼ 113.8·H²" in text
    assert "H=256 → 512: times 4.587, in the limit 4" in text
    assert "largest share: dense_1 for H in 32…43; dense for H ≥ 44" in text


# --- formats and plots ----------------------------------------------------------------------------------------------


def small():
    x = sizes("H W C")
    return Sequential(
        [layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(10)], input=x, facts=Facts({"H": 12, "W": 12, "C": 3})
    ).derive()


def printed(form, **options):
    return plugins.printed(form, "growth", growth(small(), "params,macs", {"W": "H"}), options)


def test_json_holds_the_exact_shares_of_the_values_of_the_rows():
    told = json.loads(printed("json"))
    report = small()
    for total in told["totals"]:
        for along in total["along"]:
            at = {"H": 12, "C": 3}
            values = report.at(**at, W=12).column(total["name"])
            whole = report.at(**at, W=12).cost(total["name"])
            for share in along["shares"]:
                i = [row.name for row in report.rows].index(share["layer"])
                assert Fraction(share["share"]) == Fraction(int(values[i]), int(whole))
            far = {**at, along["symbol"]: 10**7}
            far["W"] = far["H"]
            values, whole = report.at(**far).column(total["name"]), report.at(**far).cost(total["name"])
            for share in along["shares"]:
                i = [row.name for row in report.rows].index(share["layer"])
                assert abs(Fraction(share["limit"]) - Fraction(int(values[i]), int(whole))) < Fraction(1, 10**3)
            twice = {**at, along["symbol"]: 2 * at[along["symbol"]]}
            twice["W"] = twice["H"]
            now = report.at(**at, W=12).cost(total["name"])
            assert Fraction(along["doubling"]) == Fraction(int(report.at(**twice).cost(total["name"])), int(now))


def test_csv_has_a_line_for_each_share_and_all_shares_make_one():
    lines = list(csv.DictReader(io.StringIO(printed("csv"))))
    assert {(line["total"], line["symbol"]) for line in lines} == {
        ("params", "H"),
        ("params", "C"),
        ("macs", "H"),
        ("macs", "C"),
    }
    for column in ("share", "limit"):
        shares: dict[tuple[str, str], Fraction] = {}
        for line in lines:
            key = line["total"], line["symbol"]
            shares[key] = shares.get(key, Fraction(0)) + Fraction(line[column])
        assert all(abs(share - 1) < Fraction(1, 10**6) for share in shares.values())


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("text", "H: degree 2"),
        ("latex", r"\subsubsection*{$H$: degree 2, $\sim$ $80\,H^2$"),
        ("markdown", "### $`H`$: degree 2, ∼ $`80\\,H^2`$"),
        ("html", "<table"),
    ],
)
def test_every_format_tells_the_growth(form, says):
    told = printed(form)
    assert says in told
    assert told.count("dense") >= 4


def test_text_in_ascii():
    assert printed("text", ascii=True).isascii()


def test_a_plot_has_the_total_and_its_leading_term():
    swept = growth_sweeps(small(), "params", {"H": "100:1000:100"}, {"W": "H"})
    total, leading = swept.values()
    assert [p.sizes for p in total.points] == [p.sizes for p in leading.points]
    for point, lead in zip(total.points, leading.points, strict=True):
        n = point.sizes[0]
        assert lead.values == (80 * n**2,)  # Dense: 10 units for each of 8·(H − 2)² features
        assert point.values == (small().at(H=n, W=n, C=3).params,)


def test_a_plot_is_over_one_size():
    with pytest.raises(SymparamError, match="over one size, not over H and C"):
        growth_sweeps(small(), "params", {"H": "10:20", "C": "1:3"}, {"W": "H"})


def test_an_illegal_size_has_no_growth():
    with pytest.raises(SymparamError, match="kernel 3 does not fit"):
        growth(small(), "params", {"W": "H", "H": 2})
