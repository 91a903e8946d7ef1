"""What is said in the place of values where the sizes of the source are illegal."""

from __future__ import annotations

from ..algebra.domain.refusal import Near, Refusal
from ..report import Report
from ..row import Row
from .tree import Block, Bound, Code, Paragraph, Spans
from .words import bound, join

NO_VALUE, MARK = "–", "illegal"  # the cells of all rows, and of the row that refuses


def values_at(report: Report) -> tuple[Bound, ...]:
    """The sizes at which a report has its values; none where it has none."""
    return () if report.refusal else tuple(Bound(name, size) for name, size in report.defaults.items())


def refusal(report: Report) -> list[Block]:
    """A paragraph that says why there are no values, and the nearest sizes that have some; nothing where there are."""
    return [Paragraph((*reason(report.refusal), *_changes(report)))] if report.refusal else []


def _changes(report: Report) -> Spans:
    """What to change instead of the sizes, where a setting of a PyTorch module is not what comes to it."""
    if report.library != "torch":
        return ()
    cures = [(f.place, f.cure) for f in report.check().faults if f.must is not None]
    return tuple(f" Or{f', in {place}:' if place else ''} {cure}." for place, cure in cures)


def reason(refused: Refusal) -> Spans:
    """``No values at H = 28. conv2d: kernel 30 does not fit …. The nearest legal size is H = 30.``"""
    who: Spans = (Code(refused.layer), f": {refused.why}.")
    if refused.hopeless:
        return ("No size is legal: ", *who)
    return ("No values at ", *bound(refused.sizes.items()), ". ", *who, *_cure(refused))


def refuses(report: Report, row: Row) -> bool:
    """Whether a row is the one that refuses, or a folded one that stands for it."""
    if report.refusal is None:
        return False
    inside = () if row.calls else row.rows
    return report.refusal.layer in (row.name, *(r.name for r in inside))


def value_cell(report: Report, row: Row, value: Spans) -> Spans:
    """A value of a row; where the report has none, a dash, and a word in the row that refuses."""
    return value if report.refusal is None else (MARK if refuses(report, row) else NO_VALUE,)


def _cure(refused: Refusal) -> Spans:
    if not refused.nearest:
        return ()
    several = sum(map(len, refused.nearest[0].values())) > 1 or len(refused.nearest) > 1
    sizes = join([_near(near) for near in refused.nearest], ", or ")
    return (f" The nearest legal {'sizes are' if several else 'size is'} ", *sizes, ".")


def _near(near: Near) -> Spans:
    """``H = 96 or 112, W = 96 or 112``."""
    return join([(Bound(name, first), *(f" or {n}" for n in more)) for name, (first, *more) in near.items()], ", ")
