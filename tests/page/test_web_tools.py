"""What others say of our pages and charts: axe-core finds no barrier, Mermaid draws every chart.

Both are installed by ``npm ci`` in tests/printers/node, and always in CI.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import symparam
from symparam import Input, Model, layers

from ..frameworks import framework, missing

framework("playwright.sync_api", "browser")

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "tests" / "printers" / "node" / "node_modules"
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
DRAW = """async (chart) => {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
  const { svg } = await mermaid.render("drawn", chart);
  document.body.innerHTML = svg;
  return document.querySelectorAll("g.node").length;
}"""
BARRIERS = "async () => (await axe.run()).violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].html}`)"


def source(path: str) -> str:
    file = MODULES / path
    if not file.exists():
        missing(f"{path} is not installed; npm ci --prefix {MODULES.parent.relative_to(ROOT)}")
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_a_page_has_no_barrier(opened, path, scheme):
    page = opened(symparam.read(path).derive().page(), color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(content=source("axe-core/axe.min.js"))
    assert page.evaluate(BARRIERS) == []


def test_a_page_with_a_table_and_an_illegal_size_has_no_barrier(opened):
    html = symparam.read(ROOT / "examples" / "rgb_classifier.py").derive().page()
    page = opened(html, address="#H=20&W=H", bypass_csp=True)
    page.click("text=Table")
    page.click("text=Worksheet")
    page.click("text=hide values")
    page.add_script_tag(content=source("axe-core/axe.min.js"))
    assert page.evaluate(BARRIERS) == []


def charts():
    yield from (symparam.read(path).derive() for path in EXAMPLES)
    image = x = Input((8, 8, 3), name="a<b>&c")
    for name in ('"]; click s0 "x"', "end", "%% note", "x --> y", "`code`"):
        x = layers.Conv2D(4, 3, padding="same", strides=2, name=name)(x)
    yield Model(image, x).derive()


def test_mermaid_draws_every_chart(opened):
    page = opened("<!DOCTYPE html><title>charts</title><body></body>")
    page.add_script_tag(content=source("mermaid/dist/mermaid.min.js"))
    for report in charts():
        assert page.evaluate(DRAW, report.to("mermaid")) == len(report.stages()) + 1  # and one about the whole
