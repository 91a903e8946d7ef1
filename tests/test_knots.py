"""Functions with more than 15 ways through them: those that are left of old, and none that is new.

``ruff check`` finds a new one (C901), and a mark that is no longer needed (RUF100); this list only gets shorter.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
KNOTS = {"_keras"}
MARKED = re.compile(r"def (\w+)\((?:(?!^ *def ).)*?# noqa: C901", re.MULTILINE | re.DOTALL)


def test_the_knots_are_those_that_are_listed() -> None:
    found = [
        name
        for folder in ("symparam", "tests", "benchmarks", "examples")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path != Path(__file__)
        for name in MARKED.findall(path.read_text())
    ]
    assert sorted(found) == sorted(KNOTS)
