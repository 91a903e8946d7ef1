"""What comparisons of sizes decide on one way through a function, and which of them are to come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from sympy import Expr

from ..algebra import Dim, FloorDiv, Need, ceil, product, total
from ..frozen import dataclass


@dataclass(frozen=True)
class Choice:
    """Whether ``left op right`` holds, how it came out, and the condition that it did.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> [(need.left, need.op, need.right) for need in Choice(H, "==", 7, False).where(False)]
    [(H, '>=', 8), (7, '>=', H + 1)]
    """

    left: Dim
    op: Literal["==", ">="]
    right: Dim
    holds: bool
    need: Need | None = None

    def where(self, holds: bool) -> tuple[Need, ...]:
        """The sizes at which it comes out so: all that meet one of these conditions."""
        why = f"{self.left} {self.op} {self.right} decides"
        if holds:
            return (Need(self.left, self.op, self.right, why),)
        below = Need(self.right, ">=", total((self.left, 1)), why)
        return (below,) if self.op == ">=" else (Need(self.left, ">=", total((self.right, 1)), why), below)


Comparison = Literal["eq", "ne", "ge", "lt", "le", "gt"]

# comparison -> the relation that decides it, whether its sizes change places in it, and what it gives where that holds
ASKED: dict[Comparison, tuple[Literal["==", ">="], bool, bool]] = {
    "eq": ("==", False, True),
    "ne": ("==", False, False),
    "ge": (">=", False, True),
    "lt": (">=", False, False),
    "le": (">=", True, True),
    "gt": (">=", True, False),
}


class Way:
    """One way through a function: how its first choices must come out, and all that were made.

    What is ``free`` is no condition however it comes out. A comparison that has been made comes out as before.
    ``forms`` are other forms of floors, which are right from the choice of that place on.
    """

    def __init__(
        self, outcomes: tuple[bool, ...] = (), free: frozenset[int] = frozenset(), forms: Forms = frozenset()
    ) -> None:
        self.outcomes = outcomes
        self.free = free
        self.forms = forms
        self.made: list[Choice] = []
        self._known: dict[tuple[Dim, str, Dim], tuple[bool, bool]] = {}

    def decide(self, left: Dim, op: Literal["==", ">="], right: Dim, holds: bool, need: Need) -> tuple[bool, bool]:
        """Whether a relation holds on this way, where it does ``holds`` by its values; and whether that is free."""
        key = left, op, right
        if key not in self._known:
            place = len(self.made)
            outcome = self.outcomes[place] if place < len(self.outcomes) else holds
            self.made.append(Choice(left, op, right, outcome, need))
            self._known[key] = outcome, outcome is not holds or place in self.free
        return self._known[key]


Forms = frozenset[tuple[int, Expr, Expr]]  # the place of a choice, a floor, and another form of it


def form_beside(choice: Choice) -> tuple[Expr, Expr] | None:
    """A floor and what it is where the remainder that is compared with 0 is none: the next one below its ceiling.

    With it sizes that are made whole where they are not, such as h + (8 − h mod 8), are right for all h.

    >>> from symparam import sizes
    >>> from symparam.algebra import mod
    >>> H, = sizes("H")
    >>> form_beside(Choice(mod(H, 8), "==", 0, True))
    (floor(H/8), floor((H + 7)/8) - 1)
    """
    difference = total((choice.left, product((-1, choice.right))))
    for floor in difference.atoms(FloorDiv) if isinstance(difference, Expr) else ():
        top, bottom = floor.args
        rest = total((top, product((-1, bottom, floor))))
        if rest in (difference, -difference):
            return floor, total((ceil(top, bottom), -1))
    return None


class Choices:
    """The ways on which choices are made, the innermost last."""

    def __init__(self) -> None:
        self.ways: list[Way] = []

    def formed(self, dim: Dim) -> Dim:
        """A size with the other forms of floors that are right here."""
        for way in self.ways:
            for place, old, new in way.forms:
                if not isinstance(dim, int) and place < len(way.made) and dim.has(old):
                    dim = total((dim.xreplace({old: new}),))
        return dim

    @contextmanager
    def on(self, way: Way) -> Iterator[Way]:
        """While a function is run on a way."""
        self.ways.append(way)
        try:
            yield way
        finally:
            self.ways.pop()

    def decide(self, asked: Comparison, left: Dim, right: Dim, outcome: bool, need: Need) -> tuple[bool, bool]:
        """What a comparison gives that comes out so by its values, and whether that is free of its condition."""
        if not self.ways:
            return outcome, False
        op, turned, gives = ASKED[asked]
        one, other = (right, left) if turned else (left, right)
        holds, free = self.ways[-1].decide(one, op, other, outcome is gives, need)
        return holds is gives, free
