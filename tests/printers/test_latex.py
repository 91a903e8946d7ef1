"""LaTeX is set by a real LaTeX, without an error and without a line that is too long or too loose."""

from __future__ import annotations

import re

import pytest

from symparam.errors import MissingExtra
from symparam.printers import pdf
from symparam.printers.latex_text import escaped

from ..frameworks import tool
from .models import MODELS
from .tex import faults

REPORTS = {name: model() for name, model in MODELS.items()}
HOST = r"""\documentclass{article}\usepackage{amsmath,booktabs,longtable}\begin{document}
%s
\end{document}"""


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("name", REPORTS)
def test_a_document_is_set_without_a_fault(name, columns, tmp_path):
    source = REPORTS[name].derivation("latex", standalone=True, columns=columns)
    assert faults(source, tool("pdflatex"), tmp_path) == []


@pytest.mark.parametrize("name", ["reference", "names"])
def test_so_it_is_by_lualatex(name, tmp_path):
    assert faults(REPORTS[name].derivation("latex", standalone=True), tool("lualatex"), tmp_path) == []


@pytest.mark.parametrize("options", [{}, {"level": "full"}, {"worksheet": True}, {"level": "brief", "only": "params"}])
def test_so_is_a_fragment_in_the_usual_article(options, tmp_path):
    assert faults(HOST % REPORTS["reference"].derivation("latex", **options), tool("pdflatex"), tmp_path) == []


@pytest.mark.parametrize("name", ["reference", "resnet50", "names", "without_defaults", "nested"])
@pytest.mark.parametrize("columns", [1, 2])
def test_so_is_a_summary_and_its_table_alone(name, columns, tmp_path):
    report = REPORTS[name]
    both = report.to("latex", columns=columns, expand=True) + "\n\n" + report.to("latex-table", columns=columns)
    host = (
        HOST.replace(r"\documentclass{", r"\documentclass[twocolumn]{").replace(r"\begin", r"\raggedbottom\begin", 1)
        if columns == 2
        else HOST
    )
    assert faults(host % both, tool("pdflatex"), tmp_path) == []


def test_short_tables_are_right_after_one_run(tmp_path):
    source = REPORTS["reference"].derivation("latex", standalone=True)
    assert faults(source, tool("pdflatex"), tmp_path, runs=1) == []
    assert r"\begin{tabular}" in source
    assert r"\begin{longtable}" not in source


def test_long_tables_break_over_pages():
    source = REPORTS["resnet50"].to("latex")
    assert r"\begin{longtable}" in source
    assert r"\begin{longtable}" not in REPORTS["resnet50"].to("latex", columns=2)


def test_a_fault_would_be_found(tmp_path):
    assert faults(HOST % r"\noindent\rule{2\textwidth}{1pt}", tool("pdflatex"), tmp_path)


def test_pdf_is_made_where_a_latex_is(monkeypatch):
    tool("pdflatex")
    assert REPORTS["without_defaults"].to("pdf").startswith(b"%PDF")
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    with pytest.raises(MissingExtra, match="pdflatex"):
        REPORTS["without_defaults"].derivation("pdf")


@pytest.mark.parametrize("name", REPORTS)
def test_only_ascii_comes_out(name):
    for source in (REPORTS[name].to("latex"), REPORTS[name].derivation("latex"), REPORTS[name].to("latex-table")):
        assert source.isascii()
        assert not re.search(r"(?<!\\)(?:\\\\)*#|(?<!\\)%", source)


def test_the_formula_of_a_notebook_stands_between_double_dollars():
    source = REPORTS["reference"]._repr_latex_()
    assert source.startswith(r"$$\begin{aligned}P &= 16{,}384 \left\lfloor \frac{H-20}{12} \right\rfloor")
    assert source.endswith(r"6{,}029{,}097\end{aligned}$$")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("a_b_c", r"a\_b\_c"),
        ("50%", r"50\%"),
        ("x^2~y", r"x\textasciicircum{}2\textasciitilde{}y"),
        ("{a}\\b", r"\{a\}\textbackslash{}b"),
        ("C&A #1 $", r"C\&A \#1 \$"),
        ("größe", r"gr\"{o}\ss{}e"),
        ("層", "U+5C64"),
        ("λ", r"$\lambda$"),
        ("\t\x00", r"\textbackslash{}t\textbackslash{}x00"),
    ],
)
def test_text_is_escaped(text, source):
    assert escaped(text) == source
