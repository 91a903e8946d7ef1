"""The check that uses none of the rewriting rules: run a chain of layers in plain integers, and compare.

A chain of steps n → ⌊(k·n + a)/b⌋ is linear on the residue classes of the product of its divisors, so that it agrees
with a closed form everywhere where it does on two periods; that is one line of arithmetic, and no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import lcm

from ...errors import SizeError
from ..domain import Domain, Undecided
from ..domain.periods import Periods
from ..evaluate import names_in
from ..symbols import Dim
from .box import Box
from .one_layer import Step
from .parts import numerator
from .search import near, search
from .verdict import Verdict

BUDGET = 1 << 19  # points that are run

Run = Callable[[Mapping[str, int]], int]


def simulate(
    steps: Sequence[Step | Callable[[int], int]],
    closed: Dim,
    name: str,
    domain: Domain | None = None,
    *,
    period: int | None = None,
) -> Verdict:
    """Whether the steps, run one after the other, give the closed form for every legal size of the symbol.

    >>> from symparam import sizes
    >>> from symparam.algebra import FloorDiv
    >>> H, = sizes("H")
    >>> print(simulate([Step(plus=-2), Step(over=3), Step(plus=-2), Step(over=2)], FloorDiv(H - 8, 6), "H"))
    yes: 12 values of H, period 6
    >>> print(simulate([Step(plus=-2), Step(over=3)], FloorDiv(H, 3), "H"))
    no: at H=1 the one is -1, the other 0

    Functions may stand among the steps, with ``period`` the product of all divisors; they must be linear on its
    classes. Where a divisor is a symbol, Z3 is asked. Raises SizeError for a function without a period.
    """
    domain = Domain() if domain is None else domain
    plain = [step for step in steps if isinstance(step, Step)]
    if period is None and len(plain) < len(steps):
        raise SizeError("functions among the steps need a period: the product of all their divisors")

    def run(sizes: Mapping[str, int]) -> int:
        n = sizes[name]
        for step in steps:
            n = step(n, sizes) if isinstance(step, Step) else step(n)
        return n

    if not all(isinstance(step.over, int) for step in plain):
        return _with_symbolic_divisor(plain, run, closed, name, domain)
    if period is not None:
        return agree(run, closed, {name: period}, {name: 1}, domain)
    found = Periods({name: 1}, {name: 1})
    for step in plain:
        found = step.after(found)
    return agree(run, closed, found.period, found.degree, domain)


def agree(
    run: Run, closed: Dim, period: Mapping[str, int], degree: Mapping[str, int], domain: Domain | None = None
) -> Verdict:
    """Whether any simulation of known period and degree in each symbol gives the closed form for all legal sizes.

    >>> from symparam import sizes
    >>> H, C = sizes("H C")
    >>> print(agree(lambda at: at["H"] // 2 * at["C"], C * H / 2, {"H": 2, "C": 1}, {"H": 1, "C": 1}))
    no: at H=1, C=1 the one is 0, the other 1/2
    """
    domain = Domain() if domain is None else domain
    try:
        box = _box(closed, period, degree, domain)
    except Undecided as reason:
        return Verdict.undecided(str(reason))
    if box.size > BUDGET:
        return Verdict.undecided(f"the box of {box} is too large to be computed")
    points = (dict(zip(box.names, point, strict=True)) for point in box.points())
    wrong = near(points, run, closed, domain, tried=BUDGET)
    return Verdict.yes(str(box)) if wrong is None else wrong


def _box(closed: Dim, period: Mapping[str, int], degree: Mapping[str, int], domain: Domain) -> Box:
    measured = Periods.of(numerator(closed))
    names = [*period, *sorted(names_in(closed) - set(period))]
    return Box.of(
        {name: lcm(period.get(name, 1), measured.period.get(name, 1)) for name in names},
        {name: max(degree.get(name, 0), measured.degree.get(name, 0)) for name in names},
        {name: domain[name] for name in names},
    )


def _with_symbolic_divisor(steps: Sequence[Step], run: Run, closed: Dim, name: str, domain: Domain) -> Verdict:
    names = sorted({name}.union(names_in(closed), *(step.names for step in steps)))
    if (wrong := search(run, closed, names, domain)) is not None:
        return wrong
    from .prover import proved_chain

    verdict = proved_chain(steps, closed, name, names, domain)
    if verdict is None:
        return Verdict.undecided("a divisor is a symbol, and no sizes were found where they differ")
    return verdict
