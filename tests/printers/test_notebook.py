"""The example notebooks are shipped with what they show when they are run: reports, derivations, shapes as formulas.

``--rewrite`` runs them anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..frameworks import framework

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTEBOOKS = ("reference", "budget", "transformer")


@pytest.fixture(scope="module")
def run():
    """The notebooks as they are when run, one after the other by one Python, which forgets between them."""
    nbformat, nbclient = framework("nbformat"), framework("nbclient")
    framework("ipykernel")
    framework("matplotlib", "plot")
    kept = [nbformat.read(EXAMPLES / f"{name}.ipynb", as_version=4) for name in NOTEBOOKS]
    whole = nbformat.v4.new_notebook()
    for notebook in kept:
        whole.cells += [nbformat.v4.new_code_cell("%reset -f"), *notebook.cells]
    folder = {"metadata": {"path": str(EXAMPLES)}}
    nbclient.NotebookClient(whole, timeout=120, kernel_name="python3", resources=folder).execute()
    made, cells = {}, iter(whole.cells)
    for name, notebook in zip(NOTEBOOKS, kept, strict=True):
        next(cells)
        made[name] = [next(cells) for _ in notebook.cells]
    return made


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_shipped_with_what_it_shows(name, run, rewrite):
    nbformat = framework("nbformat")
    path = EXAMPLES / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    codes = [(old, new) for old, new in zip(notebook.cells, run[name], strict=True) if old.cell_type == "code"]
    if rewrite:
        for number, (old, new) in enumerate(codes, start=1):
            old.outputs, old.execution_count = told(new, number), number
        nbformat.write(notebook, path)
    assert all(old.outputs for old, _ in codes), "every cell shows something"
    for old, new in codes:
        assert substance(old) == substance(new), old.source


def told(cell, number):
    """The outputs of a cell, but for what its Python says of itself."""
    outputs = [output for output in cell.outputs if output.output_type != "stream"]
    for output in outputs:
        output.execution_count = number
    return outputs


def substance(cell):
    """What a reader sees: text and formulas, without the names that a drawing gives to its parts."""
    shown = [output.data for output in cell.outputs if output.output_type != "stream"]
    drawing = re.compile(r"<svg.*?</svg>", re.DOTALL)
    return [{kind: drawing.sub("<svg>", text) for kind, text in data.items()} for data in shown]


@pytest.fixture(scope="module")
def shown(run):
    """What each cell of the reference shows, by its source: media types and their content."""
    cells = [cell for cell in run["reference"] if cell.cell_type == "code"]
    return {cell.source.splitlines()[-1]: cell.outputs[-1].data for cell in cells}


@pytest.mark.parametrize("cell", ["report", 'report.derivation(layer="conv2d_1")'])
def test_reports_and_derivations_are_shown_as_mathml(shown, cell):
    assert "<math" in shown[cell]["text/html"]
    assert "<script" not in shown[cell]["text/html"]


def test_the_report_is_latex_too(shown):
    assert r"6{,}029{,}097\end{aligned}$$" in shown["report"]["text/latex"]


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("report.rows[-6].output", r"\left\lfloor \frac{H-20}{12} \right\rfloor"),
        ("layers.Conv2D(32, 3)", r"k_h\,k_w\,C_{\mathrm{in}}\,F + F"),
    ],
)
def test_shapes_and_layers_are_shown_as_latex(shown, cell, part):
    assert part in shown[cell]["text/latex"]


def test_bound_formulas_and_the_domain(shown):
    assert shown["report.at(H=64, W=64).params"]["text/plain"] == str(16384 * 3 * 3 + 288 * 3 + 129 * 9 + 112448)
    assert shown["report.domain"]["text/latex"] == r"$H \ge 32,\ W \ge 32$"
