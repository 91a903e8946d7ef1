"""Two ways to one end, timed in turns."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Run = Callable[[], object]


@dataclass(frozen=True)
class Pair:
    """What symparam does, and what it is held against; the seconds of a run are divided by ``per``."""

    what: str
    beside: str
    ours: Run
    theirs: Run
    at_most: float | None = None  # the largest ratio that we allow ourselves
    runs: int = 9
    per: tuple[int, int] = (1, 1)  # how many times a run does the thing, on either side


@dataclass(frozen=True)
class Timing:
    """Seconds: the median of all runs, and half the distance between the quartiles."""

    median: float
    spread: float


def time_in_turns(pair: Pair) -> tuple[Timing, Timing]:
    """The times of both sides, after one run of each that does not count."""
    pair.ours(), pair.theirs()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(pair.runs):
        for side, run in zip(times, (pair.ours, pair.theirs), strict=True):
            start = time.perf_counter()
            run()
            side.append(time.perf_counter() - start)
    ours, theirs = (_timing(side, n) for side, n in zip(times, pair.per, strict=True))
    return ours, theirs


def _timing(seconds: list[float], n: int) -> Timing:
    low, median, high = statistics.quantiles(seconds, n=4)
    return Timing(median / n, (high - low) / 2 / n)
