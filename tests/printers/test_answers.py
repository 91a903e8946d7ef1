"""What is found about sizes and numbers is one document for every format, and one value for JSON."""

from __future__ import annotations

import json

import pytest

from symparam import Facts, Sequential, layers, plugins, sizes

MODEL = Sequential([layers.Conv1D(8, 3), layers.Flatten(), layers.Dense(10)], input=sizes("T C"), facts=Facts({"T": 9}))
ANSWERS = {
    "solution": (lambda report: report.solve("params <= 10K", "T", C=1), "all such sizes: T in 3"),
    "audit": (lambda report: report.audit("params = 584", C=1), "584 is without biases"),
    "check": (lambda report: report.check(T=2, C=1), "kernel 3 does not fit"),
    "sweep": (lambda report: report.sweep("params", T="1:4", C=1), "kernel 3 does not fit"),
    "growth": (lambda report: report.growth("params", C=1), "largest share: "),
}


@pytest.mark.parametrize("form", ["text", "latex", "markdown", "html"])
@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_every_format_says_the_same(kind, form):
    ask, says = ANSWERS[kind]
    found = ask(MODEL.derive())
    assert says in found.to(form)
    assert found.to("text") == str(found)
    assert found.kind == kind


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_json_is_written_for_each(kind):
    found = ANSWERS[kind][0](MODEL.derive())
    assert json.loads(found.to("json"))["schema"]
    assert plugins.DOCUMENTS[kind]
