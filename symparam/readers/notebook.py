"""Jupyter notebooks: the code of their cells as one script, whose lines know the cell in which they stand."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import ReadError
from ..frozen import dataclass
from ..interpreter.parse import is_python

SUFFIX = ".ipynb"
LARGEST = 64_000_000  # bytes; pictures among the outputs make notebooks large
OTHER_CELLS = re.compile(r"%%(?!time|timeit|capture|prun|py|python|python3|ipytest)\w+")  # %%bash, %%writefile, …


class Line(int):
    """A line of a script made of cells: its number there, which is told as the one within its cell.

    >>> str(Line(12, cell=3, within=2)), Line(12, cell=3, within=2) + 1
    ('2 of cell 3', 13)
    """

    cell: int
    within: int

    def __new__(cls, number: int, cell: int, within: int) -> Line:
        line = super().__new__(cls, number)
        line.cell, line.within = cell, within
        return line

    @property
    def short(self) -> str:
        """``3.2`` for line 2 of cell 3."""
        return f"{self.cell}.{self.within}"

    def __str__(self) -> str:
        return f"{self.within} of cell {self.cell}"

    def __format__(self, spec: str) -> str:
        return str(self) if not spec else super().__format__(spec)


@dataclass(frozen=True)
class Cells:
    """The code of a notebook, and where its cells begin."""

    text: str
    starts: tuple[int, ...]  # the first line of each cell of code
    numbers: tuple[int, ...]  # which cell of the notebook that is, from 1
    skipped: tuple[int, ...]  # first lines of cells that are no Python

    def line(self, number: int) -> Line:
        """A line of the text as one of a cell."""
        at = max(0, bisect_right(self.starts, number) - 1)
        return Line(number, self.numbers[at], number - self.starts[at] + 1)


@lru_cache(maxsize=2)
def cells(text: str, file: str) -> Cells:
    """The cells of code of a notebook. Raises ReadError where it is none, or one of another language.

    >>> cells('{"cells": [{"cell_type": "code", "source": ["x = 1\\\\n", "y = 2"]}]}', "a.ipynb").text
    'x = 1\\ny = 2\\n'
    """
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"this is no notebook: {str(error).splitlines()[0]}").at(file) from None
    found = _cells(notebook)
    if found is None:
        raise ReadError("this is no notebook: it has no list of cells").at(file)
    if (language := _language(notebook)) not in ("python", ""):
        raise ReadError(f"the code of this notebook is {language}; a script in Python is needed").at(file)
    parts: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    skipped: list[int] = []
    line = 1
    for number, code in found:
        starts.append(line)
        numbers.append(number)
        if OTHER_CELLS.match(code.lstrip()):
            code = ""
        elif not is_python(code):
            skipped.append(line)
            code = ""
        parts.append(code if code.endswith("\n") else f"{code}\n")
        line += parts[-1].count("\n")
    return Cells("".join(parts), tuple(starts) or (1,), tuple(numbers) or (1,), tuple(skipped))


def _cells(notebook: Any) -> list[tuple[int, str]] | None:
    """Number and text of each cell of code; in old notebooks they stand in worksheets."""
    if not isinstance(notebook, Mapping):
        return None
    sheets = [notebook, *(s for s in _list(notebook.get("worksheets")) if isinstance(s, Mapping))]
    listed = [s["cells"] for s in sheets if isinstance(s.get("cells"), list)]
    if not listed:
        return None
    found: list[tuple[int, str]] = []
    for number, cell in enumerate((c for part in listed for c in part), 1):
        if isinstance(cell, Mapping) and cell.get("cell_type") == "code":
            source = cell.get("source", cell.get("input", ""))
            found.append((number, "".join(map(str, source)) if isinstance(source, list) else str(source)))
    return found


def _language(notebook: Mapping[str, Any]) -> str:
    about = notebook.get("metadata")
    about = about if isinstance(about, Mapping) else {}
    for key, name in (("kernelspec", "language"), ("language_info", "name")):
        part = about.get(key)
        if isinstance(part, Mapping) and isinstance(part.get(name), str):
            return str(part[name]).lower()
    return ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def script_of(source: str | Path) -> tuple[str, str, Cells | None]:
    """The text of a script or of the cells of a notebook, its name for messages, and the cells."""
    from . import text_of

    if Path(source).suffix.lower() != SUFFIX:
        return *text_of(source), None
    text, file = text_of(source, LARGEST)
    found = cells(text, file)
    return found.text, file, found
