"""--all: every model of a source."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from symparam.cli import commands

TWO = """from keras import Sequential, layers
small = Sequential([layers.Input((8,)), layers.Dense(3)])
large = Sequential([layers.Input((8,)), layers.Dense(5)])
"""


@pytest.fixture
def run(tmp_path):
    script = tmp_path / "two.py"
    script.write_text(TWO)

    def run(command, *words):
        return CliRunner().invoke(commands, [command, str(script), *words], catch_exceptions=False)

    return run


def test_eval_names_each(run):
    # 8·3 + 3 and 8·5 + 5
    assert run("eval", "--all").output == "small 27\nlarge 45\n"


def test_show_prints_each(run):
    shown = run("show", "--all").output
    assert shown.count("Total params") == 2
    totals = [
        report["totals"]["params_value"] for report in json.loads(run("show", "--all", "--format", "json").output)
    ]
    assert totals == [27, 45]


def test_one_or_all(run):
    done = run("eval", "--all", "--model", "small")
    assert done.exit_code == 2
    assert "give one of the two" in done.output


def test_a_file_of_bytes_is_written(run, tmp_path, monkeypatch):
    from symparam.printers import pdf

    monkeypatch.setattr(pdf, "compiled", lambda source: b"%PDF-1.5")
    target = tmp_path / "out.pdf"
    assert run("derive", "--model", "small", "-o", str(target)).exit_code == 0
    assert target.read_bytes() == b"%PDF-1.5"
