"""What reading a script may cost, so that no script can hang the reader or fill its memory."""

from __future__ import annotations

STEPS = 1_000_000  # expressions and statements; a large network such as EfficientNet takes some 100,000
ASIDE = 20_000  # steps for a loop that has nothing to do with a model, such as one over epochs
LAYER = 100  # steps that calling a layer counts for
CELLS = 2_000_000  # elements of lists and characters of strings made on the way
DIGITS = 2_000  # bits of a whole number


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

    def fill(self, cells: int) -> None:
        """Memory for a value of so many elements. Raises TooLarge."""
        if cells > 64:
            self.cells += cells
            if self.cells > CELLS:
                self.cells -= cells
                raise TooLarge
