"""The example notebook runs, and its reports, derivations and shapes are shown as formulas."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..frameworks import framework

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What each cell shows, by its source: media types and their content."""
    nbformat = framework("nbformat")
    nbclient = framework("nbclient")
    framework("ipykernel")
    notebook = nbformat.read(EXAMPLES / "derivation.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "it is kept without outputs"
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(EXAMPLES)}}
    )
    client.execute()
    return {cell.source.splitlines()[-1]: cell.outputs[-1].data for cell in notebook.cells if cell.cell_type == "code"}


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
