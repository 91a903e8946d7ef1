"""Every formula in every output is parsed again, and has the value that stands beside it."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from symparam.algebra.parse import parse

from .formulas import of_latex, of_mathml, values
from .models import MODELS

LINE = re.compile(r"(?:(?P<left>\w[\w ()-]*) | *)= (?P<right>.*)|(?P<more> {4,}[-+−·*] .*)")
REPORTS = {name: model() for name, model in MODELS.items()}


def in_text(text):
    for block in re.split(r"\n\s*\n", text):
        sides, left = [], None
        for line in block.splitlines():
            match = LINE.match(re.sub(r"^ {2}(?=\S)", "", line))
            if not match:
                continue
            if match["left"] and match["left"].strip():
                if left:
                    yield sides
                left, sides = match["left"], []
            right = re.split(r" {3,}", (match["right"] or match["more"]).strip())[0]
            if match["more"] and sides:
                sides[-1] += f" {right}"
            else:
                sides += right.split(" = ")
        if left:
            yield sides


def in_latex(source):
    for block in re.findall(r"\\begin\{(?:flalign\*|aligned)\}(.*?)\\end", source, re.DOTALL):
        sides = []
        for line in re.split(r"\\\\(?:\[1ex\])?", block.replace("\n", " ")):
            parts = [part.strip() for part in re.split(r"(?<!\\)&", line)]
            if len(parts) > 1 and parts[0]:
                yield sides
                sides = []
            right = parts[1].removeprefix(r"\qquad {}") if len(parts) > 1 else ""
            right = re.sub(r"\\text\{.*|\\qquad.*", "", right).strip()
            if right.startswith("="):
                sides += [of_latex(side) for side in right[1:].strip().split(" = ")]
            elif right and sides:
                sides[-1] += " " + of_latex(right)
        yield sides


def in_html(source):
    for table in re.findall(r"<mtable.*?</mtable>", source.replace("&nbsp;", " "), re.DOTALL):
        sides = []
        for row in ElementTree.fromstring(table):
            left, _, right, _ = (of_mathml(cell) for cell in row)
            if left:
                yield sides
                sides = []
            sides += right.split("=")
        yield sides


def in_json(source):
    def blocks(found):
        for block in found:
            if "section" in block:
                yield from blocks(block["blocks"])
            elif "equation" in block:
                yield [str(line["right"].get("formula", line["right"].get("value", "?"))) for line in block["lines"]]

    return blocks(json.loads(source)["blocks"])


FORMATS = {
    "unicode": ("text", in_text, {}),
    "ascii": ("text", in_text, {"ascii": True}),
    "narrow": ("text", in_text, {"width": 50}),
    "latex": ("latex", in_latex, {}),
    "columns": ("latex", in_latex, {"columns": 2}),
    "github": ("markdown", in_latex, {}),
    "dollar": ("markdown", in_latex, {"math": "dollar"}),
    "html": ("html", in_html, {}),
    "json": ("json", in_json, {}),
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("format", FORMATS)
def test_all_lines_of_an_equation_have_one_value(name, format):
    report = REPORTS[name]
    printer, read, options = FORMATS[format]
    equations = [values(sides, report.defaults) for sides in read(report.derivation(printer, **options))]
    assert all(len(set(found)) < 2 for found in equations), equations
    if report.defaults:
        counts = [found[0] for found in equations if found]
        assert report.at().params in counts
        assert all(row.params in counts for row in report.at().rows if row.weights and not row.rows)
        assert sum(map(len, equations)) > len(counts)


@pytest.mark.parametrize("name", REPORTS)
def test_the_json_of_a_report_holds_its_formulas_and_values(name):
    report = REPORTS[name]
    found = json.loads(report.to("json"))
    assert parse(found["totals"]["params"]) == parse(str(report.params))
    for told, row in zip(found["rows"], report.rows, strict=True):
        for key in ("params", "trainable", "non_trainable"):
            assert parse(told[key]) == parse(str(getattr(row, key)))
        assert [parse(n) for n in told["output"]] == [parse(str(n)) for n in row.output]
    if report.defaults.keys() == report.symbols.keys():
        bound = report.at()
        assert found["totals"]["params_value"] == bound.params
        assert [row["params_value"] for row in found["rows"]] == [row.params for row in bound.rows]
        assert [row["output_value"] for row in found["rows"]] == [list(row.output) for row in bound.rows]


def test_a_wrong_line_would_be_found():
    assert values(["288·C + 32", "288*C + 31", "896"], {"C": 3}) == [896, 895, 896]
    assert [*in_latex(r"\begin{aligned}P &= 288\,C + 32 \\ &= 895\end{aligned}")][1] == ["288*C + 32", "895"]
