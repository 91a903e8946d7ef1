"""A table of claims and what became of its lines, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .tree import Document, Outline, Spans

if TYPE_CHECKING:
    from ..explore.audit_table import Difference, TableAudit


def audit_table(found: TableAudit) -> Document:
    """How many lines hold, the first that does not, with its reason, and the others."""
    return Document("table", (), (Outline(tuple(_lines(found))),), answer=True)


def _lines(found: TableAudit) -> list[tuple[int, Spans]]:
    at = ", ".join(f"{name}={value}" for name, value in found.sizes.items())
    wrong = len({difference.line.number for difference in found.differences})
    lines: list[tuple[int, Spans]] = [
        (0, (f"{len(found.lines) - wrong} of {len(found.lines)} lines hold" + (f" at {at}" if at else ""),))
    ]
    for i, difference in enumerate(found.differences):
        lines.append((0, (f"first difference, {_told(difference)}",)) if i == 0 else (1, (_told(difference),)))
        lines += [(1 if i == 0 else 2, (reason,)) for reason in difference.reasons]
    if found.unnamed:
        lines.append((0, (f"the table says nothing of {', '.join(found.unnamed)}",)))
    return lines


def _told(found: Difference) -> str:
    return f"line {found.line.number}: {found.layer}: {found.what} is {found.actual}, not {found.claimed}"
