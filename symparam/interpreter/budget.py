"""What reading a script may cost, so that no script can hang the reader or fill its memory."""

from __future__ import annotations

from typing import Any

STEPS = 1_000_000  # expressions and statements; a large network such as EfficientNet takes some 100,000
ASIDE = 20_000  # steps for a loop that has nothing to do with a model, such as one over epochs
LAYER = 100  # steps that calling a layer counts for
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
    """Counts steps and cells."""

    __slots__ = ("cells", "limit", "steps")

    def __init__(self) -> None:
        self.steps = 0
        self.cells = 0
        self.limit = STEPS

    def step(self, steps: int = 1) -> None:
        """One step, or several. Raises Exhausted."""
        self.steps += steps
        if self.steps > self.limit:
            raise Exhausted

    def walk(self, cells: int) -> None:
        """Work inside one operation of Python on so many elements. Raises Exhausted."""
        if cells > EACH:
            self.step(cells // EACH)

    def weigh(self, value: Any) -> None:
        """Work on a value within values, which stands for itself as often as it is held. Raises TooLarge, Exhausted.

        A list of twice the same list is twice as large; it is counted in as many steps as there are lists.
        """
        if isinstance(value, HOLDING):
            self.walk(self._weight(value, {}))

    def _weight(self, value: Any, known: dict[int, int]) -> int:
        """How many elements a value has, with those of its elements."""
        key = id(value)
        if key not in known:
            known[key] = CELLS + 1  # a list within itself has no end
            cells = len(value)
            for part in (*value, *value.values()) if isinstance(value, dict) else value:
                if isinstance(part, HOLDING):
                    cells += self._weight(part, known)
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
