"""JSON for programs: every formula as text that ``symparam.algebra.parse`` reads back, every value as an integer.

The object is described by ``schema.json`` beside this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..costs import COSTS
from ..document.lines import Writer
from ..document.opening import meanings
from ..printable import printable_json
from ..report import Report
from . import json_answers, json_document
from .json_formulas import COUNTS, Formulas, assumptions_list, refusal_object

if TYPE_CHECKING:
    from ..explore.audit import Audit
    from ..explore.audit_table import TableAudit
    from ..explore.check import Check
    from ..explore.compare import Comparison
    from ..explore.growth import Growth
    from ..explore.solve import Solution
    from ..explore.sweep import Sweep

SCHEMA = "symparam-report-1"


def summary(report: Report, *, indent: int | None = 2) -> str:
    """The whole report as one JSON object."""
    return printable_json(report_object(report), indent)


def derivation(report: Report, *, indent: int | None = 2, **options: Any) -> str:
    """The derivation as a JSON object, its formulas as text and in LaTeX."""
    return printable_json(json_document.derivation_object(report, **options), indent)


def comparison(compared: Comparison, *, indent: int | None = 2) -> str:
    """Two models side by side as a JSON object."""
    from .json_comparison import comparison_object

    return printable_json(comparison_object(compared), indent)


def growth(found: Iterable[Growth], *, indent: int | None = 2) -> str:
    """How totals grow as a JSON object."""
    from .json_growth import growth_object

    return printable_json(growth_object(found), indent)


def sweep(found: Sweep, *, indent: int | None = 2) -> str:
    """Totals over sizes as a JSON object; exact integers, and null in gaps."""
    return printable_json(json_answers.sweep_object(found), indent)


def solution(found: Solution, *, indent: int | None = 2) -> str:
    """What a budget buys as a JSON object."""
    return printable_json(json_answers.solution_object(found), indent)


def audit(found: Audit, *, indent: int | None = 2) -> str:
    """A claim and what became of it as a JSON object."""
    return printable_json(json_answers.audit_object(found), indent)


def audit_table(found: TableAudit, *, indent: int | None = 2) -> str:
    """A table of claims and what became of its lines as a JSON object."""
    return printable_json(json_answers.audit_table_object(found), indent)


def check(found: Check, *, indent: int | None = 2) -> str:
    """Whether sizes are legal as a JSON object."""
    return printable_json(json_answers.check_object(found), indent)


def report_object(report: Report) -> dict[str, Any]:
    """The report in lists, dicts, strings and integers."""
    write = Formulas(Writer(report))
    columns = {name: report.column(name, **report.shown.options) for name in report.shown.names if name not in COUNTS}
    return {
        "schema": SCHEMA,
        "model": report.name,
        "symbols": [
            {"name": name, "meaning": meaning, "default": report.symbols[name]}
            for name, meaning in meanings(report).items()
        ],
        "pinned": [{"name": name, "value": value, "why": why} for name, (value, why) in report.facts.pinned.items()],
        "rows": [
            {**write.row(row), **write.costs({name: column[i] for name, column in columns.items()})}
            for i, row in enumerate(report.rows)
        ],
        "totals": {
            **write.counts(report),
            **write.buffers(report),
            **write.costs(_totals(report, columns)),
            "partial": report.partial,
        },
        "conditions": [{"layer": c.layer, "relation": write.relation(c)} for c in report.conditions],
        **({"modules": [write.branch(branch) for branch in report.tree]} if report.library == "torch" else {}),
        "domain": report.domain.text(ascii=True),
        "refusal": refusal_object(report),
        "assumptions": assumptions_list(report),
        "outputs": [write.shape(x) for x in report.outputs],
    }


def _totals(report: Report, columns: dict[str, Any]) -> dict[str, Any]:
    return {name: report.cost(name, **report.shown.options) for name in columns if COSTS[name].unit != "positions"}
