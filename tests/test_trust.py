"""The page of promises names tests that exist, each once."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROWS = [line.split(" | ") for line in (ROOT / "docs/trust.md").read_text().splitlines() if "::test_" in line]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def held(path: str) -> set[str]:
    """The tests of a file."""
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_promise_names_its_test() -> None:
    assert len(ROWS) > 30
    for promise, authority, test in ROWS:
        found = NAMED.search(test)
        assert found, promise
        assert authority.strip()
        assert found[2] in held(found[1]), f"{promise}: {found[0]} is no test"


def test_no_promise_stands_twice() -> None:
    promises = [promise for promise, _, _ in ROWS]
    assert len(promises) == len(set(promises))
