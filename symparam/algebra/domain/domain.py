"""The sizes for which every layer of a model is legal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from operator import index
from typing import TYPE_CHECKING, Any

from ...budget import spend
from ...errors import SizeError
from ...frozen import dataclass
from ..condition import Condition
from ..evaluate import Bindings, names_in
from ..need import Need
from ..symbols import Dim, size
from .asked import asked
from .boxes import Boxes
from .progressions import Progressions
from .sets import Sets, holds
from .violation import Violation

if TYPE_CHECKING:
    from .refusal import Refusal

EACH = 16  # sizes that are looked at in the time of a cell


@dataclass(frozen=True)
class Domain:
    """The legal sizes: for each symbol an exact set, and the relations that join several symbols.

    Nothing is solved until it is asked for.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> domain = Domain.of([Condition("conv2d", Need(H - 2, ">=", 1, "kernel 3 must fit into its input"))])
    >>> print(domain)
    H ≥ 3
    >>> domain.contains(H=2), domain["H"].smallest
    (False, 3)
    """

    conditions: tuple[Condition, ...] = ()
    least: int = 1  # the smallest size there is
    starts: tuple[tuple[str, int], ...] = ()  # symbols with another smallest value, such as a depth: 0

    @staticmethod
    def of(conditions: Iterable[Condition], *, least: int = 1, starts: Mapping[str, int] | None = None) -> Domain:
        """The domain of some conditions, in the order of the layers."""
        return Domain(tuple(conditions), least, tuple((starts or {}).items()))

    # --- sets ---------------------------------------------------------------------------------------------------

    @cached_property
    def _sets(self) -> Sets:
        return Sets.of(self.conditions, self.start)

    @cached_property
    def _starts(self) -> dict[str, int]:
        return dict(self.starts)

    def start(self, name: str) -> int:
        """The smallest value that a symbol can have in any model."""
        return self._starts.get(name, self.least)

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        """The symbols that stand in conditions, in order of appearance."""
        return tuple(dict.fromkeys(name for c in self.conditions for name in sorted(_names(c.need))))

    def __getitem__(self, name: str) -> Progressions:
        """The sizes that a symbol may have, whatever the others are; see also ``boxes`` and ``relations``."""
        if self.impossible:
            return Progressions()
        return self._sets.by_name.get(name, Progressions.at_least(self.start(name)))

    def alone(self, name: str) -> Progressions:
        """The sizes that a symbol may have as far as its own conditions say."""
        return self._sets.alone.get(name, self[name])

    @property
    def relations(self) -> tuple[Condition, ...]:
        """The conditions that stay relations: they join symbols, or no exact method solves them."""
        return self._sets.relations

    @property
    def boxes(self) -> tuple[Boxes, ...]:
        """What relations say together where they are solved: which sizes several symbols may have at once."""
        return self._sets.boxes

    @property
    def solved(self) -> tuple[Condition, ...]:
        """The relations that ``boxes`` say."""
        return self._sets.solved

    @property
    def impossible(self) -> tuple[Condition, ...]:
        """The conditions that no sizes can meet."""
        return self._sets.impossible

    @property
    def is_empty(self) -> bool:
        """Whether the model is proved to be legal nowhere."""
        return bool(self.impossible) or any(s.is_empty for s in self._sets.by_name.values())

    @property
    def smallest(self) -> dict[str, int]:
        """The smallest size of every symbol that has conditions of its own."""
        found = {name: self[name].smallest for name in self.symbols if name in self._sets.by_name}
        return {name: n for name, n in found.items() if n is not None}

    def binding(self, name: str) -> Condition | None:
        """The condition that sets the smallest size of a symbol: the first that refuses the size below it."""
        smallest = self[name].smallest
        if smallest is None or smallest <= self.start(name):
            return None
        for condition in self.conditions:
            if _names(condition.need) == {name} and not holds(condition.need, {name: smallest - 1}):
                return condition
        return None

    # --- sizes --------------------------------------------------------------------------------------------------

    def contains(self, sizes: Mapping[str, int] | None = None, **named: int) -> bool:
        """Whether the given sizes break no condition; a symbol without a size makes its conditions wait.

        Raises SizeError where a size is no whole number.
        """
        given = _whole({**(sizes or {}), **named})
        spend(len(self.relations) + len(given) // EACH)
        if self.impossible or any(n < self.start(name) for name, n in given.items()):
            return False
        names, sets = frozenset(given), self._sets.by_name
        if any(name in sets and n not in sets[name] for name, n in given.items()):
            return False
        return all(holds(c.need, given) for c in self.relations if _names(c.need) <= names)

    def keeps(self, name: str, sizes: Mapping[str, int]) -> bool:
        """Whether sizes that broke no condition break none after one of them, ``name``, has changed."""
        relations = self._about.get(name, ())
        spend(1 + len(relations))
        n, sets = sizes[name], self._sets.by_name
        if n < self.start(name) or (name in sets and n not in sets[name]):
            return False
        return all(holds(c.need, sizes) for c in relations if _names(c.need) <= sizes.keys())

    @cached_property
    def _about(self) -> dict[str, list[Condition]]:
        """The relations in which each symbol stands."""
        found: dict[str, list[Condition]] = {}
        for condition in self.relations:
            for name in _names(condition.need):
                found.setdefault(name, []).append(condition)
        return found

    def violations(self, sizes: Mapping[str, int]) -> tuple[Violation, ...]:
        """The conditions that the given sizes break, in the order of the layers, with the nearest legal sizes."""
        return tuple(self.violation(condition, sizes) for condition, _ in self.broken(sizes))

    def broken(self, sizes: Mapping[str, int]) -> Iterator[tuple[Condition, Need]]:
        """The conditions that the given sizes break, in the order of the layers, each with its need in numbers."""
        given = _whole(sizes)
        names = frozenset(given)
        for condition in dict.fromkeys((*self.starting(given), *self.conditions)):
            if _names(condition.need) <= names and not (numbers := condition.need.bind(given)).holds():
                yield condition, numbers

    def violation(self, condition: Condition, sizes: Mapping[str, int]) -> Violation:
        """A condition that the given sizes break, with the nearest legal sizes."""
        given, used = _whole(sizes), _names(condition.need)
        nearest = {name: self._nearest(name, given, used) for name in sorted(used)}
        return Violation(condition, condition.need.bind(given), nearest, self._wanted(used), self.near(used, given))

    def refusal(self, sizes: Mapping[str, int]) -> Refusal | None:
        """Who refuses the given sizes, and the nearest ones that all layers accept; None where they are legal."""
        from .refusal import refused

        return refused(self, _whole(sizes))

    def _wanted(self, names: frozenset[str]) -> str:
        """What the model needs of these symbols; where no condition speaks of one, its smallest size."""
        if names & frozenset(self.symbols) or self.is_empty:
            return self.text(only=names)
        return ", ".join(f"{name} ≥ {self.start(name)}" for name in sorted(names))

    def _nearest(self, name: str, sizes: Mapping[str, int], used: frozenset[str]) -> tuple[int | None, int | None]:
        others = {other: n for other, n in sizes.items() if other != name} if len(used) > 1 else {}
        legal = self.bind(others)[name] if others else self[name]
        return legal.below(sizes[name]), legal.above(sizes[name])

    def near(self, used: frozenset[str], sizes: Mapping[str, int]) -> dict[str, int]:
        """The nearest legal sizes of symbols that only together are legal; none where these are not solved."""
        for boxes in self.boxes:
            if used & set(boxes.names) and set(boxes.names) <= sizes.keys() and not boxes.contains(sizes):
                found = boxes.nearest(sizes)
                return found if self.contains({**sizes, **found}) else {}
        return {}

    def starting(self, names: Iterable[str]) -> Iterable[Condition]:
        """What symbols ask for before any layer does."""
        for name in names:
            yield Condition(name, Need(size(name), ">=", self.start(name), f"a size is at least {self.start(name)}"))

    def bind(self, bindings: Mapping[str, Dim]) -> Domain:
        """The domain with symbols replaced by name, as if the conditions had been bound before."""
        bindings = Bindings.of(bindings)  # many layers ask the same
        bound = dict.fromkeys((*asked(bindings, self.start), *(c.bind(bindings) for c in self.conditions)))
        return Domain(tuple(c for c in bound if not (c.need.is_number and c.need.holds())), self.least, self.starts)

    # --- for people ---------------------------------------------------------------------------------------------

    def __str__(self) -> str:
        return self.text()

    def text(self, *, only: Collection[str] | None = None, ascii: bool = False) -> str:
        """What a reader sees: ``H ≥ 32, W ≥ 32``; with ``only``, no more than concerns these symbols."""
        from .told import in_words

        return in_words(self, only, ascii)

    def latex(self, *, only: Collection[str] | None = None) -> str:
        """The same in LaTeX."""
        from .told import in_latex

        return in_latex(self, only)

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def _names(need: Need) -> frozenset[str]:
    return names_in(need.left) | names_in(need.right)


def _whole(sizes: Mapping[str, Any]) -> dict[str, int]:
    try:
        return {name: index(n) for name, n in sizes.items()}
    except TypeError:
        wrong = next(f"{name}={n!r}" for name, n in sizes.items() if not hasattr(n, "__index__"))
        raise SizeError(f"{wrong} is no whole number") from None
