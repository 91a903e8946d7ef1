"""What a test lacks is skipped for a user, and fails where CI is set."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from .frameworks import framework, missing, tool

LACKING: list[Callable[[], object]] = [
    lambda: framework("no_such_module", "tools"),
    lambda: tool("no-such-program"),
    lambda: missing("no such file"),
]


@pytest.mark.parametrize("lacking", LACKING)
def test_a_user_s_test_is_skipped(lacking: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        lacking()


@pytest.mark.parametrize("lacking", LACKING)
def test_ci_fails(lacking: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises((ImportError, pytest.fail.Exception)):
        lacking()


def test_no_test_skips_in_another_way() -> None:
    for path in Path(__file__).parent.rglob("test_*.py"):
        names = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
        assert not {"importorskip", "skipif"} & names, f"{path}: ask tests/frameworks.py for it"
