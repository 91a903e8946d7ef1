"""A solution as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..algebra.display import display
from ..printable import printable_json

if TYPE_CHECKING:
    from .solve import Solution

SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
LISTED = 20  # sizes with their own lines


def text(s: Solution) -> str:
    """The answer first, then the totals there, all such sizes, and what was held fixed."""
    if s.impossible:
        return s.impossible + "\n"
    lines = [_answer(s)]
    if s.best is not None:
        lines += _totals(s, s.best)
    if s.after is not None:
        values = s.values(s.after)
        broken = [c for c in s.constraints if not _holds(values[c.measure.name], c.op, c.bound)]
        lines.append(
            f"the next legal size, {s.name}={s.after}, has "
            + ", ".join(f"{c.measure.name} {values[c.measure.name]:,}" for c in broken)
        )
    if s.sizes.text(s.name) != lines[0]:
        lines.append(f"all such sizes: {s.sizes.text(s.name)}")
    if s.fixed:
        lines.append("at " + ", ".join(f"{n}={display(value)}" for n, value in s.fixed.items()))
    lines += dict.fromkeys(f"{c.measure.name}: {c.measure.counts}" for c in s.constraints if c.measure.counts)
    return "\n".join(lines) + "\n"


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
        f"  {c.measure.name.ljust(width)}  {cell.rjust(right)}  {SIGNS[c.op]} {c.bound:,}"
        for c, cell in zip(s.constraints, cells, strict=True)
    ]


def _holds(value: int, op: str, bound: int) -> bool:
    return {"<=": value <= bound, ">=": value >= bound, "==": value == bound, "!=": value != bound}[op]


def json(s: Solution) -> str:
    """``name``, ``wanted``, ``best``, ``sizes`` (progressions; ``last`` null without end), ``values``, ``fixed``."""
    return printable_json(
        {
            "schema": 1,
            "name": s.name,
            "wanted": s.wanted,
            "best": s.best,
            "sizes": [{"first": p.first, "last": p.last, "step": p.step} for p in s.sizes.parts],
            "values": s.values(s.best) if s.best is not None else None,
            "constraints": [
                {"text": c.text, "name": c.measure.name, "op": c.op, "bound": c.bound} for c in s.constraints
            ],
            "fixed": {n: value if isinstance(value, int) else str(display(value)) for n, value in s.fixed.items()},
            "impossible": s.impossible or None,
        }
    )
