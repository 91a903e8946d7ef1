"""The sizes around the default for which the total stays the same."""

from __future__ import annotations

from ..algebra import names_in
from ..algebra.compiled import compile_function
from ..algebra.expanding import extent
from ..algebra.nodes import Name
from ..budget import spend
from ..report import Report
from .tree import Math, Spans
from .words import join

FARTHEST = 256  # sizes to either side; a total that is constant farther than that is not worth a sentence
MOST = 8192  # sizes to either side of all symbols together
TOGETHER = 16  # parts of a formula that compiled code works out in the time of a cell


def plateau(report: Report) -> Spans:
    """``H and W in 248…259``: how far a symbol of the total can change without changing it, the others at default."""
    total, sizes = report.params, report.defaults
    if report.refusal or isinstance(total, int) or not sizes or not names_in(total) <= sizes.keys():
        return ()
    function = compile_function([total], tuple(sizes))
    known = function(*sizes.values())
    farthest = min(FARTHEST, MOST // len(sizes))
    cells = 1 + extent(total).nodes // TOGETHER
    found: dict[tuple[int, int], list[Spans]] = {}
    for name in sizes:
        if name not in names_in(total):
            continue

        def same(n: int, name: str = name) -> bool:
            spend(cells)
            changed = {**sizes, name: n}
            return report.domain.keeps(name, changed) and function(*changed.values()) == known

        first = last = sizes[name]
        while first > sizes[name] - farthest and same(first - 1):
            first -= 1
        while last < sizes[name] + farthest and same(last + 1):
            last += 1
        if first < last < sizes[name] + farthest:
            found.setdefault((first, last), []).append((Math(Name(name)),))
    return join([(*join(names), f" in {first}…{last}") for (first, last), names in found.items()])
