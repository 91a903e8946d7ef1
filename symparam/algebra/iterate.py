"""The same step many times, or a symbolic number of times: closed forms for x + g, m·x and ⌊(x + a)/b⌋."""

from __future__ import annotations

from typing import Literal

from sympy import Expr, Rational

from ..frozen import dataclass
from .evaluate import names_in
from .expanding import expand
from .floor import FloorDiv, div, number
from .symbols import Dim, Size

Kind = Literal["constant", "add", "scale", "window"]


@dataclass(frozen=True)
class Step:
    """How one application changes a size: to a constant ``by``, by adding or multiplying ``by``, or ⌊(x + by)/over⌋."""

    kind: Kind
    by: Dim
    over: Dim = 1


def step_of(after: Dim, before: Size) -> Step | None:
    """The step that leads from a size to ``after``, None where it has no closed form under repetition.

    >>> from symparam import sizes
    >>> x, = sizes("x")
    >>> step_of(x + 32, x)
    Step(kind='add', by=32, over=1)
    """
    if before.name not in names_in(after):
        return Step("constant", after)
    assert isinstance(after, Expr)
    difference = number(expand(after - before))
    if before.name not in names_in(difference):
        return Step("add", difference)
    ratio = number(expand(after / before))
    if before.name not in names_in(ratio):
        return Step("scale", ratio)
    floors = [f for f in after.atoms(FloorDiv) if before.name in names_in(f)]
    if len(floors) != 1:
        return None
    rest = number(expand(after - floors[0]))
    inside, b = floors[0].args
    offset = number(expand(inside - before))
    if before.name in names_in(rest) | names_in(offset) | names_in(number(b)):
        return None
    return Step("window", number(expand(offset + rest * b)), number(b))


def iterate(step: Step, x: Dim, times: Dim) -> Dim:
    """The size after a number of equal steps.

    >>> from symparam import sizes
    >>> H, L = sizes("H L")
    >>> iterate(Step("window", 0, 2), H, L)
    floor(H/2**L)
    """
    if step.kind == "constant":
        return step.by if times != 0 else x
    if step.kind == "add":
        return number(expand(x + step.by * times))
    if step.kind == "scale":
        return number(expand(x * step.by**times))
    power = step.over**times
    if step.by == 0:
        return div(x, number(power))
    spread = Rational(1, step.over - 1) * (power - 1) if isinstance(step.over, int) else (power - 1) / (step.over - 1)
    return div(number(expand(x + step.by * spread)), number(power))
