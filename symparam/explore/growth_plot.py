"""Growth as a picture: each total over a range of one size, and its leading term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..algebra import Dim, bind, evaluate, size
from ..errors import Malformed
from ..report import Report
from .growth import growth
from .sweep import Point, Sweep, sweep


def growth_sweeps(
    report: Report, what: str | Iterable[str], ranges: Mapping[str, Any], ties: Mapping[str, Any], **options: Any
) -> dict[str, Sweep]:
    """The totals over a range of one size, and their leading terms in whole numbers, as ``plot_together`` takes.

    Raises Malformed where the range is not of one size.
    """
    if len(ranges) != 1:
        raise Malformed(f"the growth is drawn over one size, not over {' and '.join(ranges) or 'none'}")
    (name,) = ranges
    swept = sweep(report, {**ranges, **ties}, what, **options)
    others = {n: value for n, value in swept.fixed.items() if isinstance(value, int)}
    terms = [
        next(
            (
                bind(a.leading.coefficient, others) * size(name) ** a.leading.degree
                for a in g.along
                if a.name == name and a.leading.degree is not None
            ),
            None,
        )
        for g in growth(report, what, ties, **options)
    ]
    points = tuple(_leading(point, terms, name) for point in swept.points)
    return {"total": swept, "leading term": replace(swept, points=points)}


def _leading(point: Point, terms: list[Dim | None], name: str) -> Point:
    if point.values is None or None in terms:
        return replace(point, values=None, reason=point.reason or "no leading term")
    values = [evaluate(term, {name: point.sizes[0]}) for term in terms if term is not None]
    return replace(
        point, values=tuple(v if isinstance(v, int) else (2 * int(v.p) + int(v.q)) // (2 * int(v.q)) for v in values)
    )
