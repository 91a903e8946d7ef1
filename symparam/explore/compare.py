"""Two models side by side: which layers differ, the difference of the totals, and where the one is larger."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any, ClassVar

from ..algebra import Dim, bind, names_in
from ..algebra.anchor import residue
from ..algebra.domain import Domain, Undecided, solve_relation
from ..algebra.equality import Verdict, same
from ..frozen import dataclass
from ..outlets import Answer
from ..report import Report
from ..row import Row
from .crossing import Crossing


@dataclass(frozen=True)
class Comparison(Answer):
    """Rows in pairs (one side None where the other model has no such layer), and the totals."""

    first: Report
    second: Report
    rows: tuple[tuple[Row | None, Row | None], ...]
    difference: Dim  # the first total minus the second
    equal: Verdict
    crossings: tuple[Crossing, ...]
    undecided: tuple[str, ...]  # symbols along which no crossing could be worked out, and why
    names: tuple[str, str]  # what the two models are called
    what: str  # the cost that is compared
    totals: tuple[Dim, Dim]
    values: tuple[tuple[Dim | None, Dim | None], ...]  # the cost of each of the rows

    kind: ClassVar = "comparison"


def compare(
    first: Report, second: Report, names: tuple[str, str] | None = None, *, what: str = "params", **options: Any
) -> Comparison:
    """Compare two reports, under their own names or others, by their parameters or by another cost.

    Symbols with the same name are the same size; only sizes that are legal in both count. ``what`` and the options
    are those of ``Report.cost``.
    """
    if names is None and first.name != second.name:
        names = first.name, second.name
    domain = Domain.of(dict.fromkeys((*first.conditions, *second.conditions)))
    totals = first.cost(what, **options), second.cost(what, **options)
    a, b = map(residue, totals)
    difference = first.minus(second, what, **options)
    crossings, undecided = _crossings(first, second, difference, domain)
    costs = {
        id(row): value
        for report in (first, second)
        for row, value in zip(report.rows, report.column(what, **options), strict=True)
    }
    pairs = tuple(_pairs(first.rows, second.rows))
    return Comparison(
        first,
        second,
        pairs,
        difference,
        same(a, b, domain),
        crossings,
        undecided,
        names or ("first", "second"),
        what,
        totals,
        tuple((costs.get(id(a)), costs.get(id(b))) for a, b in pairs),
    )


def _pairs(a: tuple[Row, ...], b: tuple[Row, ...]) -> list[tuple[Row | None, Row | None]]:
    """Rows of equal type, in order, in pairs."""
    pairs: list[tuple[Row | None, Row | None]] = []
    matcher = SequenceMatcher(None, [row.type for row in a], [row.type for row in b], autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(a[i:i_end], b[j:j_end], strict=True)
        else:
            pairs += [(row, None) for row in a[i:i_end]] + [(None, row) for row in b[j:j_end]]
    return pairs


def _crossings(
    first: Report, second: Report, difference: Dim, domain: Domain
) -> tuple[tuple[Crossing, ...], tuple[str, ...]]:
    """Along each symbol of the difference, with the others at their defaults."""
    defaults = {**second.defaults, **first.defaults}
    found, undecided = [], []
    for name in sorted(names_in(difference), key=list({**first.symbols, **second.symbols}).index):
        others = {other: n for other, n in defaults.items() if other != name and other in names_in(difference)}
        missing = names_in(difference) - set(others) - {name}
        if missing:
            undecided.append(f"{name}: {', '.join(sorted(missing))} has no size; give one")
            continue
        line, legal = bind(difference, others), domain.bind(others)[name]
        if legal.is_empty:
            at = ", ".join(f"{n}={size}" for n, size in others.items())
            undecided.append(f"{name}: no {name} is legal in both" + (f" at {at}" if at else ""))
            continue
        try:
            larger, equal, smaller = (solve_relation(line, op, 0, name) & legal for op in (">", "==", "<"))
        except Undecided as error:
            undecided.append(f"{name}: {error}")
            continue
        found.append(Crossing(name, others, larger, equal, smaller))
    return tuple(found), tuple(undecided)
