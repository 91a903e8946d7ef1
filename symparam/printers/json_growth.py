"""How totals grow, for programs: exact fractions as text that ``fractions.Fraction`` reads."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..algebra import Dim
from ..algebra.display import display
from ..algebra.text import ASCII, text

if TYPE_CHECKING:
    from ..explore.growth import Along, Growth

SCHEMA = "symparam-growth-1"


def growth_object(found: Iterable[Growth]) -> dict[str, Any]:
    """The growth of each total in lists, dicts, strings and integers; null where something is not known."""
    growths = list(found)
    fixed = growths[0].fixed
    return {
        "schema": SCHEMA,
        "model": growths[0].model,
        "fixed": {name: value if isinstance(value, int) else _formula(value) for name, value in fixed.items()},
        "totals": [
            {
                "name": g.measure.name,
                "unit": g.measure.unit,
                "counts": g.measure.counts,
                "formula": _formula(g.measure.shown),
                "leading": None if g.joint is None else _formula(g.joint),
                "along": [_along(a) for a in g.along],
            }
            for g in growths
        ],
    }


def _along(a: Along) -> dict[str, Any]:
    return {
        "symbol": a.name,
        "degree": a.leading.degree,
        "coefficient": None if a.leading.degree is None else _formula(a.leading.coefficient),
        "at": a.at,
        "doubling": _fraction(a.doubling),
        "doubling_limit": a.leading.ratio(),
        "largest": None
        if a.owners is None
        else [{"layer": o.layer, "first": o.first, "last": o.last} for o in a.owners],
        "shares": [{"layer": s.layer, "share": _fraction(s.here), "limit": _fraction(s.far)} for s in a.shares],
    }


def _formula(value: Dim) -> str:
    return text(display(value), ASCII)


def _fraction(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
