"""Two models side by side as a JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..document.lines import Writer
from ..report import Report, Row
from .json_report import Formulas

if TYPE_CHECKING:
    from ..explore.compare import Comparison
    from ..explore.crossing import Crossing

SCHEMA = "symparam-comparison-1"


def comparison_object(compared: Comparison) -> dict[str, Any]:
    """The comparison in lists, dicts, strings and integers."""
    reports = {"first": compared.first, "second": compared.second}
    writers = {side: Formulas(Writer(report)) for side, report in reports.items()}
    sides = ("first", "second")
    return {
        "schema": SCHEMA,
        "models": dict(zip(sides, compared.names, strict=True)),
        "rows": [{side: _row(writers[side], row) for side, row in zip(sides, pair, strict=True)}
                 for pair in compared.rows],
        "totals": {side: _totals(writers[side], report) for side, report in reports.items()},
        "difference": writers["first"].formula(compared.difference),
        "equal": {"answer": compared.equal.answer, "how": compared.equal.how,
                  "counterexample": dict(compared.equal.counterexample)},
        "crossings": [_crossing(crossing) for crossing in compared.crossings],
        "undecided": list(compared.undecided),
    }


def _row(write: Formulas, row: Row | None) -> dict[str, Any] | None:
    return None if row is None else {"name": row.name, "type": row.type, **write.counts(row)}


def _totals(write: Formulas, report: Report) -> dict[str, Any]:
    return {**write.counts(report), "partial": report.partial}


def _crossing(crossing: Crossing) -> dict[str, Any]:
    """Exact sets as text, and from the smallest size up who is larger; null where that never ends."""
    sets = {"first_larger": crossing.first_larger, "equal": crossing.equal, "second_larger": crossing.second_larger}
    return {
        "symbol": crossing.symbol,
        "at": dict(crossing.at),
        **{name: None if values.is_empty else values.text(crossing.symbol, ascii=True)
           for name, values in sets.items()},
        "runs": crossing.runs and [{"larger": run.who, "first": run.first, "last": run.last} for run in crossing.runs],
    }
