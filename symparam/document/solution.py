"""The sizes that a budget buys, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .tree import Document, Outline, Spans
from .words import held

if TYPE_CHECKING:
    from ..explore.solve import Solution

SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}


def solution(s: Solution) -> Document:
    """The answer first, then the totals there, all such sizes, and what was held fixed."""
    lines: list[tuple[int, Spans]] = [(0, (s.impossible,))] if s.impossible else _found(s)
    return Document(f"{' and '.join(c.text for c in s.constraints)}, for {s.name}", (), (Outline(tuple(lines)),), True)


def _found(s: Solution) -> list[tuple[int, Spans]]:
    answer = _answer(s)
    lines: list[tuple[int, Spans]] = [(0, (answer,))]
    if s.best is not None:
        lines += [(1, (total,)) for total in _totals(s, s.best)]
    if s.after is not None:
        values = s.values(s.after)
        broken = [c for c in s.constraints if not c.holds(values[c.measure.name])]
        totals = ", ".join(f"{c.measure.name} {values[c.measure.name]:,}" for c in broken)
        lines.append((0, (f"the next legal size, {s.name}={s.after}, has {totals}",)))
    if s.sizes.text(s.name) != answer:
        lines.append((0, (f"all such sizes: {s.sizes.text(s.name)}",)))
    if s.fixed:
        lines.append((0, held(s.fixed)))
    counted = dict.fromkeys(f"{c.measure.name}: {c.measure.counts}" for c in s.constraints if c.measure.counts)
    return [*lines, *((0, (line,)) for line in counted)]


def _answer(s: Solution) -> str:
    if s.wanted == "all":
        return s.sizes.text(s.name)
    if s.best is None:
        return f"{s.sizes.text(s.name)}: no size is too large"
    return f"{s.name} = {s.best}"


def _totals(s: Solution, n: int) -> list[str]:
    values = s.values(n)
    width = max(len(c.measure.name) for c in s.constraints)
    cells = [f"{values[c.measure.name]:,}" for c in s.constraints]
    right = max(map(len, cells))
    return [
        f"{c.measure.name.ljust(width)}  {cell.rjust(right)}  {SIGNS[c.op]} {c.bound:,}"
        for c, cell in zip(s.constraints, cells, strict=True)
    ]
