"""Why the formulas are true: every layer is run in plain integers over a finite box of sizes that decides equality.

Nothing here uses the rules by which floors are joined. A size is a polynomial on each residue class of its period, so
agreement on period · (degree + 1) consecutive legal sizes of each symbol proves it for all of them. Layer by layer this
is an induction: where the inputs of a layer are what the report says, so are its outputs and weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from math import lcm, prod

from ..algebra import Dim, FloorDiv, Shape, bind, names_in, size, total
from ..algebra.domain import Progressions, Undecided
from ..algebra.domain.periods import Periods
from ..errors import SymparamError
from ..report import Call, Report, Row

POINTS = 60_000  # the most sizes that one claim is tried at


@dataclass(frozen=True)
class Verdict:
    """What was claimed of a layer or of a total, and what the check says: proved, refuted at a size, or undecided."""

    claim: str
    holds: bool | None
    evidence: str

    def __str__(self) -> str:
        word = {True: "proved", False: "refuted", None: "undecided"}[self.holds]
        return f"{self.claim}: {word} {self.evidence}"


@dataclass(frozen=True)
class Proof:
    """The verdicts on all layers and on the totals."""

    verdicts: tuple[Verdict, ...]

    @property
    def holds(self) -> bool | None:
        """True where everything is proved, False where something is refuted, else None."""
        found = {v.holds for v in self.verdicts}
        return False if False in found else None if None in found else True

    def __str__(self) -> str:
        return "\n".join(map(str, self.verdicts))


def prove(report: Report) -> Proof:
    """Check every row and every total of a report, independently of how they were derived."""
    verdicts = []
    for row in report.rows:
        for call in row.calls:
            verdicts.append(_call_verdict(report, row, call))
    for name in ("params", "trainable", "non_trainable"):
        verdicts.append(_total_verdict(report, name))
    return Proof(tuple(verdicts))


def _call_verdict(report: Report, row: Row, call: Call) -> Verdict:
    claimed = [n for x in (*call.outputs, *(w.shape for w in row.weights)) for n in x]
    try:
        box = _box(report, [*claimed, *_lines_of_the_rule(call)])
    except Undecided as error:
        return Verdict(row.name, None, f"because {error}")
    for sizes in box.points():
        inputs = tuple(x.bind(sizes) for x in call.inputs)
        try:
            outputs, weights = call.rule(sizes, inputs)
        except SymparamError as error:
            return Verdict(row.name, False, f"at {_at(sizes)}: {error}")
        if outputs != tuple(x.bind(sizes) for x in call.outputs) or weights != tuple(w.shape.bind(sizes) for w in row.weights):
            return Verdict(row.name, False, f"at {_at(sizes)}: the layer gives {outputs} and weights {weights}")
    return Verdict(row.name, True, box.evidence)


def _total_verdict(report: Report, name: str) -> Verdict:
    claim: Dim = getattr(report, name)
    counts = {"params": lambda w: True, "trainable": lambda w: w.trainable, "non_trainable": lambda w: not w.trainable}[name]
    own = [w.shape for row in report.rows for w in row.weights if counts(w)]
    twice = [w.shape for row in report.rows for w in row.shared if counts(w)]
    words = {"params": "Total params", "trainable": "Trainable params", "non_trainable": "Non-trainable params"}
    try:
        box = _box(report, [claim if isinstance(claim, int) else total([claim]), *{n for x in own for n in x}])
    except Undecided as error:
        return Verdict(words[name], None, f"because {error}")
    for sizes in box.points():
        counted = _volume(own, sizes) - _volume(twice, sizes)
        if counted != bind(claim, sizes):
            return Verdict(words[name], False, f"at {_at(sizes)}: the weights have {counted}")
    return Verdict(words[name], True, box.evidence)


def _volume(shapes: Iterable[Shape], sizes: Mapping[str, int]) -> int:
    known: dict[Shape, int] = {}
    result = 0
    for shape in shapes:
        if shape not in known:
            known[shape] = prod(int(bind(n, sizes)) for n in shape)
        result += known[shape]
    return result


def _lines_of_the_rule(call: Call) -> Iterator[Dim]:
    """The inputs scaled by the layer's own periods, so that the box is large enough for the layer's rule too."""
    fresh = tuple(Shape(size(f"__n{i}_{j}") for j in range(len(x))) for i, x in enumerate(call.inputs))
    try:
        outputs, weights = call.rule({}, fresh)
    except SymparamError:
        yield from (n for x in call.inputs for n in x)  # a rule that looks at numbers; the claims give the period
        return
    steps: dict[str, int] = {}
    for n in (n for x in (*outputs, *weights) for n in x):
        for name, period in Periods.of(n).period.items():
            steps[name] = lcm(steps.get(name, 1), period)
    for x, letters in zip(call.inputs, fresh, strict=True):
        for n, letter in zip(x, letters, strict=True):
            step = steps.get(str(letter), 1)
            yield n if isinstance(n, int) or step == 1 else FloorDiv(n, step, evaluate=False)  # only its period matters


@dataclass(frozen=True)
class _Box:
    """Consecutive legal sizes of each symbol."""

    members: Mapping[str, tuple[int, ...]]
    periods: Mapping[str, int]
    legal: Mapping[str, Progressions]
    report: Report

    @property
    def evidence(self) -> str:
        if not self.members:
            return "without a symbol"
        said = [f"{len(values)} values of {name}" + (f" (period {self.periods[name]})" if self.periods[name] > 1 else "")
                for name, values in self.members.items()]
        return f"for all {', '.join(self.legal[name].text(name) for name in self.members)}: {', '.join(said)}"

    def points(self) -> Iterator[dict[str, int]]:
        domain = self.report.domain
        for values in product(*self.members.values()):
            sizes = dict(zip(self.members, values, strict=True))
            if not domain.relations or domain.contains(sizes):
                yield sizes


def _box(report: Report, values: Iterable[Dim]) -> _Box:
    period: dict[str, int] = {}
    degree: dict[str, int] = {}
    for value in set(values):
        found = Periods.of(value)
        for name in names_in(value):
            period[name] = lcm(period.get(name, 1), found.period.get(name, 1))
            degree[name] = max(degree.get(name, 1), found.degree.get(name, 1))
    order = [name for name in report.symbols if name in period]
    legal = {name: report.domain[name] for name in order}
    members = {name: tuple(islice(iter(legal[name]), period[name] * (degree[name] + 1))) for name in order}
    points = prod(len(m) for m in members.values())
    if points > POINTS:
        raise Undecided(f"its box has {points:,} points, more than {POINTS:,}")
    return _Box(members, period, legal, report)


def _at(sizes: Mapping[str, int]) -> str:
    return ", ".join(f"{name}={n}" for name, n in sizes.items()) or "no symbol"
