"""At which other size a total has a claimed value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor

from ..algebra import Dim, bind, evaluate, names_in, size
from ..algebra.domain import Undecided, solve_relation
from ..report import Report
from .legal import Legal
from .measure import Measure

FARTHEST = 64  # times the size that was given; beyond that nobody means it


def other_sizes(
    report: Report, m: Measure, sizes: Mapping[str, int], claimed: tuple[Fraction, Fraction]
) -> Iterator[tuple[str, int]]:
    """One size at a time, and all sizes of an image that are equal now, together."""
    equal = [n for n in _image(report) if sizes.get(n) == sizes.get(next(iter(_image(report)), ""))]
    groups: list[tuple[str, ...]] = [(n,) for n in sizes if n in names_in(m.value)]
    if len(equal) > 1:
        groups.insert(0, tuple(equal))
    for group in groups:
        ties: dict[str, Dim] = {n: size(group[0]) for n in group[1:]}
        ties.update({n: v for n, v in sizes.items() if n not in group})
        value = bind(m.value, ties)
        if names_in(value) != {group[0]}:
            continue
        try:
            found = (
                solve_relation(value, ">=", ceil(claimed[0]), group[0])
                & solve_relation(value, "<=", floor(claimed[1]), group[0])
                & Legal(report, ties).domain[group[0]]
            )
        except Undecided:
            continue
        n = found.smallest
        if n is not None and (n > FARTHEST * max(sizes[group[0]], 1) or not _plausible(group[0], n, report)):
            continue
        reached = None if n is None else evaluate(value, {group[0]: n})
        if isinstance(reached, int):
            told = found.text(group[0]) if found.size != 1 else f"{group[0]} = {n}"
            yield f"the value at {' = '.join(reversed(group[1:]))}{' = ' if group[1:] else ''}{told}", reached


def _plausible(name: str, n: int, report: Report) -> bool:
    """Whether people would choose a size: any height or length, up to four channels, a round number of features."""
    means = report.facts.meanings.get(name)
    if means == "input channels":
        return n <= 4
    if means != "input features":
        return True
    return n % 8 == 0 or (n % 10 == 0 and len(str(n).rstrip("0")) <= 2)


def _image(report: Report) -> list[str]:
    """The symbols of the first input's axes, but for its last, the channels."""
    return [str(n) for n in (report.inputs[0] if report.inputs else ())[:-1] if not isinstance(n, int) and n.is_Symbol]
