"""What a budget buys: the sizes of one symbol that keep all constraints, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from ..algebra import Dim, bind, evaluate, names_in
from ..algebra.domain import Progressions, Undecided
from ..algebra.tied_sizes import ties
from ..errors import Malformed, SizeError, UnknownName
from ..frozen import dataclass
from ..outlets import Answer
from ..report import Report
from .constraint import Constraint, constraint
from .legal import Legal
from .measure import free_names, with_defaults, without_conditions, without_say

STEPS = 10_000  # sizes that are tried one by one where a condition has no exact solution


@dataclass(frozen=True)
class Solution(Answer):
    """The sizes that keep all constraints, and which of them was asked for: the largest, the smallest, or all.

    ``sizes`` is exact; ``best`` is None where there is none, or where all large sizes will do.
    """

    name: str
    sizes: Progressions
    wanted: str
    best: int | None
    after: int | None  # the next legal size, which breaks a constraint
    constraints: tuple[Constraint, ...]
    fixed: Mapping[str, Dim]
    impossible: str = ""  # why there is no such size

    kind: ClassVar = "solution"

    def values(self, n: int) -> dict[str, int]:
        """The totals of the constraints at a size, by their name."""
        found = {c.measure.name: evaluate(c.measure.value, {self.name: n}) for c in self.constraints}
        return {name: value for name, value in found.items() if isinstance(value, int)}


def solve(
    report: Report, constraints: str | Iterable[str], name: str, sizes: Mapping[str, Any] | None = None, **options: Any
) -> Solution:
    """The sizes of a symbol that keep all constraints; other sizes are given, tied (W="H"), or the defaults.

    >>> from symparam import Facts, Sequential, layers
    >>> from symparam import sizes as names
    >>> report = Sequential([layers.Conv1D(8, 3), layers.Flatten(), layers.Dense(10)], input=names("T C")).derive()
    >>> solve(report, "params <= 10K", "T", {"C": 1}).best
    126

    Raises SizeError for a constraint that is none, and for an unknown name; Undecided where no exact method answers.
    """
    texts = [constraints] if isinstance(constraints, str) else list(constraints)
    counted = _bound(report, name, sizes or {}) if options.get("runtime") else report
    wanted = tuple(constraint(counted, text, **options) for text in texts)
    if not wanted:
        raise SizeError("there is no constraint; give one such as 'params <= 10M'")
    sizes = report.spelled(sizes or {})
    name = report.facts.aliases.get(name, name)
    known = free_names(report, [c.measure for c in wanted])
    for given in (name, *(sizes or {})):
        if given not in known:
            raise UnknownName(f"{report.name} has no symbol {given}; it has {', '.join(known) or 'none'}")
    if name in (sizes or {}):
        raise Malformed(f"{name} is what is looked for; it cannot be given as {name}={(sizes or {})[name]}")
    fixed = ties(sizes or {}, known, report.name)
    silent = without_say(report, [c.measure for c in wanted], {name, *fixed})
    fixed.update(with_defaults(report, [n for n in known if n != name and n not in silent], fixed))
    fixed = {n: bind(value, {k: v for k, v in fixed.items() if k != n}) for n, value in fixed.items()}
    for n, value in fixed.items():
        if strange := names_in(value) - {name}:
            raise SizeError(f"{n}={value}: {min(strange)} has no value")
    bound = tuple(c.bind(fixed) for c in wanted)
    return _solved(without_conditions(report, silent), bound, name, fixed)


def _bound(report: Report, name: str, sizes: Mapping[str, Any]) -> Report:
    """The report with all numbers that are fixed, for totals whose formula in all sizes would be long."""
    given = report.spelled(sizes)
    known = {n: value for n, value in {**report.defaults, **given}.items() if isinstance(value, int)}
    looked_for = report.facts.aliases.get(name, name)
    return report.bind(**{n: value for n, value in known.items() if n in report.symbols and n != looked_for})


def _solved(report: Report, constraints: tuple[Constraint, ...], name: str, fixed: dict[str, Dim]) -> Solution:
    legal = Legal(report, fixed)
    least = legal.domain.start(name) if name in report.symbols else 1
    ends = {c.op for c in constraints}
    wanted = "all" if "==" in ends else "largest" if "<=" in ends else "smallest"
    base = legal.domain[name]
    found = base
    for c in constraints:
        found &= _kept(c, name, least)
    empty = Solution(name, found, wanted, None, None, constraints, fixed)
    best = _first_legal(legal, found, name, wanted == "largest")
    if found.is_empty or (best is None and found.is_finite):
        from .infeasibility import why

        return Solution(name, Progressions(), wanted, None, None, constraints, fixed, why(empty, legal, base, least))
    after = None
    if best is not None and wanted == "largest":
        after = base.above(best + 1)
        while after is not None and legal.refusal({name: after}) and after < best + STEPS:
            after = base.above(after + 1)
    return Solution(name, found, wanted, best, after, constraints, fixed)


def _kept(c: Constraint, name: str, least: int) -> Progressions:
    try:
        return c.solve(name, least)
    except Undecided as error:
        raise Undecided(f"{c.text}: no exact method solves it for {name}: {error}") from None


def _first_legal(legal: Legal, found: Progressions, name: str, from_above: bool) -> int | None:
    """The largest or smallest member that every condition accepts; None where there is no largest one."""
    n = found.largest if from_above else found.smallest
    for _ in range(STEPS):
        if n is None or not legal.refusal({name: n}):
            return n
        n = found.below(n - 1) if from_above else found.above(n + 1)
    raise Undecided(f"{name}: none of {STEPS:,} sizes is legal, and the conditions have no exact solution")
