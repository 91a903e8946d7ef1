"""A finite union of progressions: the exact set of the sizes that one symbol may take."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from heapq import merge
from itertools import islice
from math import lcm

from ...frozen import dataclass
from .format_set import in_latex, in_words
from .normal import BUDGET, normal
from .progression import Progression
from .undecided import Undecided

PARTS = 4096  # more parts than this are of no use to a reader, and the condition stays a relation


class TooMany(Undecided):
    """A set of sizes has more parts than are worth keeping."""


@dataclass(frozen=True, eq=False)
class Progressions:
    """A set of integers, made with ``Progressions.of``; two are equal where they have the same members.

    >>> Progressions.at_least(32) & Progressions.multiples(16)
    Progressions(32:∞:16)
    >>> print(Progressions.at_least(2) & Progressions.multiples(16) | Progressions.points(1))
    n = 1 or n divisible by 16
    """

    parts: tuple[Progression, ...] = ()

    @staticmethod
    def of(parts: Iterable[Progression]) -> Progressions:
        """The union of progressions, in normal form. Raises TooMany beyond 4096 parts."""
        kept = normal(parts)
        if len(kept) > PARTS:
            raise TooMany(f"{len(kept)} progressions are more than {PARTS}")
        return Progressions(kept)

    @staticmethod
    def at_least(first: int) -> Progressions:
        """All integers from first on."""
        return Progressions((Progression(first, None),))

    @staticmethod
    def between(first: int, last: int) -> Progressions:
        """All integers from first to last."""
        return Progressions(tuple(p for p in (Progression.of(first, last),) if p))

    @staticmethod
    def multiples(step: int, first: int | None = None) -> Progressions:
        """The multiples of step, from the first one that is at least ``first`` (step, if not given)."""
        return Progressions((Progression(step if first is None else -(-first // step) * step, None, step),))

    @staticmethod
    def points(*members: int) -> Progressions:
        """The given integers."""
        return Progressions.of(Progression(n, n) for n in members)

    # --- questions ----------------------------------------------------------------------------------------------

    def __contains__(self, n: object) -> bool:
        return any(n in p for p in self.parts)

    def among(self, sizes: Collection[int]) -> set[int]:
        """Those of some integers that are members.

        >>> sorted(Progressions.multiples(16).among(range(40, 90)))
        [48, 64, 80]
        """
        found: set[int] = set()
        for p in self.parts:
            members = range(p.first, (max(sizes) if p.last is None else p.last) + 1, p.step)
            found.update(n for n in sizes if n in members)
        return found

    def __iter__(self) -> Iterator[int]:
        before = None
        for n in self.parts[0] if len(self.parts) == 1 else merge(*self.parts):
            if n != before:
                yield n
            before = n

    @property
    def is_empty(self) -> bool:
        """Whether there is no member."""
        return not self.parts

    @property
    def is_finite(self) -> bool:
        """Whether there is a largest member, or none at all."""
        return all(p.last is not None for p in self.parts)

    @property
    def smallest(self) -> int | None:
        """The smallest member; None where there is none."""
        return min((p.first for p in self.parts), default=None)

    @property
    def largest(self) -> int | None:
        """The largest member; None where there is none, or no end."""
        return max((p.last for p in self.parts if p.last is not None), default=None) if self.is_finite else None

    @property
    def size(self) -> int | None:
        """An upper bound of the number of members, exact for parts without overlap; None where there is no end."""
        return sum(p.size or 0 for p in self.parts) if self.is_finite else None

    def is_everything(self, least: int = 1) -> bool:
        """Whether every integer from least on is a member.

        >>> Progressions.at_least(1).is_everything()
        True
        """
        return any(p.step == 1 and p.last is None and p.first <= least for p in self.parts)

    def below(self, n: int) -> int | None:
        """The largest member that is at most n.

        >>> Progressions.multiples(16).below(100), Progressions.multiples(16).above(100)
        (96, 112)
        """
        return max((m for p in self.parts if (m := p.below(n)) is not None), default=None)

    def above(self, n: int) -> int | None:
        """The smallest member that is at least n."""
        return min((m for p in self.parts if (m := p.above(n)) is not None), default=None)

    # --- sets ---------------------------------------------------------------------------------------------------

    def __or__(self, other: Progressions) -> Progressions:
        return self if self.parts == other.parts else Progressions.of(self.parts + other.parts)

    def __and__(self, other: Progressions) -> Progressions:
        for one, two in ((self, other), (other, self)):
            if one.parts == two.parts or (two.parts and one.is_everything(min(p.first for p in two.parts))):
                return two
        if len(self.parts) * len(other.parts) > BUDGET:
            raise TooMany(f"{len(self.parts)} progressions meet {len(other.parts)}")
        return Progressions.of(c for p in self.parts for q in other.parts if (c := p & q))

    def __le__(self, other: Progressions) -> bool:
        """Whether every member is one of the other."""
        return (self & other) == self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Progressions):
            return NotImplemented
        return self.parts == other.parts or _same_members(self, other)

    def __hash__(self) -> int:
        return hash((self.is_finite, *islice(self, 4)))

    # --- for people ---------------------------------------------------------------------------------------------

    def __str__(self) -> str:
        return self.text("n")

    def __repr__(self) -> str:
        return f"Progressions({', '.join(map(str, self.parts))})"

    def text(self, name: str, *, ascii: bool = False) -> str:
        """What a reader sees.

        >>> Progressions.between(224, 239).text("H")
        'H in 224…239'
        """
        return in_words(self.parts, name, ascii)

    def latex(self, name: str) -> str:
        """The same in LaTeX; the name is LaTeX too.

        >>> Progressions.multiples(16).latex("H")
        '16 \\\\mid H'
        """
        return in_latex(self.parts, name)


def _same_members(a: Progressions, b: Progressions) -> bool:
    """Compare one common period behind every border; unequal parts of an astronomic period count as different."""
    if (a.smallest, a.largest, a.is_finite) != (b.smallest, b.largest, b.is_finite):
        return False
    parts = a.parts + b.parts
    period = lcm(*(p.step for p in parts))
    cuts = sorted({n for p in parts for n in (p.first, None if p.last is None else p.last + 1) if n is not None})
    if sum(period // p.step for p in parts) * len(cuts) > BUDGET:
        return False
    for i, cut in enumerate(cuts):
        end = cut + period - 1 if i + 1 == len(cuts) else min(cut + period, cuts[i + 1]) - 1
        if _members(a, cut, end) != _members(b, cut, end):
            return False
    return True


def _members(a: Progressions, first: int, last: int) -> set[int]:
    found: set[int] = set()
    for p in a.parts:
        low, high = p.above(first), p.below(last)
        if low is not None and high is not None and low <= high:
            found.update(range(low, high + 1, p.step))
    return found
