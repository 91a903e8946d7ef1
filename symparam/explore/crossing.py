"""Where the larger of two totals changes, along one symbol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from ..algebra.domain import Progressions
from ..frozen import dataclass

FARTHEST = 100_000  # sizes beyond which changes are not searched one by one

Who = Literal["first", "equal", "second"]


@dataclass(frozen=True)
class Run:
    """Consecutive legal sizes with the same larger total; last is None where there is no end."""

    who: Who
    first: int
    last: int | None


@dataclass(frozen=True)
class Crossing:
    """Where one total is larger than the other, along one symbol; the other symbols have these sizes."""

    symbol: str
    at: Mapping[str, int]
    first_larger: Progressions
    equal: Progressions
    second_larger: Progressions

    @property
    def runs(self) -> tuple[Run, ...] | None:
        """From the smallest size up, who is larger; None where that changes for ever, or farther than is searched."""
        sets: dict[Who, Progressions] = {"first": self.first_larger, "equal": self.equal, "second": self.second_larger}
        endless = {who for who, values in sets.items() if any(p.last is None for p in values.parts)}
        ends = [n for values in sets.values() for p in values.parts for n in (p.first, p.last) if n is not None]
        if len(endless) > 1 or not ends or max(ends) > FARTHEST:
            return None
        runs: list[Run] = []
        for n, who in _ordered(sets, max(ends)):
            if runs and runs[-1].who == who:
                runs[-1] = Run(who, runs[-1].first, n)
            else:
                runs.append(Run(who, n, n))
        for who in endless:
            if runs[-1].who == who:
                runs[-1] = Run(who, runs[-1].first, None)
            else:
                runs.append(Run(who, sets[who].above(max(ends)) or max(ends), None))
        return tuple(runs)


def _ordered(sets: Mapping[Who, Progressions], end: int) -> Iterator[tuple[int, Who]]:
    """The legal sizes up to an end, each with the larger total."""
    found: dict[int, Who] = {}
    for who, values in sets.items():
        for part in values.parts:
            last = end if part.last is None else part.last
            found.update(dict.fromkeys(range(part.first, last + 1, part.step), who))
    return iter(sorted(found.items()))
