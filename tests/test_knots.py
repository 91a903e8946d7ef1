"""No function has more than 15 ways through it: ``ruff check`` finds one (C901), and none is marked as an exception."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
MARKED = re.compile(r"def (\w+)\((?:(?!^ *def ).)*?# noqa: C901", re.MULTILINE | re.DOTALL)


def test_no_function_is_marked_as_a_knot() -> None:
    found = [
        name
        for folder in ("symparam", "tests", "benchmarks", "examples")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path != Path(__file__)
        for name in MARKED.findall(path.read_text())
    ]
    assert not found


def test_the_search_finds_a_mark() -> None:
    assert MARKED.findall("def easy():\n    ...\ndef hard(a,\n    b):  # noqa: C901\n") == ["hard"]
