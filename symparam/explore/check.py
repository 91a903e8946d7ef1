"""Whether a model is legal at some sizes; if not, which layer refuses, what it must be instead, and which sizes do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import prod
from typing import Any, ClassVar

from sympy import divisors

from ..algebra import Condition, Dim, Need, names_in
from ..algebra.display import display
from ..algebra.domain import Domain
from ..algebra.text import text
from ..errors import ConditionError
from ..frozen import dataclass
from ..outlets import Answer
from ..report import Report
from ..row import Row

NEAR = 2  # divisors that are offered
LARGEST = 10**12  # a number whose divisors are looked for


@dataclass(frozen=True)
class Fault:
    """A layer that refuses: what it asks, in numbers, and the setting that must be another, where it is one.

    ``must`` is what the setting must be, ``formula`` the same for all sizes; ``choices`` are numbers that would do
    where several would; ``held`` says that the setting is a shape, of which the elements are counted.
    """

    layer: str
    type: str
    need: Need
    place: str = ""  # net.py:14, where the layer is made
    field: str = ""
    now: int | None = None
    own: Dim = 0  # the formula of what it is now
    must: int | None = None
    formula: Dim = 0
    choices: tuple[int, ...] = ()
    held: bool = False

    @property
    def cure(self) -> str:
        """``fc1.in_features must be 2704, now 400``; empty where no setting is known to be wrong."""
        if not self.field:
            return ""
        now = f"{text(display(self.own))} = {self.now}" if names_in(self.own) else str(self.now)
        if self.must is not None:
            must = f"hold {self.must} elements" if self.held else f"be {self.must}"
        else:
            choices = f": {' or '.join(map(str, self.choices))}" if self.choices else ""
            must = f"divide {self.need.right}{choices}"
        return f"{self.layer}.{self.field} must {must}, now {now}"


@dataclass(frozen=True)
class Check(Answer):
    """What came of it: the faults in the order of the layers, none where the sizes are legal."""

    model: str
    sizes: Mapping[str, int]
    faults: tuple[Fault, ...]
    nearest: tuple[Mapping[str, tuple[int, ...]], ...] = ()  # changes of the sizes, each of which would do
    domain: Domain | None = None  # of all sizes; None where the model cannot even be made
    open: Domain | None = None  # of the symbols that have no size, where the others are as given

    kind: ClassVar = "check"

    @property
    def legal(self) -> bool:
        """Whether every layer takes the sizes."""
        return not self.faults


def check(report: Report, sizes: Mapping[str, Any] | None = None) -> Check:
    """Whether a model is legal at sizes; the defaults fill what is not given.

    >>> from symparam import Sequential, layers, sizes
    >>> report = Sequential([layers.Reshape((7, 7))], input=sizes("n")).derive()
    >>> print(check(report, {"n": 64}), end="")
    sequential is not legal at n=64.
      reshape.target_shape must hold 64 elements, now 49: it is n
    The nearest legal size is n=49.
    Legal for n = 49.
    """
    given = report.sizes_of(sizes or {})
    formulas = {name: value for name, value in given.items() if not isinstance(value, int)}
    report = report.bind(**formulas) if formulas else report
    known = {**report.defaults, **{name: n for name, n in given.items() if isinstance(n, int)}}
    at = {name: known[name] for name in report.symbols if name in known}
    domain = report.domain
    rest = [name for name in report.symbols if name not in at]
    bound = domain.bind(at)
    faults = tuple(_faults(report, at))
    refusal = domain.refusal(at)
    if not faults and refusal is None and rest and bound.is_empty:
        refusal = bound.refusal({})
    if not faults and refusal is not None:  # conditions that no sizes meet together
        condition = next((c for c in domain.conditions if c.layer == refusal.layer), domain.conditions[0])
        faults = (fault(report, condition, at),)
    return Check(
        report.name, at, faults, refusal.nearest if refusal else (), domain, bound if rest and not faults else None
    )


def from_error(name: str, error: ConditionError) -> Check:
    """What a model that could not be made says of itself. The error has its condition in numbers."""
    assert error.need is not None
    found = re.match(r"(\w*_\w+|groups) must be ", error.need.why)
    base = Fault(error.layer, "", error.need, error.place)
    one = _cured(base, found[1], error.need, error.need, left_is_own=False) if found else base
    nearest = tuple({n: tuple(sizes) for n, sizes in change.items()} for change in error.nearest)
    return Check(name, {}, (one,), nearest)


def _faults(report: Report, sizes: Mapping[str, int]) -> Iterator[Fault]:
    """The first condition that is broken; where it is one on a setting, the others of that kind with it.

    What follows a window that does not fit follows from it.
    """
    layers: set[str] = set()
    for condition, numbers in report.domain.broken(sizes):
        if condition.layer in layers:
            continue
        if layers and numbers.op != "==":
            return
        layers.add(condition.layer)
        yield fault(report, condition, sizes)
        if numbers.op != "==":
            return


def fault(report: Report, condition: Condition, sizes: Mapping[str, int]) -> Fault:
    """A broken condition, and the setting of its layer that it is about."""
    row = next((r for row in report.rows for r in row.walk() if r.name == condition.layer), None)
    numbers = condition.need.bind(sizes)
    place = report.facts.places.get(condition.layer, "")
    base = Fault(condition.layer if row is None else row.title, row.type if row else "", numbers, place)
    if row is None or not numbers.is_number:
        return base
    field, value = _setting(row, condition.need)
    if not field:
        return base
    own = prod(n for n in value if n != -1) if isinstance(value, tuple) else value
    left = bool(own == condition.need.left) or (own != condition.need.right and not names_in(condition.need.left))
    return _cured(base, field, condition.need, numbers, left, isinstance(value, tuple))


def _cured(base: Fault, field: str, need: Need, numbers: Need, left_is_own: bool, held: bool = False) -> Fault:
    """The fault with what its setting must be: the other side of an equation, or a divisor."""
    own, other = (need.left, need.right) if left_is_own else (need.right, need.left)
    now, must = (numbers.left, numbers.right) if left_is_own else (numbers.right, numbers.left)
    assert isinstance(now, int)
    assert isinstance(must, int)
    if need.op == "==" and must >= 1:
        return replace(base, field=field, now=now, own=own, must=must, formula=other, held=held)
    if need.op == "divides" and isinstance(numbers.left, int) and isinstance(numbers.right, int):
        choices = _divisors(numbers.right, numbers.left)
        return replace(
            base, field=field, now=numbers.left, own=need.left, formula=need.right, choices=choices, held=held
        )
    return base


def _setting(row: Row, need: Need) -> tuple[str, Any]:
    """The setting of a layer that a condition names, and its value."""
    settings = row.traits().settings
    for word in re.findall(r"\w+", need.why):
        if settings.get(word) is not None and not isinstance(settings[word], (str, bool)):
            return word, settings[word]
    return "", None


def _divisors(n: int, near: int) -> tuple[int, ...]:
    """The divisors of a number next to another one, below and above it."""
    if not 1 <= n <= LARGEST:
        return ()
    found = [int(d) for d in divisors(n)]
    below, above = [d for d in found if d <= near][-1:], [d for d in found if d > near][:1]
    return tuple(below + above)
