"""Runs of equal groups in a sequence: one search, which is told what a run must hold and where it had better begin."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from ..frozen import dataclass


@dataclass(frozen=True)
class Run:
    """So many equal groups of this length, one after the other; a single element is one group of one."""

    start: int
    length: int
    times: int

    @property
    def stop(self) -> int:
        """Where it ends."""
        return self.start + self.length * self.times


def runs(
    like: Sequence[Hashable],
    longest: int,
    holds: Callable[[Run], bool] = lambda run: True,
    merit: Callable[[Run], int] = lambda run: 0,
) -> Iterator[Run]:
    """Each element once, in runs; from each place the run that covers most.

    Groups are of at most ``longest`` elements. Of equal runs that are shifted against each other, one with most
    ``merit`` is taken, and what is before it stands alone.

    >>> [(r.length, r.times) for r in runs("abcbcbd", 3)]
    [(1, 1), (2, 2), (1, 1), (1, 1)]
    >>> [(r.start, r.times) for r in runs("xbaba!", 3, merit=lambda run: run.start == 2)]
    [(0, 1), (1, 2), (5, 1)]
    >>> [(r.start, r.times) for r in runs("xbabab!", 3, merit=lambda run: run.start == 2)]
    [(0, 1), (1, 1), (2, 2), (6, 1)]
    """
    i = 0
    while i < len(like):
        run = _longest(like, i, longest, holds)
        run = max((run, *_shifted(like, run, holds)), key=merit)  # the first of the best
        yield from (Run(j, 1, 1) for j in range(i, run.start))
        yield run
        i = run.stop


def _longest(like: Sequence[Hashable], i: int, longest: int, holds: Callable[[Run], bool]) -> Run:
    """The run at i that covers most elements, of shortest groups; a single element where there is none."""
    best = Run(i, 1, 1)
    for length in range(1, min(longest, (len(like) - i) // 2) + 1):
        if like[i] != like[i + length]:
            continue
        times = 1
        while like[i + times * length : i + (times + 1) * length] == like[i : i + length]:
            times += 1
        run = Run(i, length, times)
        if times > 1 and run.stop > best.stop and holds(run):
            best = run
    return best


def _shifted(like: Sequence[Hashable], run: Run, holds: Callable[[Run], bool]) -> Iterator[Run]:
    """The same run begun later within its first group, as long as it goes on behind its end."""
    if run.times == 1:
        return
    for shift in range(1, run.length):
        end = run.stop + shift - 1
        if end >= len(like) or like[end] != like[end - run.length]:
            return
        later = Run(run.start + shift, run.length, run.times)
        if holds(later):
            yield later
