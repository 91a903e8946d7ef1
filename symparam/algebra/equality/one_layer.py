"""One layer on one axis, as plain integer arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from math import lcm

from ...errors import SizeError
from ...frozen import dataclass
from ..domain.periods import Periods
from ..evaluate import evaluate, names_in
from ..symbols import Dim


@dataclass(frozen=True)
class Step:
    """n → (times·n + plus) // over, rounded up if ``up``; the numbers may be symbols or formulas.

    >>> Step(plus=-2, over=3)(254), Step(over=2, up=True)(5), Step(times=2)(5)
    (84, 3, 10)
    """

    times: Dim = 1
    plus: Dim = 0
    over: Dim = 1
    up: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.over, int) and self.over < 1:
            raise SizeError(f"a step divides by at least 1, not by {self.over}")

    def __call__(self, n: int, sizes: Mapping[str, int] | None = None) -> int:
        times, plus, over = (x if isinstance(x, int) else int(evaluate(x, sizes or {})) for x in self._numbers)
        top = times * n + plus
        return -(-top // over) if self.up else top // over

    @property
    def _numbers(self) -> tuple[Dim, Dim, Dim]:
        return self.times, self.plus, self.over

    @property
    def names(self) -> frozenset[str]:
        """The symbols in its numbers."""
        return frozenset().union(*map(names_in, self._numbers))

    def after(self, before: Periods) -> Periods:
        """The period and degree of the result, given those of n; the divisor is a number.

        Raises Undecided where a number of the step is no polynomial on residue classes.
        """
        times, plus = Periods.of(self.times), Periods.of(self.plus)
        names = {*before.period, *times.period, *plus.period}
        return Periods(
            {s: lcm(*(p.period.get(s, 1) for p in (before, times, plus))) * int(self.over) for s in names},
            {s: max(times.degree.get(s, 0) + before.degree.get(s, 0), plus.degree.get(s, 0)) for s in names},
        )
