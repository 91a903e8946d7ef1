"""The derivation of every model of keras.applications, of every example and of scripts as people write them, in LaTeX.

A few always run; ``--all-models`` takes all of them.
"""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import symparam
from symparam import readers

from ..frameworks import keras, tool
from .tex import faults

ROOT = Path(__file__).parents[2]
SCRIPTS = [*sorted((ROOT / "examples").glob("*.py")), *sorted((ROOT / "tests" / "readers" / "scripts").glob("*.py"))]
APPLICATIONS = sorted(name for name, f in vars(keras.applications).items() if inspect.isfunction(f))
QUICK = ("rgb_classifier", "unet", "MobileNet", "VGG16")
SOURCES = {**{path.stem: str(path) for path in SCRIPTS}, **{name: f"keras:{name}" for name in APPLICATIONS}}
NAMES = [name if name in QUICK else pytest.param(name, marks=pytest.mark.all_models) for name in SOURCES]


def derivations(name, columns):
    """Of each model of a source: as it stands, folded, and its costs."""
    source = SOURCES[name]
    for model in readers.names(source, {}):
        report = symparam.read(source, model=model).derive()
        yield model, report.derivation("latex", standalone=True, columns=columns)
        yield f"{model}, costs", report.derivation("latex", standalone=True, columns=columns, only="costs")
        folded = report.fold()
        if len(folded.rows) < len(report.rows):
            yield f"{model}, folded", folded.derivation("latex", standalone=True, columns=columns)


@pytest.mark.parametrize(("program", "columns"), [("pdflatex", 1), ("pdflatex", 2), ("lualatex", 2)])
@pytest.mark.parametrize("name", NAMES)
def test_its_derivation_is_set_without_a_fault(name, program, columns, tmp_path):
    tool(program)
    found = {what: faults(source, program, tmp_path) for what, source in derivations(name, columns)}
    assert found
    assert {what: fault for what, fault in found.items() if fault} == {}
