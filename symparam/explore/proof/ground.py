"""The legal sizes of a report as the checks need them: boxes, a point to stand on, points of all magnitudes."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from ...algebra.domain import Domain, Progressions
from ...algebra.domain.periods import Periods
from ...algebra.equality.box import Box
from ...report import Report

POINTS = 60_000  # the most sizes that one claim is tried at
SAMPLE = 4
DRAWN = 400  # sizes that are tried where nothing says how many are enough

Point = dict[str, int]


class Ground:
    """The domain of a report and the points on which it is checked."""

    def __init__(self, report: Report) -> None:
        self.domain: Domain = report.domain
        self.order = list(report.symbols)
        self._defaults = report.defaults
        self.legal = {name: self.domain[name] for name in self.order}

    @property
    def is_empty(self) -> bool:
        """Whether no sizes are legal."""
        return self.domain.is_empty

    def box(self, found: Periods) -> Box:
        """The box that decides formulas of this period and degree, its symbols in the order of the report."""
        return Box.of(
            {name: found.period[name] for name in self.order if name in found.period}, found.degree, self.legal
        )

    @cached_property
    def base(self) -> Point:
        """One legal point: the smallest sizes, or the defaults, or some drawn ones, where relations ask for more."""
        smallest = {name: values.smallest or 0 for name, values in self.legal.items()}
        if self.is_legal(smallest):
            return smallest
        return next((p for p in ({**smallest, **self._defaults}, *self.drawn()) if self.is_legal(p)), smallest)

    def is_legal(self, point: Mapping[str, int]) -> bool:
        """Whether all conditions hold at a point of a box, which keeps the conditions of single symbols already."""
        return not self.domain.relations or self.domain.contains(point)

    @cached_property
    def sample(self) -> tuple[Point, ...]:
        """A few points at which everything is tried at once, whatever is thought to have a say in it."""
        return tuple(islice(self.drawn(), SAMPLE))

    def drawn(self) -> Iterator[Point]:
        """Legal points among the smallest sizes and among all magnitudes; always the same ones."""
        draw = random.Random(0)
        small = {name: list(islice(values, 12)) for name, values in self.legal.items()}
        for _ in range(DRAWN // 2):
            for point in (
                {name: draw.choice(members) for name, members in small.items()},
                {name: _any(draw, values) for name, values in self.legal.items()},
            ):
                if self.is_legal(point):
                    yield point

    def text(self, names: Iterable[str]) -> str:
        """The legal sizes of some symbols in words."""
        return ", ".join(self.legal[name].text(name) for name in self.order if name in names)


def told_together(boxes: Iterable[Box], others: Sequence[str] = ()) -> list[str]:
    """What was tried: boxes along one symbol that are alike are told together.

    >>> from ...algebra.domain.progression import Progression
    >>> from ...algebra.equality.box import Axis
    >>> told_together([Box((Axis(name, (Progression(1, 2),), 1, 1),)) for name in "HW"])
    ['2 values each of H, W, period 1']
    """
    alike: dict[tuple[int, int], dict[str, Box]] = {}
    said = []
    for box in dict.fromkeys(boxes):
        if len(box.axes) == 1:
            (axis,) = box.axes
            alike.setdefault((axis.size, axis.period), {})[axis.name] = box
        elif box.axes:
            said.append(str(box))
    single = [
        str(next(iter(found.values())))
        if len(found) == 1
        else f"{count} value{'s' if count > 1 else ''} each of {', '.join(found)}, period {period}"
        for (count, period), found in alike.items()
    ]
    return [*single, *said] or ([] if others else ["one value"])


def _any(draw: random.Random, values: Progressions) -> int:
    part = draw.choice(values.parts)
    count = min(10 ** draw.randint(1, 4), part.size or 10**4)
    return part.first + part.step * draw.randrange(count)
