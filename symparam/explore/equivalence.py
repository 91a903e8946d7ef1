"""Whether two formulas, or two reports, are the same for all legal sizes: decided by values, never by their looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile, zip_longest
from math import lcm
from typing import Any

from ..algebra import Dim
from ..algebra.coerce import Value, as_dim
from ..algebra.domain import Domain, Progressions
from ..algebra.equality import Verdict
from ..algebra.equality import same as same_value
from ..errors import SizeError
from ..report import Report
from ..row import Row
from .fold import unfold

TOTALS = ("params", "trainable", "non_trainable")


def same(a: Report | Value, b: Report | Value, domain: Domain | None = None) -> Verdict:
    """Yes, no with sizes at which they differ, or undecided; only a yes is true in an ``if``.

    Two formulas are compared for all sizes from 1 on, or for those of a ``domain``, such as ``report.domain``. Two
    reports are compared in what is legal, layer by layer in types, output shapes and weights, and in their totals;
    names of layers do not count, and folded reports are unfolded.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> print(same("floor(floor(H/2)/3)", "floor(H/6)"))
    yes: the difference cancels
    >>> print(same(2 * H, "H + 1"))
    no: at H=2 the one is 4, the other 3

    Raises SizeError where a formula is compared with a report.
    """
    if isinstance(a, Report) and isinstance(b, Report):
        return _reports(unfold(a), unfold(b))
    if isinstance(a, Report) or isinstance(b, Report):
        raise SizeError("a report is compared with a report; its totals are formulas: report.params")
    return same_value(as_dim("the first", a), as_dim("the second", b), domain)


def _reports(a: Report, b: Report) -> Verdict:
    legal = _domains(a, b)
    if not legal:
        return legal
    kept: list[str] = []
    for about, one, other in _pairs(a, b):
        if isinstance(one, str) or isinstance(other, str):
            if one != other:
                return Verdict("no", f"{about}: the one is {one}, the other {other}")
            continue
        if one == other:
            continue
        verdict = same_value(one, other, a.domain)
        if not verdict:
            return Verdict(verdict.answer, f"{about}: {verdict.how}", verdict.counterexample)
        kept.append(verdict.how)
    how = f"{len(a.rows)} layers and the totals"
    return Verdict.yes(f"{how}; {'; '.join(dict.fromkeys(kept))}" if kept else how)


def _domains(a: Report, b: Report) -> Verdict:
    """Whether the two are legal for the same sizes."""
    for name in dict.fromkeys((*a.symbols, *b.symbols)):
        one, other = a.domain[name], b.domain[name]
        for these, those, where in ((one, other, "the first"), (other, one, "the second")):
            n = _only(these, those)
            if n is not None:
                return Verdict("no", f"{name}={n} is legal in {where} only", {name: n})
    relations = [{condition.need for condition in report.domain.relations} for report in (a, b)]
    if relations[0] != relations[1]:
        return Verdict.undecided("their conditions on several symbols are not the same formulas")
    return Verdict.yes("legal for the same sizes")


def _only(these: Progressions, those: Progressions) -> int | None:
    """The smallest member of the one set that is not in the other; both repeat beyond all ends with their steps."""
    parts = (*these.parts, *those.parts)
    end = max((n for p in parts for n in (p.first, p.last or 0)), default=0) + lcm(*(p.step for p in parts))
    return next((n for n in takewhile(lambda n: n <= end, these) if n not in those), None)


def _pairs(a: Report, b: Report) -> Iterator[tuple[str, Dim | str, Dim | str]]:
    yield "layers", str(len(a.rows)), str(len(b.rows))
    for one, other in zip(a.rows, b.rows, strict=True):
        for left, right in zip_longest(_facts(one), _facts(other), fillvalue="nothing"):
            yield one.name, left, right
    for total in TOTALS:
        yield total, getattr(a, total), getattr(b, total)


def _facts(row: Row) -> Iterator[Any]:
    """What is compared of a row: words as texts, sizes as formulas."""
    yield row.type
    for x in row.outputs:
        yield from _shape("output", x)
    for w in row.weights:
        yield f"{'trainable' if w.trainable else 'non-trainable'} weight"
        yield from _shape("weight", w.shape)
    yield f"{len(row.shared)} shared weights"


def _shape(what: str, x: Iterable[Dim]) -> Iterator[Any]:
    sizes = list(x)
    yield f"{what} with {len(sizes)} axes"
    yield from sizes
