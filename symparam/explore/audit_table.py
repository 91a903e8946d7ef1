"""A table of claims against a report, line by line: which hold, the first that does not, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from ..algebra.display import display
from ..algebra.text import text as written_out
from ..errors import Malformed
from ..frozen import dataclass
from ..outlets import Answer
from ..report import Report
from ..row import Row
from .audit import audit
from .claims import Line, read_claims
from .parse_amount import spread


@dataclass(frozen=True)
class Difference:
    """A claim of a line that is not right, the true value, and why it may be the other."""

    line: Line
    layer: str
    what: str
    claimed: str
    actual: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableAudit(Answer):
    """What a table claims, and where it is wrong; the first difference first."""

    lines: tuple[Line, ...]
    differences: tuple[Difference, ...]
    sizes: Mapping[str, int]
    unnamed: tuple[str, ...] = ()  # layers with parameters of which the table says nothing

    kind: ClassVar = "audit_table"

    @property
    def confirmed(self) -> bool:
        """Whether every line is right."""
        return not self.differences


def audit_table(
    report: Report, text: str, sizes: Mapping[str, Any] | None = None, *, model: Any = None, **options: Any
) -> TableAudit:
    """Check each line of a table, given as CSV, Markdown or LaTeX; the defaults fill the sizes.

    >>> from symparam import Sequential, layers
    >>> report = Sequential([layers.Dense(10), layers.Dense(3)], input=(7,)).derive()
    >>> print(audit_table(report, "layer,params\\ndense,80\\ndense_1,30\\nTotal,110"), end="")
    1 of 3 lines hold
    first difference, line 3: dense_1: params is 33, not 30
      30 is without biases
      line 4: the model: params is 113, not 110

    Raises SizeError where the text is no such table, or its lines cannot be told to be layers of the model.
    """
    lines = read_claims(text)
    sizes = report.spelled(sizes or {})
    at = report.at(**sizes)
    differences: list[Difference] = []
    layers = [line for line in lines if not line.is_total]
    rows = _rows(at, layers)
    formulas = {row.name: row for row in report.rows}
    for line, row in zip(layers, rows, strict=True):
        part = replace(report, rows=(formulas[row.name],), tree=(), conditions=())
        differences += _of_row(line, row, part, report, sizes, options)
    for line in lines:
        if line.is_total:
            differences += _totals(line, "the model", report, report, sizes, options, not differences)
    named = {row.name for row in rows}
    unnamed = tuple(row.name for row in at.rows if row.weights and row.name not in named) if layers else ()
    order = sorted(differences, key=lambda d: d.line.number)
    return TableAudit(lines, tuple(order), {**report.defaults, **sizes}, unnamed)


def _rows(report: Report, lines: Sequence[Line]) -> list[Row]:
    """The rows that the lines are about: by name, or one after the other where there are as many."""
    names = {row.name.lower(): row for row in report.rows}
    known = [names.get(line.name.partition("(")[0].strip().lower()) for line in lines]
    if lines and all(known):
        return [row for row in known if row is not None]
    weighty = [row for row in report.rows if row.weights]
    inner = [row for row in report.rows if row.type != "InputLayer"]
    for rows in (weighty, list(report.rows), inner):
        if len(rows) == len(lines):
            return rows
    strange = next((line for line, row in zip(lines, known, strict=True) if row is None), None)
    if strange is None:
        return []
    raise Malformed(
        f"line {strange.number}: {strange.name!r} is no layer of {report.name}, and there are {len(lines)} lines for "
        f"{len(inner)} layers, {len(weighty)} of them with parameters; give the lines the names that show has, or "
        "give each layer its line"
    )


def _of_row(
    line: Line, row: Row, part: Report, report: Report, sizes: Mapping[str, Any], options: Mapping[str, Any]
) -> Iterator[Difference]:
    if line.shape is not None and row.outputs:
        true = tuple(int(n) for n in row.outputs[0])
        if line.shape not in (true, true[: len(line.shape)], (*true[-1:], *true[:-1])):
            formula = part.rows[0].outputs[0]
            written = f"({', '.join(map(str, true))})"
            terms = ", ".join(written_out(display(n)) for n in formula)
            reasons = () if tuple(formula) == true else (f"it is ({terms})",)
            yield Difference(line, row.name, "output", "×".join(map(str, line.shape)), written, reasons)
    yield from _totals(line, row.name, part, report, sizes, options, True)


def _totals(
    line: Line,
    layer: str,
    part: Report,
    report: Report,
    sizes: Mapping[str, Any],
    options: Mapping[str, Any],
    explained: bool,
) -> Iterator[Difference]:
    bound = part.at(**{n: v for n, v in {**report.defaults, **sizes}.items() if n in part.symbols})
    for what, text in line.totals.items():
        low, high = spread(text)
        actual = int(bound.cost(what, **options))
        if low <= actual <= high:
            continue
        found = audit(bound, f"{what} = {text}", **options).findings if explained else ()
        reasons = tuple(dict.fromkeys(f"{f.value:,} is {f.says}" for f in found))
        yield Difference(line, layer, what, text, f"{actual:,}", reasons)
