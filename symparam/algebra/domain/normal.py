"""The normal form of a union of progressions: few parts, without overlap, in order.

The union is cut where a part begins or ends, at multiples of the common period. In between the set is exactly
periodic, so that its smallest period and its classes are read off; pieces that continue each other are joined again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import gcd, lcm

from .progression import Progression

BUDGET = 1 << 18  # classes and blocks that normalising one union may touch; beyond this its parts stay as they are


def normal(parts: Iterable[Progression]) -> tuple[Progression, ...]:
    """The same set in as few parts as are found.

    >>> normal([Progression(3, None, 2), Progression(2, None, 2)])
    (Progression(first=2, last=None, step=1),)
    """
    given = sorted(set(parts), key=_order)
    if len(given) < 2:
        return tuple(given)
    if all(p.step == 1 for p in given):
        return _intervals(given)
    pieces = _pieces(given)
    return tuple(given) if pieces is None else _joined(pieces)


def _order(p: Progression) -> tuple[int, int, bool, int]:
    return p.first, p.step, p.last is None, p.last or 0


def _intervals(parts: Sequence[Progression]) -> tuple[Progression, ...]:
    merged = [parts[0]]
    for p in parts[1:]:
        before = merged[-1]
        if before.last is not None and p.first > before.last + 1:
            merged.append(p)
        elif before.last is not None and (p.last is None or p.last > before.last):
            merged[-1] = Progression(before.first, p.last)
    return tuple(merged)


def _pieces(parts: Sequence[Progression]) -> list[Progression] | None:
    """Parts without overlap, cut at blocks of the common period; None where that would take too many."""
    long = [p for p in parts if not p.is_point]
    period = lcm(*(p.step for p in long))
    if sum(period // p.step for p in long) > BUDGET:
        return None
    changes: dict[int, list[tuple[int, int]]] = defaultdict(list)  # block -> [(class, +1 or −1)]
    for p in long:
        for n in range(p.first, p.first + period, p.step):
            if p.last is not None and n > p.last:
                break
            block, r = divmod(n, period)
            changes[block].append((r, 1))
            if p.last is not None:
                changes[(p.last - r) // period + 1].append((r, -1))
    active: dict[int, int] = defaultdict(int)
    blocks = sorted(changes)
    pieces: list[Progression] = []
    work = 0
    for here, block in enumerate(blocks):
        for r, change in changes[block]:
            active[r] += change
            if not active[r]:
                del active[r]
        work += len(active)
        if work > BUDGET:
            return None
        end = blocks[here + 1] if here + 1 < len(blocks) else None
        if active:
            pieces += _segment(sorted(active), period, block, end)
    points = (p for p in parts if p.is_point)
    return pieces + [p for p in points if not any(p.first in q for q in long)]


def _segment(classes: list[int], period: int, block: int, end: int | None) -> list[Progression]:
    """The members in the classes, from one block up to another, in the form with the fewest parts."""
    if end == block + 1:
        return _runs([block * period + r for r in classes])
    step, classes = _smallest(classes, period)
    first = block * period
    last = None if end is None else end * period - 1
    return [p for r in classes if (p := Progression.of(first + r, last, step))]


def _smallest(classes: list[int], period: int) -> tuple[int, list[int]]:
    """The smallest period of the classes: it divides the period, and the quotient divides their number."""
    shrink = gcd(period, len(classes))
    prime = 2
    while shrink > 1:
        while shrink % prime == 0:
            shrink //= prime
            shorter = period // prime
            if len(kept := {r % shorter for r in classes}) * prime == len(classes):
                period, classes = shorter, sorted(kept)
        prime += 1
    return period, classes


def _runs(members: list[int]) -> list[Progression]:
    runs: list[Progression] = []
    for n in members:
        if runs and runs[-1].last == n - 1:
            runs[-1] = Progression(runs[-1].first, n)
        else:
            runs.append(Progression(n, n))
    return runs


def _joined(pieces: list[Progression]) -> tuple[Progression, ...]:
    """Pieces that continue each other become one: 16:48:16 with 64:∞:16, and the point 16 with 32:∞:16."""
    points = {p.first for p in pieces if p.is_point}
    grown = []
    for p in sorted(_linked(p for p in pieces if not p.is_point), key=lambda p: (p.last is not None, p.step, p.first)):
        first, last = p.first, p.last
        while first - p.step in points:
            first -= p.step
            points.remove(first)
        while last is not None and last + p.step in points:
            last += p.step
            points.remove(last)
        grown.append(Progression(first, last, p.step))
    return tuple(sorted([*_linked(grown), *_runs(sorted(points))], key=_order))


def _linked(parts: Iterable[Progression]) -> list[Progression]:
    """Parts of one step where each begins one step behind the end of another become one."""
    kept: dict[tuple[int, int], Progression] = {}  # by step and class, in order
    done = []
    for p in sorted(parts, key=_order):
        key = p.step, p.first % p.step
        before = kept.get(key)
        if before is not None and before.last is not None and before.last + p.step == p.first:
            p = Progression(before.first, p.last, p.step)
        elif before is not None:
            done.append(before)
        kept[key] = p
    return done + list(kept.values())
