"""The rows of a report as a data frame."""

from __future__ import annotations

from typing import Any

from ..algebra import evaluate, names_in
from ..errors import MissingExtra
from ..report import Report
from ..several import single


def report_frame(report: Report) -> Any:
    """A row for each layer; numbers where the sizes are known, formulas where not.

    Raises MissingExtra where pandas is not installed.
    """
    try:
        from pandas import DataFrame
    except ImportError:
        raise MissingExtra("data frames need pandas: pip install 'symparam[pandas]'") from None
    sizes = {} if report.refusal else report.defaults

    def told(n: Any) -> Any:
        return evaluate(n, sizes) if n is not None and names_in(n) <= sizes.keys() else n

    shown = [name for name in report.shown.names if name not in ("params", "trainable", "non_trainable")]
    columns = {name: report.column(name, **report.shown.options) for name in shown}
    rows = []
    for i, row in enumerate(report.rows):
        shapes = [tuple(map(told, x)) for x in row.outputs]
        counts = {name: told(getattr(row, name)) for name in ("params", "trainable", "non_trainable")}
        costs = {name: _all(told, column[i]) for name, column in columns.items()}
        output = single(tuple(shapes))
        rows.append({"name": row.name, "type": row.type, "output": output, **counts, **costs})
    return DataFrame(rows).set_index("name")


def _all(told: Any, value: Any) -> Any:
    return tuple(map(told, value)) if isinstance(value, tuple) else told(value)
