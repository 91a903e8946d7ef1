"""Tests never run another symparam than the one beside them."""

from __future__ import annotations

from pathlib import Path

from .subprocesses import ROOT, python


def test_a_process_imports_the_tree_that_the_tests_stand_in(tmp_path, monkeypatch):
    other = tmp_path / "elsewhere" / "symparam"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("")
    monkeypatch.setenv("PYTHONPATH", str(other.parent))
    found = python("import symparam; print(symparam.__file__)", cwd=tmp_path, text=True).stdout
    assert Path(found.strip()) == ROOT / "symparam" / "__init__.py"


def test_no_test_starts_python_in_another_way():
    own = {ROOT / "tests" / name for name in ("subprocesses.py", "test_subprocesses.py")}
    assert not [
        path for path in (ROOT / "tests").rglob("*.py") if path not in own and "sys.executable" in path.read_text()
    ]
