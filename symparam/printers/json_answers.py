"""What is found about sizes and numbers, as JSON objects: a sweep, a solution, an audit, a check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..algebra import Dim, evaluate, names_in
from ..algebra.display import display
from ..algebra.text import ASCII, text

if TYPE_CHECKING:
    from ..explore.audit import Audit
    from ..explore.audit_table import TableAudit
    from ..explore.check import Check, Fault
    from ..explore.solve import Solution
    from ..explore.sweep import Sweep


def sweep_object(sweep: Sweep) -> dict[str, Any]:
    """``names``, ``fixed``, ``what`` (name, unit, counts, formula), and ``points`` with sizes, values and reason."""
    totals = [m.name for m in sweep.what]
    gap = [None] * len(totals)
    return {
        "schema": 1,
        "model": sweep.model,
        "names": list(sweep.names),
        "fixed": {n: _size(v) for n, v in sweep.fixed.items()},
        "what": [
            {"name": m.name, "unit": m.unit, "counts": m.counts, "formula": text(display(m.shown))} for m in sweep.what
        ],
        "points": [
            {
                **dict(zip(sweep.names, p.sizes, strict=True)),
                **dict(zip(totals, p.values or gap, strict=True)),
                "reason": p.reason or None,
            }
            for p in sweep.points
        ],
    }


def solution_object(s: Solution) -> dict[str, Any]:
    """``name``, ``wanted``, ``best``, ``sizes`` (progressions; ``last`` null without end), ``values``, ``fixed``."""
    return {
        "schema": 1,
        "name": s.name,
        "wanted": s.wanted,
        "best": s.best,
        "sizes": [{"first": p.first, "last": p.last, "step": p.step} for p in s.sizes.parts],
        "values": s.values(s.best) if s.best is not None else None,
        "constraints": [{"text": c.text, "name": c.measure.name, "op": c.op, "bound": c.bound} for c in s.constraints],
        "fixed": {n: _size(v) for n, v in s.fixed.items()},
        "impossible": s.impossible or None,
    }


def audit_object(found: Audit) -> dict[str, Any]:
    """The claim, between which numbers it lies, the true value, and what gives the claimed number."""
    return {
        "schema": 1,
        "claim": found.claim,
        "what": found.measure.name,
        "confirmed": found.confirmed,
        "claimed": [int(n) if n.denominator == 1 else float(n) for n in found.claimed],
        "value": found.actual,
        "sizes": dict(found.sizes),
        "findings": [{"value": f.value, "says": f.says} for f in found.findings],
    }


def audit_table_object(found: TableAudit) -> dict[str, Any]:
    """How many lines the table has, at which sizes, and each difference with what gives the claimed number."""
    return {
        "schema": 1,
        "confirmed": found.confirmed,
        "lines": len(found.lines),
        "sizes": dict(found.sizes),
        "differences": [
            {
                "line": d.line.number,
                "layer": d.layer,
                "what": d.what,
                "claimed": d.claimed,
                "value": d.actual,
                "findings": list(d.reasons),
            }
            for d in found.differences
        ],
        "unnamed": list(found.unnamed),
    }


def check_object(found: Check) -> dict[str, Any]:
    """Whether the sizes are legal, the faults with their cures, and the legal sizes."""
    return {
        "schema": "symparam-check-1",
        "model": found.model,
        "legal": found.legal,
        "sizes": dict(found.sizes),
        "faults": [_fault(fault) for fault in found.faults],
        "nearest": [{name: list(n) for name, n in change.items()} for change in found.nearest],
        "domain": None if found.domain is None else found.domain.text(ascii=True),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    file, _, line = fault.place.rpartition(":")
    need = fault.need
    return {
        "layer": fault.layer,
        "type": fault.type,
        "file": file or None,
        "line": int(line) if line.isdigit() else None,
        "why": need.why,
        "left": need.left if isinstance(need.left, int) else str(need.left),
        "relation": need.op,
        "right": need.right if isinstance(need.right, int) else str(need.right),
        "setting": fault.field or None,
        "now": fault.now,
        "must": fault.must,
        "formula": text(display(fault.formula), ASCII) if fault.field else None,
        "choices": list(fault.choices),
        "cure": fault.cure or None,
    }


def _size(value: Dim) -> Any:
    """A size that is held: a number, or its formula."""
    if isinstance(value, int):
        return value
    return text(display(value)) if names_in(value) else evaluate(value, {})
