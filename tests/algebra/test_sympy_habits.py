"""What users of SymPy expect: symbols to hold, formulas that are read back, and printers for all that is public."""

from __future__ import annotations

import copy
import pickle
import warnings

import pytest
from sympy import Symbol, diff, latex, pretty

import symparam
from symparam.algebra import names_in
from symparam.errors import SizeError

from ..printers.models import MODELS, SCRIPT

EXAMPLES = sorted(p for p in SCRIPT.parent.iterdir() if p.suffix in (".py", ".json"))


@pytest.fixture(
    params=[*EXAMPLES, "u_net", "resnet50", "deep", "without_defaults"],
    ids=lambda p: getattr(p, "stem", p),
    scope="module",
)
def report(request):
    return MODELS[request.param]() if isinstance(request.param, str) else symparam.read(request.param).derive()


def formulas(report):
    yield from (report.cost(name) for name in ("params", "trainable", "macs", "activations", "peak"))
    for row in report.rows:
        yield row.params
        yield row.macs
        yield from (n for x in row.outputs for n in x)


def test_every_formula_is_read_back_as_it_is(report):
    for formula in dict.fromkeys(formulas(report)):
        assert symparam.parse(str(formula)) == formula


def test_everything_public_is_printed_by_sympy(report):
    for thing in (report, report.rows[-1], report.outputs[0], *report.rows[-1].weights):
        assert r"\text" not in latex(thing)
        assert "object at" not in latex(thing) + pretty(thing)
    assert latex(report) == latex(report.params)


def test_symbols_are_those_of_the_formulas():
    report = MODELS["reference"]()
    symbols = report.symbols
    assert dict(symbols) == {"H": 256, "W": 256, "C": 3, "num_class": 9}
    assert symbols.C in report.params.free_symbols
    assert diff(report.params, symbols.num_class) == 129
    assert symbols("C H") == (symbols.C, symbols.H)
    assert {s.name for s in symbols()} == names_in(report.params)
    assert "num_class" in dir(symbols)
    with pytest.raises(AttributeError, match="there is no symbol h; the symbols are H, W, C, num_class"):
        symbols.h  # noqa: B018
    with pytest.raises(SizeError, match="there is no symbol h"):
        symbols("h")
    for copied in (pickle.loads(pickle.dumps(symbols)), copy.deepcopy(symbols), copy.copy(symbols)):
        assert copied == symbols
        assert copied.H == symbols.H


@pytest.mark.parametrize(("name", "value"), [("H", 32), (Symbol("H"), 33), (Symbol("H", positive=True), 34)])
def test_a_symbol_that_is_another_one_is_warned_of(name, value):
    report = MODELS["reference"]()
    with pytest.warns(UserWarning, match=r"H is not the model's symbol; hold that one, report\.symbols\.H"):
        assert report.params.subs(name, value) == report.params  # SymPy remembers what it has replaced, and warns once


def test_the_models_own_symbol_is_replaced_in_silence():
    report = MODELS["reference"]()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        at = report.params.subs({report.symbols.H: 256, report.symbols.W: 256, "x": 3})
        assert at.free_symbols == {report.symbols.C, report.symbols.num_class}
        assert at.subs({report.symbols.C: 3, report.symbols.num_class: 9}) == report.value()
