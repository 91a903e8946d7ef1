"""Markdown, HTML, JSON and CSV are what their readers take them for."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

import symparam
from symparam.printers import json_report

from ..frameworks import framework
from .models import MODELS

REPORTS = {name: model() for name, model in MODELS.items()}
SCHEMA = json.loads((Path(json_report.__file__).parent / "schema.json").read_text())
CORE = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msub", "msup", "mtable", "mtr", "mtd"}


@pytest.mark.parametrize("name", REPORTS)
def test_a_markdown_parser_finds_the_formulas_and_the_cells_again(name):
    parser = framework("markdown_it").MarkdownIt().enable("table")
    report = REPORTS[name]
    for text in (report.to("markdown"), report.derivation("markdown")):
        tokens = parser.parse(text)
        cells = [token.type for token in tokens if token.type in ("tr_open", "th_open", "td_open", "table_open")]
        tables = " ".join(cells).split("table_open")[1:]
        assert all(len({row.count("_open") for row in table.split("tr_open")[1:]}) == 1 for table in tables)
        inline = [child for token in tokens for child in token.children or ()]
        formulas = [
            b.content
            for a, b, c in zip(inline, inline[1:], inline[2:], strict=False)
            if b.type == "code_inline" and a.content.endswith("$") and c.content.startswith("$")
        ]
        assert sorted(formulas) == sorted(re.findall(r"\$`([^`]*)`\$", text))
        names = {token.content for token in inline if token.type == "code_inline"}
        assert {row.name for row in report.rows if not row.rows} <= names
        assert all(token.content.startswith(r"\begin{aligned}") for token in tokens if token.info == "math")


def test_github_and_dollar_mark_formulas_in_their_own_way():
    report = REPORTS["reference"]
    assert "```math\n\\begin{aligned}" in report.to("markdown")
    assert "| $`129\\,\\mathrm{num\\_class}`$ |" in report.to("markdown")
    assert "$$\n\\begin{aligned}" in report.to("markdown", math="dollar")
    assert "| $129\\,\\mathrm{num\\_class}$ |" in report.to("markdown", math="dollar")
    with pytest.raises(symparam.SymparamError, match="github or dollar, not 'tex'"):
        report.to("markdown", math="tex")


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen = [], set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("standalone", [False, True])
def test_html_is_well_formed_and_needs_no_script_and_no_network(name, standalone):
    report = REPORTS[name]
    for text in (report.to("html", standalone=standalone), report.derivation("html", standalone=standalone)):
        tags = Tags()
        tags.feed(text)
        assert not tags.open
        assert not tags.seen & {"script", "link", "img", "iframe", "b", "i"}
        assert "http" not in re.sub("<style>.*?</style>", "", text, flags=re.DOTALL)
        for formula in re.findall(r"<math.*?</math>", text, re.DOTALL):
            tree = ElementTree.fromstring(formula.replace("&nbsp;", " "))
            assert {element.tag for element in tree.iter()} <= CORE


@pytest.mark.parametrize("name", REPORTS)
def test_json_keeps_to_its_schema(name):
    jsonschema = framework("jsonschema")
    jsonschema.validate(json.loads(REPORTS[name].to("json")), SCHEMA)


def test_the_schema_would_find_a_fault():
    jsonschema = framework("jsonschema")
    found = json.loads(REPORTS["nested"].to("json"))
    del found["rows"][0]["weights"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, SCHEMA)


def test_large_counts_are_integers_in_json():
    report = symparam.Sequential([symparam.layers.Dense(3**40)], input=(3**40,)).derive()
    assert json.loads(report.to("json"))["totals"]["params_value"] == 3**80 + 3**40


@pytest.mark.parametrize("name", REPORTS)
def test_csv_has_a_line_for_each_layer_and_its_values_add_up(name):
    report = REPORTS[name]
    rows = list(csv.DictReader(io.StringIO(report.to("csv"))))
    assert [row["layer"] for row in rows] == [row.name for row in report.rows]
    if report.defaults.keys() == report.symbols.keys():
        assert sum(int(row["params_value"]) for row in rows) == report.at().params


def test_what_a_notebook_shows():
    report = REPORTS["reference"]
    assert "<math" in report._repr_html_()
    assert "<math" in report.derivation(layer="dense")._repr_html_()
    assert report.rows[1].output._repr_latex_() == r"$\left(H - 2, W - 2, 32\right)$"
    assert symparam.layers.Dense(10)._repr_latex_() == r"$P_{\text{Dense}} = d_{\mathrm{in}}\,u + u$"
    assert symparam.layers.Dropout(0.5)._repr_latex_() is None
