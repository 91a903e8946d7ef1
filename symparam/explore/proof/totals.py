"""The totals: the volumes of all weights, multiplied out in whole numbers, must sum up to what the report says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from math import prod
from typing import Any

from sympy import Add, Expr

from ...algebra import Dim, Shape, names_in, product, total
from ...algebra.compiled import compile_function
from ...algebra.domain import Undecided
from ...algebra.domain.periods import Periods
from ...algebra.equality import Verdict, same
from ...algebra.equality.box import Box
from ...algebra.equality.composed import composed, largest, multiplied
from ...algebra.equality.parts import numerator
from ...algebra.expanding import expand
from .ground import POINTS, Ground, told_together

Volumes = Counter[Shape]  # how often each shape counts; less than never, where an earlier row counts it already


def checked(ground: Ground, claimed: Dim, volumes: Volumes) -> tuple[Verdict, frozenset[str]]:
    """The verdict on a total, and the symbols in it.

    Symbols that meet in no shape and in no term of the total are tried one group after the other: the total and the
    sum of the volumes are both sums of parts, one for each group.
    """
    names = names_in(claimed).union(*(names_in(n) for x in volumes for n in x))
    try:
        boxes = [ground.box(found) for found in _measured(claimed, volumes)] or [Box(())]
    except Undecided as reason:
        return _by_formula(ground, claimed, volumes, str(reason)), names
    if any(box.size > POINTS for box in boxes):
        return _by_formula(ground, claimed, volumes, "its box is too large"), names
    counted = _function(claimed, volumes, order := [n for n in ground.order if n in names])
    for box in boxes:
        for values in box.points():
            point = {**ground.base, **dict(zip(box.names, values, strict=True))}
            said, found = counted(*(point[name] for name in order))
            if said != found:
                if ground.is_legal(point):
                    return Verdict.no({name: point[name] for name in order}, said, found), names
                return _by_formula(ground, claimed, volumes, "it holds only for some sizes"), names
    return Verdict.yes("; ".join(told_together(boxes))), names


def _measured(claimed: Dim, volumes: Volumes) -> list[Periods]:
    """What decides each group of symbols that meet."""
    parts = [multiplied(composed(n, {}) for n in x) for x in volumes]
    parts += [composed(term, {}) for term in _terms(claimed)]
    groups: list[tuple[frozenset[str], list[Periods]]] = []
    for part in parts:
        names, joined = frozenset(part.period), [part]
        if names:
            apart = [group for group in groups if not group[0] & names]
            for other, members in (group for group in groups if group[0] & names):
                names, joined = names | other, members + joined
            groups = [*apart, (names, joined)]
    return [largest(members) for _, members in groups]


def _terms(claimed: Dim) -> Iterable[Dim]:
    if isinstance(claimed, int):
        return ()
    return [numerator(term) for term in Add.make_args(expand(claimed))]


def _function(claimed: Dim, volumes: Volumes, names: list[str]) -> Callable[..., tuple[Any, Any]]:
    axes = list(dict.fromkeys(n for x in volumes for n in x if isinstance(n, Expr)))
    place = {n: i for i, n in enumerate(axes, 1)}
    shapes = [
        (times * prod(n for n in x if isinstance(n, int)), [place[n] for n in x if isinstance(n, Expr)])
        for x, times in volumes.items()
    ]
    sizes = compile_function([claimed, *axes], names)

    def counted(*point: int) -> tuple[Any, Any]:
        values = sizes(*point)
        return values[0], sum(number * prod(values[i] for i in symbolic) for number, symbolic in shapes)

    return counted


def _by_formula(ground: Ground, claimed: Dim, volumes: Volumes, why: str) -> Verdict:
    """Where no box of all symbols decides, the parts of the difference may."""
    added = total(times * product(x) for x, times in volumes.items())
    verdict = same(claimed, added, ground.domain)
    return verdict if verdict.answer != "undecided" else Verdict.undecided(f"{why}; {verdict.how}")
