"""KaTeX and MathJax, which set formulas in web pages and notebooks, accept every formula.

They are installed by ``npm ci`` in tests/printers/node, and always in CI.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from symparam import layers

from ..frameworks import missing
from .models import MODELS

NODE = Path(__file__).parent / "node"
REPORTS = {name: model() for name, model in MODELS.items()}


def faults(formulas):
    """What the two programs refuse, of formulas with whether they are displayed: program, formula, message."""
    if shutil.which("node") is None or not (NODE / "node_modules").exists():
        reason = f"KaTeX and MathJax are missing; npm ci --prefix {NODE.relative_to(Path(__file__).parents[2])}"
        missing(reason)
    given = json.dumps([{"tex": tex, "display": display} for tex, display in sorted(formulas)])
    run = subprocess.run(["node", "check.js"], cwd=NODE, input=given, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def of_markdown(text):
    """The formulas for GitHub, and those between dollars."""
    found = {(tex, True) for tex in re.findall(r"```math\n(.*?)```", text, re.DOTALL)}
    found |= {(tex, True) for tex in re.findall(r"\$\$(.*?)\$\$", text, re.DOTALL)}
    found |= {(tex, False) for tex in re.findall(r"\$`([^`]*)`\$", text)}
    rest = re.sub(r"```.*?```|\$\$.*?\$\$|(`+).*?\1", "", text, flags=re.DOTALL)
    return found | {(tex, False) for tex in re.findall(r"(?<!\\)\$([^$\n]+)(?<!\\)\$", rest)}


def of_latex(source):
    """The formulas of a LaTeX document; KaTeX calls its displays by another name."""
    displays = re.findall(r"\\begin\{flalign\*\}.*?\\end\{flalign\*\}", source, re.DOTALL)
    rest = re.sub(r"\\begin\{flalign\*\}.*?\\end\{flalign\*\}", "", source, flags=re.DOTALL).replace(r"\$", "")
    found = {(tex.replace("flalign*", "align*"), True) for tex in displays}
    return found | {(tex, False) for tex in re.findall(r"\$([^$]+)\$", rest)}


@pytest.mark.parametrize("name", REPORTS)
def test_every_formula_is_accepted(name):
    report = REPORTS[name]
    formulas = {(report._repr_latex_().strip("$"), True)}
    for options in ({"level": "full"}, {"worksheet": True}, {"prove": True}):
        formulas |= of_latex(report.derivation("latex", **options))
        for math in ("github", "dollar"):
            formulas |= of_markdown(report.derivation("markdown", math=math, **options))
    formulas |= of_latex(report.to("latex")) | of_markdown(report.to("markdown"))
    assert len(formulas) > 10
    assert faults(formulas) == []


def test_so_are_those_of_a_notebook():
    shown = [*(row.output for row in REPORTS["reference"].rows), layers.Dense(10), layers.Conv2D(8, 3)]
    assert faults({(item._repr_latex_().strip("$"), False) for item in shown}) == []


@pytest.mark.parametrize(
    ("tex", "programs"),
    [
        (r"\undefined", {"katex", "mathjax"}),
        (r"\frac{1}", {"katex", "mathjax"}),
        (r"\text{a_b}", {"katex"}),
    ],
)
def test_a_fault_would_be_found(tex, programs):
    assert {program for program, _, _ in faults({(tex, True)})} == programs
