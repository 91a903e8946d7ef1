"""One progression of integers: ``first, first + step, … , last``, where last may be infinite (None)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from math import gcd

from ...frozen import dataclass


@dataclass(frozen=True)
class Progression:
    """``first, first + step, …`` up to last, or without end where last is None.

    >>> 48 in Progression(16, None, 16)
    True
    >>> list(Progression(224, 230, 3))
    [224, 227, 230]
    """

    first: int
    last: int | None
    step: int = 1

    @staticmethod
    def of(first: int, last: int | None, step: int = 1) -> Progression | None:
        """The progression with last rounded down to a member; None where it has no member.

        >>> Progression.of(1, 6, 4)
        Progression(first=1, last=5, step=4)
        """
        if last is None:
            return Progression(first, None, step)
        if last < first:
            return None
        last -= (last - first) % step
        return Progression(first, last, 1 if last == first else step)

    def __contains__(self, n: object) -> bool:
        return (
            isinstance(n, int)
            and n >= self.first
            and (self.last is None or n <= self.last)
            and (n - self.first) % self.step == 0
        )

    def __iter__(self) -> Iterator[int]:
        if self.last is None:
            return count(self.first, self.step)
        return iter(range(self.first, self.last + 1, self.step))

    def __str__(self) -> str:
        return f"{self.first}:{'∞' if self.last is None else self.last}:{self.step}"

    @property
    def is_point(self) -> bool:
        """Whether it has one member."""
        return self.first == self.last

    @property
    def size(self) -> int | None:
        """The number of members; None where there is no end."""
        return None if self.last is None else (self.last - self.first) // self.step + 1

    def below(self, n: int) -> int | None:
        """The largest member that is at most n."""
        if n < self.first:
            return None
        if self.last is not None and n >= self.last:
            return self.last
        return n - (n - self.first) % self.step

    def above(self, n: int) -> int | None:
        """The smallest member that is at least n."""
        if n <= self.first:
            return self.first
        if self.last is not None and n > self.last:
            return None
        return n + (self.first - n) % self.step

    def __and__(self, other: Progression) -> Progression | None:
        """The common members, by the Chinese remainder theorem; they form a progression, or there are none."""
        g = gcd(self.step, other.step)
        if (other.first - self.first) % g:
            return None
        period = self.step // g * other.step
        # n = self.first + step·k with step·k ≡ other.first − self.first (mod other.step)
        modulus = other.step // g
        k = (other.first - self.first) // g * pow(self.step // g, -1, modulus) % modulus if modulus > 1 else 0
        n = self.first + self.step * k
        start = max(self.first, other.first)
        n = start + (n - start) % period
        ends = [p.last for p in (self, other) if p.last is not None]
        return Progression.of(n, min(ends) if ends else None, period)
