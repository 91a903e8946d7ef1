"""What reading a script may cost, so that no script can hang the reader or fill its memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ..budget import spend

STEPS = 1_000_000  # expressions and statements; a large network such as EfficientNet takes some 100,000
STATEMENT = 250_000  # steps of one statement of the module that makes no part of a model
ASIDE = 20_000  # steps for a loop that has nothing to do with a model, such as one over epochs
CELLS = 2_000_000  # elements of lists and characters of strings made on the way
DIGITS = 2_000  # bits of a whole number
EACH = 16  # elements that Python's own operations pass over in the time of a step

HOLDING = (list, tuple, dict, set)


class Exhausted(Exception):
    """The steps allowed here are used up."""


class Undecided(Exhausted):
    """The next step depends on what only a run of the script would know."""


class TooLarge(Exception):
    """A value would be too large to be a size of anything."""


class Budget:
    """Counts steps and cells. ``moment`` tells how far the model has come, as any number that changes with it."""

    __slots__ = ("cells", "limit", "moment", "since", "steps")

    def __init__(self, moment: Callable[[], int]) -> None:
        self.steps = 0
        self.cells = 0
        self.limit = STEPS
        self.moment = moment
        self.since = 0  # the moment from which the limit holds

    def step(self, steps: int = 1) -> None:
        """One step, or several. Raises Exhausted."""
        self.steps += steps
        spend(steps)
        if self.steps > self.limit:
            self._settle()
            if self.steps > self.limit:
                raise Exhausted

    @contextmanager
    def aside(self, steps: int) -> Iterator[None]:
        """Allow only so many steps inside, while nothing of a model is made there. Raises Exhausted beyond them."""
        self._settle()
        outer, since = self.limit, self.since
        self.limit, self.since = min(outer, self.steps + steps), self.moment()
        try:
            yield
        finally:
            self.limit, self.since = outer, since
            self._settle()

    def _settle(self) -> None:
        """What has made a part of a model is not aside: it may take all steps."""
        if self.moment() != self.since:
            self.limit = STEPS

    def walk(self, cells: int) -> None:
        """Work inside one operation of Python on so many elements. Raises Exhausted."""
        if cells > EACH:
            self.step(cells // EACH)

    def weigh(self, value: Any) -> None:
        """Work on a value within values, which stands for itself as often as it is held. Raises TooLarge, Exhausted.

        A list of twice the same list is twice as large; it is counted in as many steps as there are lists.
        """
        if isinstance(value, HOLDING):
            self.walk(self._weight(value, {}, CELLS + 1))  # a list within itself has no end

    def hold(self, values: list[Any]) -> None:
        """A new list or tuple of these values, which are not worked on: one within itself is held like any other.

        Raises TooLarge, Exhausted.
        """
        self.walk(self._weight(values, {}, 0))

    def _weight(self, value: Any, known: dict[int, int], again: int) -> int:
        """How many elements a value has, with those of its elements; a value within itself counts ``again`` there."""
        key = id(value)
        if key not in known:
            known[key] = again
            cells = len(value)
            for part in (*value, *value.values()) if isinstance(value, dict) else value:
                if isinstance(part, HOLDING):
                    cells += self._weight(part, known, again)
                if cells > CELLS:
                    raise TooLarge
            known[key] = cells
        return known[key]

    def fill(self, cells: int) -> None:
        """Memory for a value of so many elements. Raises TooLarge."""
        if cells > 64:
            self.cells += cells
            if self.cells > CELLS:
                self.cells -= cells
                raise TooLarge
