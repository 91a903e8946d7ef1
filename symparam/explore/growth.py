"""How totals grow: degree and leading term in each symbol, what doubling does, and which layer owns which share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from ..algebra import Dim, bind, evaluate, names_in
from ..algebra.anchor import residue
from ..algebra.ties import ties
from ..outlets import Answer
from ..report import Report
from .asymptotic import Leading, joint, leading
from .legal import Legal
from .measure import Measure, free_names, measures
from .shares import Owner, owners


@dataclass(frozen=True)
class Share:
    """A layer's part of a total: at the given sizes, and in the limit of a large symbol; None where not known."""

    layer: str
    here: Fraction | None
    far: Fraction | None


@dataclass(frozen=True)
class Along:
    """How a total grows with one symbol, the others at their sizes."""

    name: str
    leading: Leading
    at: int | None  # the symbol's own size
    doubling: Fraction | None  # the total at twice the size, over the total; None where that size is illegal
    shares: tuple[Share, ...]
    owners: tuple[Owner, ...] | None  # None where they could not be decided, or a size is missing
    groups: Mapping[str, tuple[Share, ...]] = field(default_factory=dict)  # the shares by type, and by stage


@dataclass(frozen=True)
class Growth:
    """The growth of one total."""

    model: str
    measure: Measure
    joint: Dim | None  # the terms of the highest degree in all symbols
    along: tuple[Along, ...]
    fixed: Mapping[str, Dim]

    def to_text(self) -> str:
        """What a reader sees."""
        return Growths((self,)).to_text()

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return Growths((self,))._repr_html_()


class Growths(Answer, tuple[Growth, ...]):
    """The growth of several totals, one after the other."""

    kind: ClassVar = "growth"

    def __str__(self) -> str:
        return self.to_text()


def growth(
    report: Report, what: str | Iterable[str] = "params", sizes: Mapping[str, Any] | None = None, **options: Any
) -> Growths:
    """The growth of each total; the defaults fill sizes that are not given, and ties (W="H") make one symbol of two.

    >>> from symparam import Sequential, layers
    >>> from symparam import sizes as names
    >>> report = Sequential([layers.Dense(10), layers.Dense(3)], input=names("d")).derive()
    >>> growth(report)[0].along[0].leading
    Leading(degree=1, coefficient=10)
    """
    wanted = measures(report, what, **options)
    known = free_names(report, wanted)
    given = ties(report.spelled(sizes or {}), known, report.name)
    tied = {n: value for n, value in given.items() if names_in(value)}
    at = {**report.defaults, **{n: value for n, value in given.items() if isinstance(value, int)}}
    at = {n: size for n, size in at.items() if n not in tied}
    if refusal := Legal(report, tied).domain.refusal(at):
        raise refusal.error()
    return Growths(_growth(report, m, tied, at, **options) for m in wanted)


def _growth(report: Report, m: Measure, tied: Mapping[str, Dim], at: Mapping[str, int], **options: Any) -> Growth:
    value = bind(m.value, tied)
    rows = [bind(residue(0 if v is None else v), tied) for v in report.column(m.name, **options)]
    names = [n for n in free_names(report, [m]) if n in names_in(value)]
    along = tuple(_along(report, value, rows, n, tied, at) for n in names)
    return Growth(report.name, m, joint(value), along, {**tied, **at})


def _along(
    report: Report, value: Dim, rows: list[Dim], name: str, tied: Mapping[str, Dim], at: Mapping[str, int]
) -> Along:
    others = {n: size for n, size in at.items() if n != name}
    fixed = {**{n: bind(v, others) for n, v in tied.items()}, **others}
    complete = not names_in(bind(value, others)) - {name}
    here = at.get(name)
    lead = leading(value, name)
    if not complete:
        return Along(name, lead, here, None, (), None)
    doubling = None
    twice = here is not None and not Legal(report, tied).refusal({**others, name: 2 * here})
    if here is not None and twice and (now := evaluate(value, {**others, name: here})):
        doubling = Fraction(int(evaluate(value, {**others, name: 2 * here})), int(now))
    lead = Leading(lead.degree, report.read(lead.coefficient))
    shares = _shares(report, value, rows, name, others, here)
    return Along(name, lead, here, doubling, shares, owners(report, rows, name, fixed), _groups(report, shares))


def _groups(report: Report, shares: tuple[Share, ...]) -> dict[str, tuple[Share, ...]]:
    """The shares of all layers of a type together, and of those of a stage; none where each has one layer alone."""
    kinds = {
        "type": {row.name: row.type for row in report.rows},
        "stage": {row.name: stage.title for stage in report.stages() for row in stage.every},
    }
    return {kind: found for kind, of in kinds.items() if len(found := _together(shares, of)) < len(shares)}


def _together(shares: tuple[Share, ...], of: Mapping[str, str]) -> tuple[Share, ...]:
    found: dict[str, Share] = {}
    for share in shares:
        name = of.get(share.layer, share.layer)
        before = found.get(name, Share(name, Fraction(0), Fraction(0)))
        here = None if share.here is None or before.here is None else before.here + share.here
        far = None if share.far is None or before.far is None else before.far + share.far
        found[name] = Share(name, here, far)
    return tuple(sorted(found.values(), key=lambda s: (-(s.far or 0), -(s.here or 0))))


def _shares(
    report: Report, value: Dim, rows: list[Dim], name: str, others: Mapping[str, int], here: int | None
) -> tuple[Share, ...]:
    """Every layer that has a share, the largest in the limit first."""
    total = leading(bind(value, others), name)
    found = []
    for row, v in zip(report.rows, rows, strict=True):
        now = None
        if here is not None and (whole := evaluate(value, {**others, name: here})):
            now = Fraction(int(evaluate(v, {**others, name: here})), int(whole))
        part = leading(bind(v, others), name)
        far = None
        if total.degree is not None and part.degree is not None and total.coefficient:
            ratio = _fraction(part.coefficient) / _fraction(total.coefficient)
            far = ratio if part.degree == total.degree else Fraction(0)
        if now or far:
            found.append(Share(row.title, now, far))
    return tuple(sorted(found, key=lambda s: (-(s.far or 0), -(s.here or 0))))


def _fraction(n: Dim) -> Fraction:
    return Fraction(n) if isinstance(n, int) else Fraction(int(n.p), int(n.q))
