"""A table of claims, as papers and posts have them: its lines, whether it is CSV, Markdown or LaTeX.

>>> text = "| layer | output | params |\\n|---|---|---|\\n| conv1 | 26×26×32 | **320** |\\n"
>>> read_claims(text)
(Line(number=3, name='conv1', totals={'params': '320'}, shape=(26, 26, 32)),)
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from ..budget import spend
from ..errors import Malformed
from ..frozen import dataclass

LONGEST = 4_000  # characters of a line
LINE, CELL = 10, 8  # cells of work for a line of a table and for what stands in one of its columns

# what a column is about -> what its title says
TITLES = {
    "params": re.compile(r"param|weights|^#$"),
    "macs": re.compile(r"\bmacs?\b|mult-?\s?add|multi-?add|\bmadds?\b"),
    "flops": re.compile(r"flop"),
    "shape": re.compile(r"shape|output|size"),
}
NAMES = re.compile(r"layer|name|type|stage|block|operator|module")
EMPTY = frozenset(["", "-", "–", "—", "n/a", "none"])
RULES = re.compile(r"[-=:+|_ ─\u2500-\u257f\t]*|\\\w*(rule|line)\b.*")  # lines between lines
NUMBER = re.compile(
    r"\d[\d,_ ]*(\.\d+)?\s*([KMGBTkmgbt]|million|billion)?(\s*(params?|parameters|MACs|FLOPs))?", re.ASCII
)
SPELT = {"million": "M", "billion": "B"}
MARKS: list[tuple[re.Pattern[str], Any]] = [  # what only typesets, and what it stands for
    (
        re.compile(r"\\(?:textbf|textit|texttt|num|mathbf|mathrm|emph|text|multirow\{[^}]*\}\{[^}]*\})\{([^{}]*)\}"),
        r"\1",
    ),
    (re.compile(r"\{,\}|(?<=\d)\\[, ](?=\d)"), ","),
    (re.compile(r"\\,"), " "),
    (re.compile(r"\\times|\\cdot"), "×"),
    (re.compile(r"\\[_#%&$]"), lambda found: found[0][1:]),
    (re.compile(r"[$*`{}~]"), " "),
]


@dataclass(frozen=True)
class Line:
    """One line of a table: what it is called, and what it claims."""

    number: int  # in the file, from 1
    name: str
    totals: Mapping[str, str] = field(default_factory=dict)  # params, macs, flops -> the number as it is written
    shape: tuple[int, ...] | None = None

    @property
    def is_total(self) -> bool:
        """Whether it is about the whole model."""
        return re.match(r"(sum\b|total\b|overall\b|Σ)", self.name, re.IGNORECASE) is not None

    @property
    def is_empty(self) -> bool:
        """Whether it claims nothing, as a heading between lines does."""
        return not self.totals and self.shape is None


def read_claims(text: str) -> tuple[Line, ...]:
    """The lines of a table that claim something. Raises SizeError where there is no column of claims."""
    rows = list(_cells(text))
    at = next((i for i, (_, cells) in enumerate(rows) if _columns(cells)), None)
    if at is None:
        raise Malformed("the table has no column that is called params, macs, flops or output shape")
    columns = _columns(rows[at][1])
    width = len(rows[at][1])
    name = next((i for i, title in enumerate(rows[at][1]) if NAMES.search(title.lower()) and i not in columns), 0)
    lines = []
    for number, cells in rows[at + 1 :]:
        if len(cells) == width or (cells and _starts_total(cells)):
            lines.append(_line(number, cells, name, columns, width))
    claims = tuple(line for line in lines if not line.is_empty)
    if not claims:
        raise Malformed("no line of the table claims anything below its columns")
    return claims


def _line(number: int, cells: Sequence[str], name: int, columns: Mapping[int, str], width: int) -> Line:
    totals: dict[str, str] = {}
    shape = None
    for i, what in columns.items():
        cell = cells[i] if i < len(cells) else ""
        if len(cells) < width and i == max(columns):  # a total whose first cells are joined
            cell = cells[-1]
        if what == "shape":
            shape = _shape(cell)
        elif (found := NUMBER.match(cell)) and cell.lower() not in EMPTY:
            totals[what] = re.sub(r"(?<=\d) (?=\d)", "", found[0].replace(found[3] or "\0", "").strip())
            for word, letter in SPELT.items():
                totals[what] = totals[what].replace(word, letter)
    return Line(number, cells[name] if name < len(cells) else "", totals, shape)


def _starts_total(cells: Sequence[str]) -> bool:
    return Line(0, cells[0]).is_total


def _columns(cells: Sequence[str]) -> dict[int, str]:
    """What each column of a heading is about; nothing where the line is none."""
    if any(re.fullmatch(r"[\d.,]+", cell) for cell in cells):
        return {}
    found: dict[int, str] = {}
    for i, cell in enumerate(cells):
        what = next((w for w, pattern in TITLES.items() if pattern.search(cell.lower())), None)
        if what is not None and what not in found.values():
            found[i] = what
    return found


def _shape(cell: str) -> tuple[int, ...] | None:
    """The sizes of a shape without those that stand for the batch."""
    parts = re.findall(r"\d+|None|\?|-1|\bN\b|\bB\b", cell)
    sizes = tuple(int(part) for part in parts if part.isdigit())
    return sizes or None


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a table with their numbers, each as its cells without what only typesets."""
    lines = text.splitlines()
    if long := next((i for i, line in enumerate(lines, 1) if len(line) > LONGEST), None):
        raise Malformed(
            f"line {long} has {len(lines[long - 1]):,} characters; a line of a table has at most {LONGEST:,}"
        )
    if any("&" in line and "\\\\" in line for line in lines):
        parts = ((i, line.split("\\\\")[0].replace("\\&", "\0").split("&")) for i, line in enumerate(lines, 1))
        rows = ((i, [cell.replace("\0", "&") for cell in cells]) for i, cells in parts if len(cells) > 1)
    elif any(line.count("|") > 1 for line in lines):
        rows = ((i, line.strip().strip("|").split("|")) for i, line in enumerate(lines, 1) if "|" in line)
    else:
        mark = next((m for m in ("\t", ";", ",") if any(m in line for line in lines)), ",")
        rows = ((i, next(csv.reader([line], delimiter=mark), [])) for i, line in enumerate(lines, 1))
    for number, cells in rows:
        spend(CELL * len(cells) + LINE)
        if not RULES.fullmatch("|".join(cells)):
            yield number, [_plain(cell) for cell in cells]


def _plain(cell: str) -> str:
    for pattern, stands_for in MARKS:
        cell = pattern.sub(stands_for, cell)
    return " ".join(re.sub(r"\\\w+rule|\\hline", " ", cell).split())
