"""A condition that given sizes break, and the nearest sizes that do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ...errors import ConditionError
from ...frozen import dataclass
from ..condition import Condition
from ..need import Need
from .told import NOWHERE


@dataclass(frozen=True)
class Violation:
    """The condition as the model has it and in numbers, and per symbol the nearest legal sizes below and above."""

    condition: Condition
    numbers: Need
    nearest: Mapping[str, tuple[int | None, int | None]]
    wanted: str  # what the model needs of these symbols, in words
    together: Mapping[str, int] = field(default_factory=dict)  # the nearest sizes, where several symbols move at once

    @property
    def layer(self) -> str:
        """The layer that refuses."""
        return self.condition.layer

    @property
    def need(self) -> Need:
        """What it asks for."""
        return self.condition.need

    def error(self) -> ConditionError:
        """The same as an error, with its fields."""
        error = ConditionError(str(self)).at(layer=self.layer)
        error.need = self.numbers
        near = {name: [n for n in sizes if n is not None] for name, sizes in self.nearest.items()}
        error.nearest = [{name: sizes} for name, sizes in near.items() if sizes]
        if self.together:
            error.nearest = [{name: [n] for name, n in self.together.items()}]
        return error

    def __str__(self) -> str:
        """What a user reads: who refuses, what came, and the cure."""
        cure = f"the model is {self.wanted}" if self.wanted == NOWHERE else f"the model needs {self.wanted}"
        told = f"{self.numbers.refusal(self.layer)}; {cure}"
        if self.together:
            return f"{told}; nearest: {' '.join(f'{name}={n}' for name, n in self.together.items())}"
        cures = [cure for name, sizes in self.nearest.items() if (cure := _nearest(name, sizes))]
        return f"{told}; {'; '.join(cures)}" if cures else told


def _nearest(name: str, sizes: tuple[int | None, int | None]) -> str:
    """The nearest legal sizes where there is a choice: a smallest size is told by the domain already."""
    below, above = sizes
    if below is None:
        return ""
    return f"nearest: {name}={below}" + ("" if above is None else f" or {name}={above}")
