"""Which layer has the largest share of a total, size by size, with the exact sizes where that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..algebra import Dim, bind, evaluate
from ..algebra.domain import Progressions, Undecided, solve_relation
from ..frozen import dataclass
from ..report import Report
from .legal import Legal

MOST = 12  # changes that are followed


@dataclass(frozen=True)
class Owner:
    """The layer with the largest share for the legal sizes from ``first`` to ``last`` (None: without end)."""

    layer: str
    first: int
    last: int | None


def owners(report: Report, values: Sequence[Dim], name: str, fixed: Mapping[str, Dim]) -> tuple[Owner, ...] | None:
    """The owners along one symbol, from the smallest legal size on; of equals the first row counts.

    ``values`` belong to the rows in order. After twelve changes the last owner's end is not known, and None stands for
    its last size too. The result is None where a comparison cannot be decided.
    """
    legal = Legal(report, fixed)
    least = legal.domain.start(name) if name in report.symbols else 1
    sizes = legal.domain[name]
    bound = _rivals([(bind(value, fixed), row.title) for row, value in zip(report.rows, values, strict=True)])
    n = sizes.smallest
    found: list[Owner] = []
    try:
        while n is not None and len(found) < MOST:
            here = {name: n}
            best = max(bound, key=lambda v: evaluate(v, here))
            after = _next(bound, best, name, least, sizes & Progressions.at_least(n + 1))
            found.append(Owner(bound[best], n, None if after is None else sizes.below(after - 1)))
            n = after
    except Undecided:
        return None
    return tuple(found)


def _rivals(parts: Sequence[tuple[Dim, str]]) -> dict[Dim, str]:
    """The values that may be the largest, each with the first row that has it; of all numbers the largest alone."""
    most = max((value for value, _ in parts if isinstance(value, int)), default=None)
    found: dict[Dim, str] = {}
    for value, title in parts:
        if value == most or not isinstance(value, int):
            found.setdefault(value, title)
    return found


def _next(bound: Mapping[Dim, str], best: Dim, name: str, least: int, sizes: Progressions) -> int | None:
    """The first of the sizes where another value is larger."""
    firsts = []
    for value in bound:
        if value != best and not (isinstance(value, int) and isinstance(best, int)):
            larger = solve_relation(value, ">", best, name, least=least) & sizes
            if larger.smallest is not None:
                firsts.append(larger.smallest)
    return min(firsts, default=None)
