"""A sweep as a table, as CSV and as JSON."""

from __future__ import annotations

import csv as csv_module
import io
from itertools import groupby

from ..algebra import evaluate, names_in
from ..algebra.display import display
from ..algebra.text import text as formula
from ..printable import name_cell, printable_json
from .sweep import Sweep
from .table import table


def text(sweep: Sweep) -> str:
    """The points as lines; neighbours that the same layer refuses stand in one line."""
    rows: list[list[str]] = []
    for reason, group in groupby(sweep.points, key=lambda p: _who(p.reason)):
        members = list(group)
        if not reason:
            rows += [[*map(str, p.sizes), *(f"{v:,}" for v in p.values or ())] for p in members]
        else:
            first, last = members[0], members[-1]
            spans = [str(a) if a == b else f"{a}…{b}" for a, b in zip(first.sizes, last.sizes, strict=True)]
            rows.append([*spans, *("–" for _ in sweep.what), first.reason if first == last else _who(first.reason)])
    header = [*sweep.names, *(m.heading for m in sweep.what)]
    lines = table(header, rows, right=len(header))
    lines += ["", *notes(sweep)]
    return "\n".join(lines) + "\n"


def _who(reason: str) -> str:
    """The refusal without its numbers, which differ from size to size."""
    return reason.split("; ")[0]


def notes(sweep: Sweep) -> list[str]:
    """What holds at every point, and what is counted."""
    lines = []
    if sweep.fixed:
        lines.append("at " + ", ".join(f"{name}={formula(display(value))}" for name, value in sweep.fixed.items()))
    return lines + [f"{m.name}: {m.counts}" for m in sweep.what]


def csv(sweep: Sweep) -> str:
    """Header and one line for each point; the reason stands in the last column."""
    stream = io.StringIO()
    writer = csv_module.writer(stream, lineterminator="\n")
    writer.writerow([*sweep.names, *(m.name for m in sweep.what), "reason"])
    for p in sweep.points:
        writer.writerow([*p.sizes, *(p.values or [""] * len(sweep.what)), name_cell(p.reason)])
    return stream.getvalue()


def json(sweep: Sweep) -> str:
    """``names``, ``fixed``, ``what`` (name, unit, counts, formula), and ``points`` with sizes, values and reason."""
    fixed = {
        n: v if isinstance(v, int) else evaluate(v, {}) if not names_in(v) else str(display(v))
        for n, v in sweep.fixed.items()
    }
    return printable_json(
        {
            "schema": 1,
            "model": sweep.model,
            "names": list(sweep.names),
            "fixed": fixed,
            "what": [
                {"name": m.name, "unit": m.unit, "counts": m.counts, "formula": str(display(m.shown))}
                for m in sweep.what
            ],
            "points": [
                {
                    **dict(zip(sweep.names, p.sizes, strict=True)),
                    **dict(zip((m.name for m in sweep.what), p.values or [None] * len(sweep.what), strict=True)),
                    "reason": p.reason or None,
                }
                for p in sweep.points
            ],
        }
    )
