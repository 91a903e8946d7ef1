"""Why a model has no values at some sizes: who refuses them, and the nearest sizes that are legal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import product
from typing import TYPE_CHECKING

from ...errors import ConditionError
from ...frozen import dataclass
from ..condition import Condition
from ..evaluate import names_in
from ..need import Need
from .progressions import Progressions
from .solving import solve
from .told import NOWHERE, need_in_words
from .undecided import Undecided

if TYPE_CHECKING:
    from .domain import Domain

TRIES = 64  # combinations of near sizes that are tried

Near = Mapping[str, tuple[int, ...]]  # the sizes that a symbol may have instead, each of them legal


@dataclass(frozen=True)
class Refusal:
    """Who refuses some sizes and why; ``nearest`` are changes of the sizes, each of which would do."""

    layer: str
    why: str
    sizes: Mapping[str, int] = field(default_factory=dict)  # those that are refused
    nearest: tuple[Near, ...] = ()
    hopeless: bool = False  # no size at all is legal
    message: str = ""  # the whole of it in one line, as an error says it
    need: Need | None = None  # the condition in the numbers that break it

    def __str__(self) -> str:
        return self.message

    def error(self) -> ConditionError:
        """The same as an error, with its fields."""
        error = ConditionError(self.message).at(layer=self.layer)
        error.need, error.nearest = self.need, self.nearest
        return error


def refused(domain: Domain, sizes: Mapping[str, int]) -> Refusal | None:
    """The first condition that the sizes break, in the order of the layers; None where they are legal.

    >>> from symparam import Sequential, layers
    >>> from symparam import sizes as names
    >>> report = Sequential([layers.Conv1D(8, 5)], input=names("T C")).derive()
    >>> refusal = report.domain.refusal({"T": 3, "C": 1})
    >>> refusal.layer, refusal.why, refusal.nearest
    ('conv1d', 'kernel 5 does not fit into the length; 3 is below 5', ({'T': (5,)},))
    """
    if domain.is_empty:
        layer, why = _contradiction(domain, sizes)
        return Refusal(layer, why, hopeless=True, message=f"{layer}: {why}; the model is {NOWHERE}")
    broken = [condition for condition, _ in domain.broken(sizes)]
    if broken:
        first = domain.violation(broken[0], sizes)
        layer, why = first.layer, first.numbers.refusal("").removeprefix(": ")
        used = frozenset().union(*(_names(c) for c in broken))
        named = {name: n for name, n in sizes.items() if name in used}
        return Refusal(
            layer, why, named, tuple(_nearest(domain, sizes, broken)), message=str(first), need=first.numbers
        )
    return None


def _names(condition: Condition) -> frozenset[str]:
    return names_in(condition.need.left) | names_in(condition.need.right)


# --- the nearest legal sizes ------------------------------------------------------------------------------------


def _nearest(domain: Domain, sizes: Mapping[str, int], broken: list[Condition]) -> Iterator[Near]:
    """Every size moved into its own set; or where only relations are broken, one of their sizes moved."""
    together = domain.near(frozenset().union(*map(_names, broken)), sizes)
    if together:
        yield {name: (n,) for name, n in together.items()}
        return
    moved = {name: near for name, n in sizes.items() if n not in domain[name] and (near := _near(domain[name], n))}
    if moved:
        if found := _legal(domain, sizes, moved):
            yield found
        return
    for name in sorted(_names(broken[0])):
        others = {other: n for other, n in sizes.items() if other != name}
        if found := _legal(domain, sizes, {name: _near(domain.bind(others)[name], sizes[name])}):
            yield found


def _near(legal: Progressions, n: int) -> tuple[int, ...]:
    """The next size below and the next one above."""
    return tuple(m for m in (legal.below(n), legal.above(n)) if m is not None)


def _legal(domain: Domain, sizes: Mapping[str, int], moved: Near) -> Near:
    """All of the near sizes where each combination of them is legal, else the nearest combination that is."""
    names = list(moved)
    found: list[tuple[bool, int, dict[str, int]]] = []
    for place in product(*moved.values()):
        if len(found) == TRIES:
            return {}
        change = dict(zip(names, place, strict=True))
        found.append((domain.contains({**sizes, **change}), sum(abs(sizes[n] - m) for n, m in change.items()), change))
    if found and all(fits for fits, _, _ in found):
        return moved
    fitting = [(distance, change) for fits, distance, change in found if fits]
    best = min(fitting, key=lambda pair: pair[0], default=(0, {}))[1]
    return {name: (n,) for name, n in best.items()}


# --- a model that is legal nowhere ------------------------------------------------------------------------------


def _contradiction(domain: Domain, sizes: Mapping[str, int]) -> tuple[str, str]:
    """Who asks for what no sizes can meet, alone or together with what was asked before."""
    if domain.impossible:
        first = domain.impossible[0]
        if _names(first) <= sizes.keys():
            return first.layer, first.need.bind(sizes).refusal("").removeprefix(": ")
        return first.layer, f"{first.need.why}; it needs {need_in_words(first.need)}"
    kept: dict[str, tuple[Progressions, str]] = {}
    for condition in domain.conditions:
        names = _names(condition)
        name = min(names, default="")
        if len(names) != 1:
            continue
        least = domain.start(name)
        try:
            asked = solve(condition.need, name, least=least)
        except Undecided:
            continue
        before, last = kept.get(name, (Progressions.at_least(least), ""))
        both = before & asked
        if both.is_empty:
            asks = f" and what {last} asks" if last and not asked.is_empty else ""
            return condition.layer, f"{condition.need.why}; no {name} has {need_in_words(condition.need)}{asks}"
        kept[name] = both, condition.layer if both != before else last
    name = next(n for n in domain.symbols if domain[n].is_empty)
    return name, f"no {name} meets all conditions"
