"""Why no size keeps the constraints, and what comes nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..algebra import evaluate
from ..algebra.domain import Progressions, Undecided, solve_relation
from .constraint import Constraint
from .legal import Legal

if TYPE_CHECKING:
    from .solve import Solution

TRIES = 64  # steps towards the nearest value


def why(solution: Solution, legal: Legal, base: Progressions, least: int) -> str:
    """The reason in a sentence or two."""
    name = solution.name
    if base.is_empty:
        at = ", ".join(f"{n}={value}" for n, value in solution.fixed.items())
        told = f"no {name} is legal" + (f" at {at}" if at else "")
        hopeless = legal.domain.refusal({})  # whatever the size is
        return f"{told}: {f'{hopeless.layer}: {hopeless.why}' if hopeless else legal.refusal({name: least})}"
    alone = [(c, base & c.solve(name, least)) for c in solution.constraints]
    for c, sizes in alone:
        if sizes.is_empty:
            return f"no legal {name} has {c.text}{_nearest(c, name, base, least)}"
    told = " and ".join(f"{c.text} for {sizes.text(name)}" for c, sizes in alone)
    return f"no legal {name} keeps all constraints: {told}"


def _nearest(c: Constraint, name: str, base: Progressions, least: int) -> str:
    below = _closest(c, name, base, least, below=True) if c.op in (">=", "==") else None
    above = _closest(c, name, base, least, below=False) if c.op in ("<=", "==") else None
    near = [f"{v:,} at {name}={n}" for n, v in (p for p in (below, above) if p is not None)]
    if not near:
        return ""
    return f"; nearest: {' and '.join(near)}"


def _closest(c: Constraint, name: str, base: Progressions, least: int, below: bool) -> tuple[int, int] | None:
    """A legal size and its value, the nearest to the bound on one side; found by excluding what is farther away."""
    value, best = c.measure.value, None
    try:
        side = base & solve_relation(value, "<" if below else ">", c.bound, name, least=least)
        for _ in range(TRIES):
            n = side.largest if below and side.is_finite else side.smallest
            if n is None:
                return best
            reached = evaluate(value, {name: n})
            assert isinstance(reached, int)
            best = n, reached
            side &= solve_relation(value, ">" if below else "<", reached, name, least=least)
    except Undecided:
        return best
    return best
