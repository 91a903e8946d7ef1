"""Why the formulas are true: every layer is run in plain integers over a finite box of sizes that decides equality.

Nothing here uses the rules by which floors are joined. A size is a polynomial on each residue class of its period, so
agreement on period · (degree + 1) consecutive legal sizes of each symbol proves it for all of them. Layer by layer this
is an induction: where the inputs of a layer are what the report says, so are its outputs and weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import lcm, prod

from ..algebra import Dim, FloorDiv, Shape, bind, names_in, size
from ..algebra.domain import Domain, Undecided
from ..algebra.domain.periods import Periods
from ..algebra.equality import Verdict
from ..algebra.equality.box import Box
from ..errors import SymparamError
from ..report import Call, Report, Row
from ..weight import Weight

POINTS = 60_000  # the most sizes that one claim is tried at

Point = dict[str, int]


@dataclass(frozen=True)
class Claim:
    """What the report says of a layer or of a total, for which sizes, and the verdict on it."""

    about: str
    legal: str
    verdict: Verdict

    def __str__(self) -> str:
        if self.verdict.answer == "yes":
            return f"{self.about}: proved" + (f" for all {self.legal}: {self.verdict.how}" if self.legal else "")
        return f"{self.about}: {'refuted' if self.verdict.answer == 'no' else 'undecided'}: {self.verdict.how}"


@dataclass(frozen=True)
class Proof:
    """The claims on all layers and on the totals."""

    claims: tuple[Claim, ...]

    @property
    def holds(self) -> bool | None:
        """True where everything is proved, False where something is refuted, else None."""
        answers = {claim.verdict.answer for claim in self.claims}
        return False if "no" in answers else None if "undecided" in answers else True

    def __str__(self) -> str:
        return "\n".join(map(str, self.claims))


def prove(report: Report) -> Proof:
    """Check every row and every total of a report, independently of how they were derived."""
    claims = [_row_claim(report, row, call) for row in report.rows for call in row.calls]
    claims.append(_total_claim(report, "Total params", report.params, lambda weight: True))
    claims.append(_total_claim(report, "Trainable params", report.trainable, lambda weight: weight.trainable))
    claims.append(_total_claim(report, "Non-trainable params", report.non_trainable, lambda weight: not weight.trainable))
    return Proof(tuple(claims))


def _row_claim(report: Report, row: Row, call: Call) -> Claim:
    def refuted(sizes: Point) -> Verdict | None:
        inputs = tuple(x.bind(sizes) for x in call.inputs)
        claimed = tuple(x.bind(sizes) for x in call.outputs), tuple(w.shape.bind(sizes) for w in row.weights)
        try:
            found = call.rule(sizes, inputs)
        except SymparamError as error:
            return Verdict.no(sizes, "legal", str(error))
        return None if found == claimed else Verdict.no(sizes, claimed, found)

    sizes = [n for x in (*call.outputs, *(w.shape for w in row.weights)) for n in x]
    return _checked(report, row.name, [*sizes, *_periods_of_the_rule(call)], refuted)


def _total_claim(report: Report, about: str, claimed: Dim, counts: Callable[[Weight], bool]) -> Claim:
    own = [w.shape for row in report.rows for w in row.weights if counts(w)]
    twice = [w.shape for row in report.rows for w in row.shared if counts(w)]

    def refuted(sizes: Point) -> Verdict | None:
        counted, value = _volume(own, sizes) - _volume(twice, sizes), bind(claimed, sizes)
        return None if counted == value else Verdict.no(sizes, value, counted)

    return _checked(report, about, [claimed, *(n for x in own for n in x)], refuted)


def _checked(report: Report, about: str, values: Iterable[Dim], refuted: Callable[[Point], Verdict | None]) -> Claim:
    """Try a claim at every point of the box that decides it."""
    try:
        box = _box(report.domain, report.symbols, values)
    except Undecided as error:
        return Claim(about, "", Verdict.undecided(str(error)))
    legal = ", ".join(report.domain[name].text(name) for name in box.names)
    for sizes in _legal_points(report.domain, box):
        if (verdict := refuted(sizes)) is not None:
            return Claim(about, legal, verdict)
    return Claim(about, legal, Verdict.yes(str(box)))


def _box(domain: Domain, order: Iterable[str], values: Iterable[Dim]) -> Box:
    period: dict[str, int] = {}
    degree: dict[str, int] = {}
    for value in set(values):
        found = Periods.of(value)
        for name in names_in(value):
            period[name] = lcm(period.get(name, 1), found.period.get(name, 1))
            degree[name] = max(degree.get(name, 1), found.degree.get(name, 1))
    period = {name: period[name] for name in order if name in period}
    box = Box.of(period, degree, {name: domain[name] for name in period})
    if box.size > POINTS:
        raise Undecided(f"its box has {box.size:,} points, more than {POINTS:,}")
    return box


def _legal_points(domain: Domain, box: Box) -> Iterator[Point]:
    for values in box.points():
        sizes = dict(zip(box.names, values, strict=True))
        if not domain.relations or domain.contains(sizes):
            yield sizes


def _volume(shapes: Iterable[Shape], sizes: Mapping[str, int]) -> int:
    known: dict[Shape, int] = {}
    result = 0
    for shape in shapes:
        if shape not in known:
            known[shape] = prod(int(bind(n, sizes)) for n in shape)
        result += known[shape]
    return result


def _periods_of_the_rule(call: Call) -> Iterator[Dim]:
    """Formulas whose periods make the box large enough for the layer's own rule, whatever the report claims."""
    fresh = tuple(Shape(size(f"__n{i}_{j}") for j in range(len(x))) for i, x in enumerate(call.inputs))
    try:
        outputs, weights = call.rule({}, fresh)
    except SymparamError:
        yield from (n for x in call.inputs for n in x)  # the rule wants numbers here, so it has no window on this axis
        return
    steps: dict[str, int] = {}
    for n in (n for x in (*outputs, *weights) for n in x):
        for name, period in Periods.of(n).period.items():
            steps[name] = lcm(steps.get(name, 1), period)
    for x, letters in zip(call.inputs, fresh, strict=True):
        for n, letter in zip(x, letters, strict=True):
            step = steps.get(str(letter), 1)
            yield n if isinstance(n, int) or step == 1 else FloorDiv(n, step, evaluate=False)  # only its period matters
