"""Where a size decides which way a forward goes, the others are followed too, and put together where they agree.

``if new != old: x = interpolate(x, new)``: on the way that is not taken at the default sizes the shapes are right for
all sizes, also for those at which the first way is taken. Then that way stands for both, and no condition is left.
In general a choice is free, where the shapes, calls and conditions of one way are also those of the other one at the
sizes at which the other one is taken. This is proved, or else the choice stays a condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from ..algebra import Condition, Dim, Need, names_in
from ..algebra.domain import Domain
from ..algebra.domain.sets import always_holds
from ..algebra.equality import same
from ..errors import SymparamError
from ..frozen import dataclass
from ..interpreter.choices import Choice, Choices, Forms, Way, form_beside

NONE: Forms = frozenset()
WAYS = 24  # that are followed through one forward
RAISED = (
    *(TypeError, ValueError, IndexError, KeyError, AttributeError, AssertionError, ArithmeticError, RuntimeError),
    SymparamError,
)  # by a way which no sizes may go


@dataclass(frozen=True)
class Seen:
    """What one way leaves: its form, the sizes in it, what it asks of sizes, and the names that it pins."""

    form: Any
    sizes: tuple[Dim, ...]
    needs: frozenset[tuple[Dim, str, Dim]]
    pinned: frozenset[str] = frozenset()


class Forward(Protocol):
    """A forward that can be run again."""

    def run(self) -> Any:
        """What it returns."""

    def kept(self) -> Any:
        """What has been recorded until now."""

    def ended(self, before: Any) -> Any:
        """The same, with what has been recorded since."""

    def put(self, kept: Any) -> None:
        """Let the records be as they were."""

    def seen(self, result: Any, before: Any) -> Seen:
        """What has been recorded since, and what is returned."""

    def may(self) -> bool:
        """Whether another way may be followed."""


Known = tuple[tuple[bool, ...], frozenset[int], Forms] | None  # how choices came out, and which of them are free


@dataclass(frozen=True)
class _Walk:
    result: Any
    made: tuple[Choice, ...]
    free: frozenset[int]
    forms: Forms
    seen: Seen
    kept: Any

    def without(self, place: int) -> Seen:
        """What it leaves, without the condition of one of its choices."""
        need = self.made[place].need
        others = [c.need for i, c in enumerate(self.made) if i != place and i not in self.free]
        if need is None or need in others:
            return self.seen
        return replace(self.seen, needs=self.seen.needs - {(need.left, need.op, need.right)})


class Walker:
    """Follows the ways through one forward."""

    def __init__(self, forward: Forward, choices: Choices, raised: tuple[type[BaseException], ...] = ()) -> None:
        self.forward, self.choices = forward, choices
        self.raised: tuple[type[BaseException], ...] = (*RAISED, *raised)
        self.before = forward.kept()
        self.followed = 0

    def walk(self, known: Known = None) -> tuple[Any, Known]:
        """The result of all ways that agree with the first one, and how it is found again."""
        first = self._run(Way(*known) if known else Way())
        if known and tuple(choice.holds for choice in first.made) == known[0]:
            return first.result, known
        if first.made:
            first = self._with_others(first, 0, ((),))
            self.forward.put(first.kept)
        return first.result, (tuple(choice.holds for choice in first.made), first.free, first.forms)

    def _run(self, way: Way) -> _Walk:
        with self.choices.on(way):
            result = self.forward.run()
        if not way.made:
            return _Walk(result, (), frozenset(), frozenset(), Seen((), (), frozenset()), None)
        seen = self.forward.seen(result, self.before)
        return _Walk(result, tuple(way.made), way.free, way.forms, seen, self.forward.ended(self.before))

    def _other(self, base: _Walk, place: int, more: Forms) -> _Walk | None:
        """The way on which one choice comes out otherwise; None where there is none."""
        self.followed += 1
        self.forward.put(self.before)
        outcomes = (*(c.holds for c in base.made[:place]), not base.made[place].holds)
        free = frozenset(i for i in base.free if i < place) | {place}
        forms = frozenset(form for form in base.forms if form[0] < place) | more
        try:
            found = self._run(Way(outcomes, free, forms))
        except self.raised:
            return None
        return found if found.made[:place] == base.made[:place] and len(found.made) > place else None

    def _with_others(self, base: _Walk, start: int, regions: Regions) -> _Walk:
        """The walk that stands for as many as possible that begin as this one does, at the sizes of these regions."""
        for place in reversed(range(start, len(base.made))):
            beside = form_beside(base.made[place])
            for forms in (NONE, *([frozenset({(place, *beside)})] if beside else [])):
                if self.followed >= WAYS or not self.forward.may():
                    return base
                joined = self._with_other(base, place, forms, regions)
                if joined is not None:
                    base = joined
                    break
        return base

    def _with_other(self, base: _Walk, place: int, forms: Forms, regions: Regions) -> _Walk | None:
        """The walk that stands for both outcomes of one choice; None where there is none."""
        holds = base.made[place].holds
        if forms and not holds:
            again = self._again(base, base.free, base.forms | forms)
            if again is None:
                return None
            base = again
        other = self._other(base, place, forms if holds else NONE)
        if other is None:
            return None
        other = self._with_others(other, place + 1, _within(regions, base.made[place].where(not holds)))
        choice, a, b = base.made[place], base.without(place), other.seen
        if b.pinned <= a.pinned and agree(a, b, _within(regions, choice.where(holds))):
            return other
        if a.pinned <= b.pinned and agree(a, b, _within(regions, choice.where(not holds))):
            return self._again(base, base.free | {place}, base.forms)
        return None

    def _again(self, base: _Walk, free: frozenset[int], forms: Forms) -> _Walk | None:
        """The same walk, of which more is free or has another form; None where it makes other choices."""
        self.forward.put(self.before)
        outcomes = tuple(c.holds for c in base.made)
        found = self._run(Way(outcomes, free, forms))
        return found if tuple(c.holds for c in found.made) == outcomes else None


Regions = tuple[tuple[Need, ...], ...]  # each of them the sizes that meet all of its conditions


def _within(regions: Regions, some: tuple[Need, ...]) -> Regions:
    """The parts of regions that meet one of these conditions."""
    return tuple((*region, need) for region in regions for need in some)


def agree(a: Seen, b: Seen, regions: Regions) -> bool:
    """Whether two ways leave the same at all sizes of some regions.

    >>> from symparam import sizes
    >>> from symparam.algebra import FloorDiv
    >>> H, = sizes("H")
    >>> one, other = (Seen("x", (n,), frozenset()) for n in (H, 2 * FloorDiv(H, 2)))
    >>> agree(one, other, ((Need(2, "divides", H, ""),),)), agree(one, other, ((Need(H, ">=", 2, ""),),))
    (True, False)
    """
    return a.form == b.form and len(a.sizes) == len(b.sizes) and all(_agree_in(a, b, region) for region in regions)


def _agree_in(a: Seen, b: Seen, region: tuple[Need, ...]) -> bool:
    common = a.needs & b.needs
    domain = _domain((*region, *_needs(common)))
    if domain.is_empty:
        return True
    differ = dict.fromkeys((x, y) for x, y in zip(a.sizes, b.sizes, strict=True) if x != y)
    if not all(same(x, y, domain, prover=False).answer == "yes" for x, y in differ):
        return False
    return all(
        _implied(need, (*region, *_needs(needs)))
        for extra, needs in ((b.needs - common, a.needs), (a.needs - common, b.needs))
        for need in _needs(extra)
    )


def _needs(found: Iterable[Any]) -> tuple[Need, ...]:
    return tuple(Need(left, op, right, "") for left, op, right in sorted(found, key=str))


def _domain(needs: Iterable[Need]) -> Domain:
    return Domain.of(Condition("", need) for need in needs)


def _implied(need: Need, known: Sequence[Need]) -> bool:
    """Whether a condition holds wherever the others do."""
    if need.is_number:
        return need.holds()
    names = names_in(need.left) | names_in(need.right)
    domain = _domain(other for other in known if (names_in(other.left) | names_in(other.right)) & names)
    if always_holds(need, lambda name: 1) or _adds_nothing(need, domain, names):
        return True
    return need.op in ("==", "broadcasts") and same(need.left, need.right, domain, prover=False).answer == "yes"


def _adds_nothing(need: Need, domain: Domain, names: frozenset[str]) -> bool:
    condition = Condition("", need)
    more = Domain.of((*domain.conditions, condition))
    if len(names) == 1:
        (name,) = names
        return more[name] == domain[name]
    return condition not in (*more.relations, *more.impossible)
