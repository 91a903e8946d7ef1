"""What people expect of objects in Python: indices, iteration, data frames, pickles, and what a notebook shows."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

import symparam
from symparam import Sequential, layers, repeat, sizes

from .frameworks import framework
from .printers.models import MODELS, SCRIPT

EXAMPLES = sorted(p for p in SCRIPT.parent.iterdir() if p.suffix in (".py", ".json"))


@pytest.fixture(scope="module")
def report():
    return MODELS["reference"]()


def test_rows_are_found_by_name_and_place(report):
    assert report["dense"].params == report.rows[[row.name for row in report].index("dense")].params
    assert (report[0], report[-1], report[1:3]) == (report.rows[0], report.rows[-1], report.rows[1:3])
    assert len(report) == len(report.rows) == len(list(report))
    assert "dense" in report
    assert "dens" not in report
    assert bool(report)
    with pytest.raises(KeyError) as error:
        report["dens"]
    assert str(error.value) == "sequential has no row 'dens'; did you mean dense?"


def test_a_report_is_a_data_frame(report):
    frame = report.with_costs("macs").to_pandas()
    assert list(frame.columns) == ["type", "output", "params", "trainable", "non_trainable", "macs"]
    assert frame.params.sum() == report.value()
    assert frame.macs.sum() == report.value("macs")
    assert frame.loc["conv2d_1", "output"] == (254, 254, 32)
    free = MODELS["without_defaults"]()
    assert free.to_pandas().params.iloc[-1] == free[-1].params


@pytest.mark.parametrize("source", [*EXAMPLES, *MODELS], ids=lambda s: getattr(s, "stem", s))
def test_a_report_is_pickled_and_copied(source):
    report = MODELS[source]() if isinstance(source, str) else symparam.read(source).derive()
    for made in (pickle.loads(pickle.dumps(report)), copy.deepcopy(report)):
        assert made.to("text") == report.to("text")
        assert made.derivation() == report.derivation()
        assert made.macs == report.macs
        assert made.defaults == report.defaults


def test_a_deep_report_is_pickled_too():
    report = Sequential([layers.Dense(10) for _ in range(1500)], input=sizes("d")).derive()
    assert pickle.loads(pickle.dumps(report)).params == copy.deepcopy(report).params == report.params


def _macs(report):
    return report.value("macs")


def test_a_report_goes_to_another_process(report):
    block = Sequential([repeat([layers.Dense(10)], sizes("L")[0])], input=(10,)).derive().bind(L=3)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(_macs, [report, block])) == [report.value("macs"), 300]


def test_answers_show_themselves_in_a_notebook(report):
    framework("matplotlib", "plot")
    swept = report.sweep("params", H=range(32, 64, 8), W="H")
    assert len(swept) == len(list(swept)) == 4
    html = swept._repr_html_()
    assert "<svg" in html
    assert "<table" in html
    assert "<math" in report.growth()._repr_html_() + report.growth()[0]._repr_html_()
    assert "H = 319" in report.solve("params <= 10M", "H", W="H")._repr_html_()
    assert "confirmed: params = 6,029,097" in report.audit("params = 6029097")._repr_html_()
    compared = report.compare(MODELS["u_net"]())
    assert "<table" in compared._repr_html_()
