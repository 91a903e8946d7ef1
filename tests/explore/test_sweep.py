"""Sweeps: every point is what the report says there; gaps say who refuses; frames are exact."""

from __future__ import annotations

import csv
import io
import json

import pytest

from symparam import Sequential, SymparamError, layers, plugins, sizes
from symparam.errors import RequestError, SizeError
from symparam.explore.legal import Legal
from symparam.explore.ranges import points
from symparam.explore.solve import solve
from symparam.explore.sweep import sweep
from tests.steps import steps

from ..frameworks import framework
from .models import MODELS, reference


@pytest.mark.parametrize("name", list(MODELS))
def test_every_point_is_what_the_report_says_there(name):
    report = MODELS[name]().derive()
    symbols = list(report.symbols)[:2]
    swept = sweep(report, dict.fromkeys(symbols, "1:60:7"), "params,macs,activations")
    assert len(swept.points) == 9 ** len(symbols)
    for p in swept.points:
        at = dict(zip(symbols, p.sizes, strict=True))
        if p.values is None:
            with pytest.raises(SymparamError) as refusal:
                report.at(**at)
            assert p.reason in str(refusal.value)
        else:
            bound = report.at(**at)
            assert p.values == (bound.params, bound.macs, bound.cost("activations"))


def test_ties_lists_and_the_batch():
    report = reference().derive()
    swept = sweep(report, {"H": [224, 256], "W": "H", "n": "2,10", "N": range(1, 3)}, ["activations"], batch="N")
    assert swept.names == ("H", "n", "N")
    assert [p.sizes for p in swept.points][:3] == [(224, 2, 1), (224, 2, 2), (224, 10, 1)]
    for p in swept.points:
        h, n, batch = p.sizes
        assert p.values == (report.at(H=h, W=h, n=n).cost("activations", batch=batch),)
    doubled = sweep(report, {"H": "32:64:8", "W": "2*H"})
    assert [p.values[0] for p in doubled.points] == [report.at(H=h, W=2 * h).params for h in range(32, 65, 8)]


def test_frames_are_exact_also_where_64_bits_do_not_suffice():
    np, pd = framework("numpy"), framework("pandas", "pandas")
    report = reference().derive()
    small = sweep(report, {"H": "30:36:2", "W": "H"}, "params")
    record, frame = small.to_numpy(), small.to_pandas()
    assert record.dtype.names == ("H", "params")
    assert record["params"].dtype == np.int64
    assert record["params"].tolist() == [None, 130857, 130857, 130857]
    assert str(frame.dtypes["params"]) == "Int64"
    assert frame["params"].isna().tolist() == [True, False, False, False]
    large = sweep(report, {"H": [10**9, 10**10], "W": "H"}, "macs")
    values = [p.values[0] for p in large.points]
    assert min(values) > 2**63
    assert large.to_numpy()["macs"].tolist() == values
    assert list(large.to_pandas()["macs"]) == values
    assert pd is not None


def test_csv_and_json_are_read_back():
    swept = sweep(reference().derive(), {"H": "28:36:4", "W": "H"}, "params,macs")
    rows = list(csv.DictReader(io.StringIO(swept.to_csv())))
    assert [row["params"] for row in rows] == ["", "130857", "130857"]
    assert "does not fit" in rows[0]["reason"]
    read = json.loads(swept.to_json())
    assert [p["macs"] for p in read["points"]] == [None, *(p.values[1] for p in swept.points[1:])]
    assert read["fixed"] == {"W": "H", "C": 3, "n": 9}


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_plot_is_written(tmp_path, suffix):
    framework("matplotlib", "plot")
    swept = sweep(reference().derive(), {"H": "16:128:16", "W": "64,128"}, "params,macs")
    swept.plot(tmp_path / f"plot{suffix}")
    start = {".svg": b"<?xml", ".png": b"\x89PNG", ".pdf": b"%PDF"}[suffix]
    assert (tmp_path / f"plot{suffix}").read_bytes().startswith(start)
    if suffix == ".svg":
        swept.plot(tmp_path / "again.svg")
        assert (tmp_path / "again.svg").read_bytes() == (tmp_path / "plot.svg").read_bytes()


def test_a_chart_of_characters_has_the_height_and_marks_the_gaps():
    swept = sweep(reference().derive(), {"H": "16:128:16", "W": "H"}, "params")
    lines = swept.chart(60, 6).splitlines()
    assert len(lines) == 1 + 6 + 2
    assert "×" in lines[6]
    assert lines[1].startswith("1.44 M┤")
    assert max(map(len, lines)) <= 60


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7", (7,)),
        ("1:3", (1, 2, 3)),
        ("32:512:240", (32, 272, 512)),
        ("2,10,100", (2, 10, 100)),
        ("1:2,2:3", (1, 2, 3)),
    ],
)
def test_ranges_as_people_write_them(text, found):
    assert points("H", text) == found


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({"H": "5:1"}, "a range goes upwards"),
        ({"H": "1:9:0"}, "at least 1"),
        ({"H": "1:2:3:4"}, "is no range"),
        ({"H": "a:b"}, "is no range"),
        ({"H": []}, "there is no size in it"),
        ({"H": "1:99999999"}, "more than 100,000"),
        ({"H": "1:2000", "W": "1:2000"}, "the grid has more than"),
        ({"Q": "1:2"}, "has no symbol Q"),
        ({"H": "1:3", "W": "Q"}, "Q is neither a number nor a symbol"),
        ({"H": [1.5]}, "is no whole number"),
    ],
)
def test_what_is_no_range_is_refused(sizes, said):
    with pytest.raises(SymparamError, match=said):
        sweep(reference().derive(), sizes)


@pytest.mark.parametrize("form", ["latex", "markdown", "html"])
def test_a_document_has_every_point_and_every_reason(form):
    report = Sequential([layers.Conv1D(8, 3)], input=sizes("T C")).derive()
    told = plugins.printed(form, "sweep", report.sweep("params,macs", T="2:4", C=100), {})
    assert "kernel 3 does not fit into the length" in told
    assert told.count("2,408") == 2  # 3·100·8 + 8, for T = 3 and T = 4
    assert "4,800" in told  # 2 positions of 3·100·8


def test_the_stages_of_a_stacked_plot_add_up_to_the_total():
    framework("matplotlib", "plot")
    from symparam.explore.layered import layered
    from symparam.explore.plot import Style, draw, lines_of

    report = reference().derive()
    swept = sweep(report, {"H": "24:80:8", "W": "H"}, "params,macs")
    stack = layered(report, swept)
    for i in range(2):
        sums = [None if None in parts else sum(parts) for parts in zip(*(s.values[i] for s in stack), strict=True)]
        assert sums == [p.values and p.values[i] for p in swept.points]
        assert None in sums, "24 is illegal"
    axes = draw(swept, lines_of(swept), Style(stack=stack)).axes
    assert [len(ax.collections) for ax in axes] == [len(stack)] * 2
    with pytest.raises(RequestError, match="peak is no sum over the layers"):
        layered(report, sweep(report, {"H": "40:80:8", "W": "H"}, "peak"))
    with pytest.raises(RequestError, match="over one size, not over H and W"):
        layered(report, sweep(report, {"H": "40:80:8", "W": "40:80:8"}))
    with pytest.raises(RequestError, match="logarithmic axes"):
        draw(swept, lines_of(swept), Style(log=True, stack=stack))


def test_a_plot_is_a_staircase_with_budgets_and_logarithmic_axes():
    framework("matplotlib", "plot")
    from symparam.explore.plot import Style, draw, lines_of, staircase

    swept = sweep(reference().derive(), {"H": "32:80:1", "W": "H"})
    axes = draw(swept, lines_of(swept), Style(log=True, budgets={"params": 10**6})).axes[0]
    line, budget = axes.get_lines()[0], axes.get_lines()[-1]
    assert line.get_drawstyle() == "steps-post"
    assert list(line.get_ydata())[:49] == [p.values[0] for p in swept.points]
    assert set(budget.get_ydata()) == {10**6}
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert staircase([1, 3], [5, 9]) == ([1.0, 3.0, 5.0], [5.0, 9.0, 9.0])


def test_sizes_that_a_total_does_not_depend_on_are_not_asked_for() -> None:
    H, W, C = sizes("H W C")
    report = Sequential(
        [layers.Conv2D(8, 3), layers.GlobalAveragePooling2D(), layers.Dense(4)], input=(H, W, C)
    ).derive()
    assert [point.values for point in sweep(report, {"C": "1:3"})] == [(72 * c + 8 + 36,) for c in (1, 2, 3)]
    assert solve(report, "params <= 260", "C").best == 3
    for asked in (lambda: sweep(report, {"C": "1:3"}, "macs"), lambda: solve(report, "macs <= 1M", "C")):
        with pytest.raises(SizeError, match="H has no default; give H=… W=…"):
            asked()


def test_a_size_that_a_condition_joins_to_the_one_asked_is_asked_for() -> None:
    T, d = sizes("T d")
    report = Sequential([layers.Reshape((d, -1)), layers.Flatten()], input=(T, 6)).derive()
    assert {*report.symbols} == {"T", "d"}
    with pytest.raises(SizeError, match="T has no default"):
        sweep(report, {"d": "1:3"})


def test_sizes_that_are_seen_to_be_legal_are_those_of_the_domain() -> None:
    chain = [layers.Reshape((4, -1)), layers.Conv1D(8, 3, groups=2)]  # T divisible by 8
    legal = Legal(Sequential(chain, input=sizes("T")).derive(), {})
    accepts = legal.accepts({"T": range(1, 100)})
    assert [n for n in range(1, 100) if accepts((n,))] == [n for n in range(1, 100) if not legal.refusal({"T": n})]
    assert accepts((8,))
    joined = Legal(Sequential([layers.Reshape((-1, 8))], input=sizes("T C")).derive(), {})
    assert not joined.accepts({"T": (8,), "C": (1,)})((8, 1))  # a condition joins them, so each place is looked at


def test_one_more_point_is_few_steps() -> None:
    report = reference().derive()

    def taken(n: int) -> int:
        return steps(lambda: sweep(report, {"H": range(64, 64 + n), "W": "H", "C": 3, "n": 9}))

    taken(9)  # what is found once is kept
    assert taken(509) - taken(9) < 500 * 20
