"""Two models side by side as a JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..algebra import Dim
from ..document.lines import Writer
from ..report import Report
from ..row import Row
from .json_formulas import Formulas, refusal_object

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
        "what": compared.what,
        "rows": [
            {side: _row(writers[side], row, value) for side, row, value in zip(sides, pair, values, strict=True)}
            for pair, values in zip(compared.rows, compared.values, strict=True)
        ],
        "totals": {
            side: {**_totals(writers[side], report), **_cost(writers[side], total)}
            for (side, report), total in zip(reports.items(), compared.totals, strict=True)
        },
        "difference": writers["first"].formula(compared.difference),
        "equal": {
            "answer": compared.equal.answer,
            "how": compared.equal.how,
            "counterexample": dict(compared.equal.counterexample),
        },
        "crossings": [_crossing(crossing) for crossing in compared.crossings],
        "undecided": list(compared.undecided),
        "refusals": {side: refusal_object(report) for side, report in reports.items()},
    }


def _row(write: Formulas, row: Row | None, value: Dim | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"name": row.name, "type": row.type, **write.counts(row), **({} if value is None else _cost(write, value))}


def _cost(write: Formulas, value: Dim) -> dict[str, Any]:
    """The compared cost as a formula and as a value."""
    return {"cost": write.formula(value), "cost_value": write.value(value)}


def _totals(write: Formulas, report: Report) -> dict[str, Any]:
    return {**write.counts(report), "partial": report.partial}


def _crossing(crossing: Crossing) -> dict[str, Any]:
    """Exact sets as text, and from the smallest size up who is larger; null where that never ends."""
    sets = {"first_larger": crossing.first_larger, "equal": crossing.equal, "second_larger": crossing.second_larger}
    return {
        "symbol": crossing.symbol,
        "at": dict(crossing.at),
        **{
            name: None if values.is_empty else values.text(crossing.symbol, ascii=True) for name, values in sets.items()
        },
        "runs": crossing.runs and [{"larger": run.who, "first": run.first, "last": run.last} for run in crossing.runs],
    }
