"""How totals grow: degree and leading term in each symbol, what doubling does, and which layer owns which share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from fractions import Fraction
from functools import cached_property
from typing import Any, ClassVar

from ..algebra import Dim, bind, evaluate, names_in
from ..algebra.anchor import residue
from ..algebra.tied_sizes import ties
from ..budget import spend
from ..frozen import dataclass
from ..outlets import Answer
from ..report import Report
from .asymptotic import Leading, joint, leading
from .legal import Legal
from .measure import Measure, free_names, measures
from .shares import Owner, owners

NOTHING = Fraction(0)


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
    rows = [bind(residue(0 if v is None else v), tied) for v in report.column(m.name, **options)]
    total = _Total(report, bind(m.value, tied), rows, tied, at)
    names = [n for n in free_names(report, [m]) if n in names_in(total.value)]
    return Growth(report.name, m, joint(total.value), tuple(map(total.along, names)), {**tied, **at})


@dataclass(frozen=True)
class _Total:
    """A total with the part of each row, and what holds along every symbol."""

    report: Report
    value: Dim
    rows: list[Dim]
    tied: Mapping[str, Dim]
    at: Mapping[str, int]

    @cached_property
    def legal(self) -> Legal:
        return Legal(self.report, self.tied)

    @cached_property
    def numbers(self) -> list[Dim]:
        """The part of each row at the given sizes; the part itself where a size is missing."""
        return [bind(v, self.at) for v in self.rows]

    @cached_property
    def kinds(self) -> dict[str, dict[str, str]]:
        """By type and by stage: what each row belongs to."""
        return {
            "type": {row.name: row.type for row in self.report.rows},
            "stage": {row.name: stage.title for stage in self.report.stages() for row in stage.every},
        }

    def along(self, name: str) -> Along:
        """How the total grows with one symbol."""
        spend(len(self.rows))
        others = {n: size for n, size in self.at.items() if n != name}
        fixed = {**{n: bind(v, others) for n, v in self.tied.items()}, **others}
        alone = bind(self.value, others)
        here = self.at.get(name)
        lead = leading(self.value, name)
        if names_in(alone) - {name}:
            return Along(name, lead, here, None, (), None)
        doubling = None
        twice = here is not None and not self.legal.refusal({**others, name: 2 * here})
        if here is not None and twice and (now := evaluate(alone, {name: here})):
            doubling = Fraction(int(evaluate(alone, {name: 2 * here})), int(now))
        lead = Leading(lead.degree, self.report.read(lead.coefficient))
        parts = [bind(v, others) if name in names_in(v) else n for v, n in zip(self.rows, self.numbers, strict=True)]
        shares = self.shares(alone, parts, name, here)
        return Along(name, lead, here, doubling, shares, owners(self.report, parts, name, fixed), self.groups(shares))

    def groups(self, shares: tuple[Share, ...]) -> dict[str, tuple[Share, ...]]:
        """The shares of all layers of a type together, and of those of a stage; none where each has one layer alone."""
        return {kind: found for kind, of in self.kinds.items() if len(found := _together(shares, of)) < len(shares)}

    def shares(self, value: Dim, parts: list[Dim], name: str, here: int | None) -> tuple[Share, ...]:
        """Every layer that has a share, the largest in the limit first; the total and the parts are in one symbol."""
        total = leading(value, name)
        whole = 0 if here is None else evaluate(value, {name: here})
        found: list[tuple[Fraction | int, int, Share]] = []  # whole numbers are compared much sooner than fractions
        for row, v in zip(self.report.rows, parts, strict=True):
            n = 0 if here is None or not whole else int(evaluate(v, {name: here}))
            now = Fraction(n, int(whole)) if whole else None
            part = leading(v, name)
            far = None
            if total.degree is not None and part.degree is not None and total.coefficient:
                same = part.degree == total.degree
                far = _fraction(part.coefficient) / _fraction(total.coefficient) if same else NOTHING
            if now or far:
                found.append((-far if far else 0, -n, Share(row.title, now, far)))
        return tuple(share for _, _, share in sorted(found, key=lambda entry: entry[:2]))


def _together(shares: tuple[Share, ...], of: Mapping[str, str]) -> tuple[Share, ...]:
    found: dict[str, Share] = {}
    for share in shares:
        name = of.get(share.layer, share.layer)
        before = found.get(name)
        both = share if before is None else Share(name, _added(before.here, share.here), _added(before.far, share.far))
        found[name] = Share(name, both.here, both.far)
    return tuple(sorted(found.values(), key=lambda s: (-(s.far or 0), -(s.here or 0))))


def _added(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b if a and b else a or b


def _fraction(n: Dim) -> Fraction:
    return Fraction(n) if isinstance(n, int) else Fraction(int(n.p), int(n.q))
