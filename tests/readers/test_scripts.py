"""Every script in scripts/ reads as the model that Keras builds when it runs it: names, shapes, weights, trainable."""

from __future__ import annotations

import re
import sys
from math import prod
from pathlib import Path
from typing import Any

import pytest

from symparam.readers.keras_script import models_in, read_text
from symparam.report import Report
from symparam.row import Row

from .. import frameworks
from . import running

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.py"))
OPEN = 11  # the size of axes that a script leaves open


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.stem)
def test_a_script_reads_as_what_keras_builds(path: Path) -> None:
    text = path.read_text()
    for package in imported(text) - running.KNOWN:
        frameworks.framework(package)
    with running.session(old="keras.layers.core" in text):
        variables = running.run(path)
        for name in models_in(text, path.name):
            check(read_text(text, path.name, model=name).derive(), running.built(variables, name))


def imported(text: str) -> set[str]:
    """The packages that a script imports, without Python's own; an old script's are those of its modern form."""
    found = set(re.findall(r"^\s*(?:import|from)\s+(\w+)", text, re.MULTILINE))
    return found - sys.stdlib_module_names


def check(report: Report, expected: Any, size: int = OPEN) -> None:
    numbers = report.at(**{s: size for s in report.symbols if s not in report.defaults})
    functional = hasattr(expected, "_operations")
    rows = [row for row in numbers.rows if functional or row.type != "InputLayer"]
    listed = running.layers(expected)
    assert [row.name for row in rows] == [layer.name for layer in listed]
    for row, layer in zip(rows, listed, strict=True):
        weights = sorted((tuple(map(int, w.shape)), w.trainable) for w in row.weights)
        assert (row.name, weights) == running.facts(layer, expected)
        check_output(row, layer)
    assert numbers.trainable == sum(prod(w.shape) for w in expected.trainable_weights)
    assert numbers.params == expected.count_params()


def check_output(row: Row, layer: Any) -> None:
    output = row.output if isinstance(row.output, tuple) else (row.output,)
    expected = running.shapes(layer)
    if not expected:
        return
    for shape in output:
        assert any(
            len(shape) == len(e) and all(b is None or a == b for a, b in zip(shape, e, strict=True)) for e in expected
        ), (row.name, shape, expected)
