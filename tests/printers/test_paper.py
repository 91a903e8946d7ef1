"""For a paper: at most one column, set without a fault in article, IEEEtran and ICML; for slides: frames that fit."""

from __future__ import annotations

import re
import subprocess

import pytest

import symparam
from symparam.errors import SymparamError

from ..frameworks import tool
from .models import MODELS, SCRIPT
from .tex import faults

EXAMPLES = SCRIPT.parent
NAMES = ["reference", "u_net", "resnet50", "transformer", "names", "without_defaults", "deep"]
NEEDS = r"\usepackage{amsmath,booktabs,tabularx,longtable}"
HOSTS = {
    "article": rf"\documentclass[10pt,twocolumn]{{article}}{NEEDS}\raggedbottom\begin{{document}}",
    "IEEE": rf"\documentclass[conference]{{IEEEtran}}{NEEDS}\raggedbottom\begin{{document}}",
    "ICML": r"\documentclass[10pt,twocolumn]{article}\setlength{\textwidth}{6.75in}\setlength{\columnsep}{0.25in}"
    rf"\setlength{{\oddsidemargin}}{{-0.125in}}\setlength{{\textheight}}{{9in}}\setlength{{\topmargin}}{{-.5in}}{NEEDS}"
    r"\raggedbottom\begin{document}",
}
END = "\n\\end{document}\n"
COLUMN = r"""\makeatletter\def\@captype{table}\makeatother\renewenvironment{table}[1][]{\par}{\par}
\setbox0\vbox{\hsize=\columnwidth \linewidth=\columnwidth
%s
}\typeout{TALL \the\dimexpr\ht0+\dp0\relax\space OF \the\textheight}"""


@pytest.fixture(params=NAMES)
def report(request):
    return MODELS[request.param]()


@pytest.mark.parametrize("host", HOSTS)
def test_a_paper_has_no_fault_and_fills_at_most_one_column(report, host, tmp_path):
    if host == "IEEE" and subprocess.run(["kpsewhich", "IEEEtran.cls"], capture_output=True, check=False).returncode:
        pytest.skip("IEEEtran is not installed")
    if host == "IEEE" and report.name == MODELS["names"]().name:
        pytest.skip("its captions are small capitals, which have no dollar")
    source = report.paper()
    assert "\\noindent \\texttt{" in source  # a worked layer
    assert r"\quad {}=" not in source  # equals signs stand below each other
    assert faults(HOSTS[host] + source + END, tool("pdflatex"), tmp_path) == []
    assert b"/Count 1" in (tmp_path / "model.pdf").read_bytes() or "1 page" in (tmp_path / "model.log").read_text()
    faults(HOSTS[host] + COLUMN % source + "x" + END, tool("pdflatex"), tmp_path, runs=1)
    tall, of = re.search(r"TALL ([\d.]+)pt OF ([\d.]+)pt", (tmp_path / "model.log").read_text()).groups()
    assert float(tall) <= float(of)


def test_slides_fit_their_frames(report, tmp_path):
    assert faults(report.slides(standalone=True), tool("pdflatex"), tmp_path) == []
    wide = report.slides(standalone=True).replace("[11pt]", "[11pt,aspectratio=169]")
    assert faults(wide, tool("pdflatex"), tmp_path) == []


@pytest.mark.parametrize("name", ["resnet50", "u_net"])
def test_the_appendix_derives_a_block_once_and_is_set_without_a_fault(name, tmp_path):
    report = MODELS[name]()
    source = report.paper(appendix=True, standalone=True)
    assert faults(source, tool("pdflatex"), tmp_path) == []
    headings = re.findall(r"\\subsubsection\{", source)
    kinds = {(row.type, str(row.steps().params and row.steps().params.rule)) for row in report.rows}
    assert len(headings) <= 2 * len(kinds) + len(report.stages())


def test_a_paper_names_its_table_and_headings():
    source = MODELS["u_net"]().paper(appendix=True, heading="subsection", label="net")
    assert r"\label{tab:net}" in source
    assert r"\subsection{The derivation of model}\label{app:net}" in source or r"\label{app:net}" in source
    assert not re.search(r"\\(sub)*section\*", source)
    levels = set(re.findall(r"\\((?:sub)*section|paragraph)\{", source))
    assert "section" not in levels


def test_a_heading_of_a_derivation_has_the_level_and_the_label_that_are_asked_for():
    report = MODELS["reference"]()
    source = report.derivation("latex", heading="subsection", label="net")
    assert r"\subsection{sequential}\label{sec:net}" in source
    assert r"\subsubsection{The sum}\label{sec:net:the-sum}" in source
    assert r"\section*{sequential}" in report.derivation("latex")
    with pytest.raises(SymparamError, match="there is no heading 'part'; choose one of chapter, section"):
        report.derivation("latex", heading="part")


def test_sizes_are_not_grouped_and_counts_are():
    source = MODELS["resnet50"]().paper()
    assert r"14$\times$14$\times$1024" in source
    assert not re.search(r"(?<![\d=])\d{5}", source)


def test_the_commands_write_for_a_paper_and_for_slides(tmp_path):
    from ..subprocesses import symparam as run

    model = str(EXAMPLES / "unet.py")
    shown = run("show", model, "--for", "paper", text=True)
    assert shown.returncode == 0
    assert r"\begin{tabularx}{\linewidth}" in shown.stdout
    assert "kernel height" not in shown.stdout
    assert run("derive", model, "--for", "slide", text=True).stdout.count(r"\begin{frame}") >= 3
    wrong = run("derive", model, "--for", "slide", "--layer", "conv2d", text=True)
    assert (wrong.returncode, "--for slide has no --layer" in wrong.stderr) == (2, True)
    tool("pdflatex")
    made = run("derive", model, "--for", "paper", "-o", str(tmp_path / "paper.pdf"), text=True)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")


def test_what_a_paper_says_is_what_the_report_says():
    report = symparam.read(SCRIPT).derive()
    source = report.paper()
    assert "6,029,097 & 813,689,984" in source
    assert r"P &= 16{,}384 \lfloor (H-20)/12 \rfloor \lfloor (W-20)/12 \rfloor" in source.replace(" - ", "-")
