"""All claims of a report: every call of every layer, models inside and folded blocks too, and the totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from ...algebra import Dim, total
from ...algebra.equality import Verdict
from ...report import Report
from ...row import Call, Row
from ...weight import Weight
from ..fold import BLOCK
from . import calls, totals
from .claim import Claim, Proof
from .ground import Ground

DEEPEST = 40  # models inside one another


def prove(report: Report) -> Proof:
    """Check every row and every total of a report, independently of how they were derived."""
    ground = Ground(report)
    if ground.is_empty:
        return Proof((Claim(report.name, "", Verdict.yes("no sizes are legal, so that there is nothing to show")),))
    claims = [claim for row in report.rows for claim in _of_row(ground, row, "", 0)]
    for about, claimed, counts in (
        ("Total params", report.params, lambda w: w.is_parameter),
        ("Trainable params", report.trainable, lambda w: w.trainable),
        ("Non-trainable params", report.non_trainable, lambda w: w.is_parameter and not w.trainable),
    ):
        claims.append(_total(ground, about, claimed, report.rows, counts))
    return Proof(tuple(claims))


def _of_row(ground: Ground, row: Row, prefix: str, depth: int) -> Iterator[Claim]:
    """What is claimed inside a row, then what is claimed of it."""
    name = prefix + row.name
    if not row.calls and not row.rows:
        yield Claim(name, "", Verdict.undecided("its rule is not at hand"))
    elif not row.calls:  # a folded block: its rows stand for themselves
        for inner in row.rows:
            yield from _of_row(ground, inner, prefix, depth + 1)
        yield _block(ground, row, name)
    for i, call in enumerate(row.calls, 1):
        about = f"{name}, call {i}" if len(row.calls) > 1 else name
        yield from _inside(ground, call, about, depth)
        verdict, names = calls.checked(ground, row, call)
        yield Claim(about, ground.text(names), verdict)


def _inside(ground: Ground, call: Call, about: str, depth: int) -> Iterator[Claim]:
    if depth < DEEPEST:
        for inner in call.inside():
            yield from _of_row(ground, inner, f"{about}/", depth + 1)


def _block(ground: Ground, row: Row, name: str) -> Claim:
    """A folded block: its weights are those of all its rows, and it puts out what its last row does."""
    if row.outputs not in [inner.outputs for inner in (row.rows[-1:] if row.type == BLOCK else row.rows)]:
        return Claim(name, "", Verdict.no({}, row.output, row.rows[-1].output))
    names: frozenset[str] = frozenset()
    verdict = Verdict.yes("one value")
    for on in (True, False):
        claimed = total(w.size for w in row.weights if w.trainable == on)
        volumes = _volumes(row.rows, lambda w, on=on: w.trainable == on)  # type: ignore[misc]
        found, used = totals.checked(ground, claimed, volumes)
        names |= used
        if not found:
            return Claim(name, ground.text(names), found)
        verdict = found if used else verdict
    return Claim(name, ground.text(names), verdict)


def _total(ground: Ground, about: str, claimed: Dim, rows: Iterable[Row], counts: Callable[[Weight], bool]) -> Claim:
    verdict, names = totals.checked(ground, claimed, _volumes(rows, counts))
    return Claim(about, ground.text(names), verdict)


def _volumes(rows: Iterable[Row], counts: Callable[[Weight], bool]) -> totals.Volumes:
    found: totals.Volumes = Counter()
    for row in rows:
        for weight in row.weights:
            found[weight.shape] += counts(weight)
        for weight in row.shared:
            found[weight.shape] -= counts(weight)
    return Counter({shape: times for shape, times in found.items() if times})
