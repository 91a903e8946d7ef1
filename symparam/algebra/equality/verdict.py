"""The answer to whether two formulas are equal, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from ...frozen import dataclass


@dataclass(frozen=True)
class Verdict:
    """yes, no or undecided; how it was found; and for no, sizes at which the two differ.

    Only a yes is true in an ``if``.

    >>> print(Verdict.no({"H": 5}, 3, 4))
    no: at H=5 the one is 3, the other 4
    """

    answer: Literal["yes", "no", "undecided"]
    how: str
    counterexample: Mapping[str, int] = field(default_factory=dict)

    @staticmethod
    def yes(how: str) -> Verdict:
        """Equal everywhere."""
        return Verdict("yes", how)

    @staticmethod
    def no(sizes: Mapping[str, int], one: object, other: object) -> Verdict:
        """Different at these sizes."""
        at = ", ".join(f"{name}={n}" for name, n in sizes.items())
        values = f"the one is {one}, the other {other}"
        return Verdict("no", f"at {at} {values}" if at else values, dict(sizes))

    @staticmethod
    def undecided(why: str) -> Verdict:
        """No counterexample, and no proof."""
        return Verdict("undecided", why)

    def __bool__(self) -> bool:
        return self.answer == "yes"

    def __str__(self) -> str:
        return f"{self.answer}: {self.how}"
