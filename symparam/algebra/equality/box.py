"""The finite box whose values decide an equality: of each symbol as many sizes as its period and degree ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import gcd, prod

from ...budget import spend
from ...frozen import dataclass
from ..domain.periods import Periods
from ..domain.progression import Progression
from ..domain.progressions import Progressions

MANY = 10**6


@dataclass(frozen=True)
class Axis:
    """One symbol of a box: its sizes, counted before they are made, and the period and degree that ask for them."""

    name: str
    parts: tuple[Progression, ...]
    period: int
    degree: int

    @staticmethod
    def of(name: str, period: int, degree: int, legal: Progressions) -> Axis:
        """Of every endless progression period/gcd(period, step)·(degree + 1) members; of others, at most so many.

        On them a formula is a polynomial of that degree in the class of every remainder, so that it is 0 on the
        whole progression where it is 0 on these members.

        >>> Axis.of("H", 12, 1, Progressions.at_least(32)).values[:2]
        (32, 33)
        >>> Axis.of("H", 12, 1, Progressions.multiples(16)).size
        6
        >>> Axis.of("H", 2**400, 1, Progressions.at_least(32)).size == 2**401
        True
        """
        parts = []
        for p in legal.parts:
            wanted = period // gcd(period, p.step) * (degree + 1)
            count = wanted if p.size is None else min(wanted, p.size)
            parts.append(Progression(p.first, p.first + (count - 1) * p.step, p.step))
        return Axis(name, tuple(parts), period, degree)

    @cached_property
    def size(self) -> int:
        """How many sizes it has; beyond a million, where nobody tries them, those of two progressions count twice."""
        most = sum(p.size or 0 for p in self.parts)
        return most if most > MANY or len(self.parts) == 1 else len(self.values)

    @property
    def values(self) -> tuple[int, ...]:
        """Its sizes, from the smallest on."""
        return tuple(sorted({n for p in self.parts for n in p}))


@dataclass(frozen=True)
class Box:
    """The Cartesian product of the sizes of some symbols.

    >>> box = Box.of({"H": 12}, {"H": 1}, {"H": Progressions.at_least(32)})
    >>> box.size, str(box)
    (24, '24 values of H, period 12')
    """

    axes: tuple[Axis, ...]

    @staticmethod
    def of(period: Mapping[str, int], degree: Mapping[str, int], legal: Mapping[str, Progressions]) -> Box:
        """The box that decides whether a formula of these periods and degrees is 0 for all legal sizes."""
        return Box(tuple(Axis.of(name, n, degree[name], legal[name]) for name, n in period.items()))

    @staticmethod
    def around(periods: Periods, legal: Mapping[str, Progressions]) -> Box:
        """The box of a measured formula."""
        return Box.of(periods.period, periods.degree, legal)

    @property
    def names(self) -> tuple[str, ...]:
        """Its symbols, in order."""
        return tuple(axis.name for axis in self.axes)

    @property
    def size(self) -> int:
        """The number of its points."""
        return prod(axis.size for axis in self.axes)

    def points(self) -> Iterator[tuple[int, ...]]:
        """All points, as sizes in the order of the names."""
        for point in product(*(axis.values for axis in self.axes)):
            spend()
            yield point

    def __str__(self) -> str:
        return told(self.axes)


def told(axes: Sequence[Axis]) -> str:
    """How many values of which symbols, and their periods."""
    if not axes:
        return "one value"
    counts = " × ".join(str(axis.size) for axis in axes)
    names = ", ".join(axis.name for axis in axes)
    periods = ", ".join(str(axis.period) for axis in axes)
    one = len(axes) == 1 and axes[0].size == 1
    return f"{counts} {'value' if one else 'values'} of {names}, {'period' if len(axes) == 1 else 'periods'} {periods}"
