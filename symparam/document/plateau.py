"""The sizes around the default for which the total stays the same."""

from __future__ import annotations

from ..algebra import evaluate, names_in
from ..algebra.nodes import Name
from ..report import Report
from .tree import Math, Spans
from .words import join

FARTHEST = 256  # sizes to either side; a total that is constant farther than that is not worth a sentence


def plateau(report: Report) -> Spans:
    """``H and W in 248…259``: how far a symbol of the total can change without changing it, the others at default."""
    total, sizes = report.params, report.defaults
    if report.refusal or isinstance(total, int) or not names_in(total) <= sizes.keys():
        return ()
    known = evaluate(total, sizes)
    found: dict[tuple[int, int], list[Spans]] = {}
    for name in sizes:
        if name not in names_in(total):
            continue

        def same(n: int, name: str = name) -> bool:
            return report.domain.contains({**sizes, name: n}) and evaluate(total, {**sizes, name: n}) == known

        first = last = sizes[name]
        while first > sizes[name] - FARTHEST and same(first - 1):
            first -= 1
        while last < sizes[name] + FARTHEST and same(last + 1):
            last += 1
        if first < last < sizes[name] + FARTHEST:
            found.setdefault((first, last), []).append((Math(Name(name)),))
    return join([(*join(names), f" in {first}…{last}") for (first, last), names in found.items()])
