"""The tables of ``productions/``: ``== name`` begins a table, ``-`` one of its texts, ``-3`` one that comes three times
as often. ``#`` stands for each rank of a sample, 1 to 4. The first text of a table is the one that ends a recursion.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

RANKS = "1234"
TEXT = re.compile(r"^-(\d*) ?", re.MULTILINE)
NAMED = re.compile(r"<(?=[a-z])")

Tables = dict[str, list[str]]


@cache
def load() -> Tables:
    """All tables, each rank's by itself; ``<snumber>`` is ``<number>`` where there is no tensor ``x``."""
    files = sorted((Path(__file__).parent / "productions").glob("*.txt"))
    tables = {name: texts for file in files for name, texts in parsed(file.read_text()).items()}
    ranked = {
        name.replace("#", rank): [text.replace("#", rank) for text in texts]
        for name, texts in tables.items()
        for rank in RANKS
    }
    return ranked | {f"s{name}": _without_tensor(texts) for name, texts in ranked.items()}


def parsed(page: str) -> Tables:
    """The tables of a page.

    >>> parsed("What it holds.\\n\\n== size\\n- H\\n-2 W\\n\\n== line\\n- if H:\\n      x = 1\\n")
    {'size': ['H', 'W', 'W'], 'line': ['if H:\\n    x = 1']}
    """
    tables: Tables = {}
    for part in page.split("\n== ")[1:]:
        name, _, rest = part.partition("\n")
        _, *found = TEXT.split(rest)
        pairs = zip(found[::2], found[1::2], strict=True)
        tables[name] = [text for times, lines in pairs for text in [_outdented(lines)] * int(times or 1)]
    return tables


def _outdented(lines: str) -> str:
    return lines.rstrip("\n").replace("\n  ", "\n")


def _without_tensor(texts: list[str]) -> list[str]:
    return [NAMED.sub("<s", text) for text in texts if "x.shape" not in text]
