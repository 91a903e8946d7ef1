"""Values in one symbol without Max and Min: one case for each choice of what is the largest or the smallest."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..arithmetic import Extreme, Max
from ..symbols import Dim
from .periods import whole
from .progressions import Progressions
from .undecided import Undecided

CASES = 64  # choices that one condition may cost

Solver = Callable[[Dim, str, int], Progressions]  # where a value is not negative


def cases(
    values: tuple[Dim, ...], name: str, least: int, not_negative: Solver
) -> Iterator[tuple[tuple[Dim, ...], Progressions]]:
    """The values without Max and Min, and the sizes n ≥ least for which each choice is right.

    Raises Undecided where there are more than 64 choices.
    """
    found = {e for v in values if not isinstance(v, int) for e in v.atoms(Extreme)}
    if 2 ** len(found) > CASES:
        raise Undecided("it has too many maxima and minima")
    yield from _cases(values, Progressions.at_least(least), name, least, not_negative)


def _cases(
    values: tuple[Dim, ...], where: Progressions, name: str, least: int, not_negative: Solver
) -> Iterator[tuple[tuple[Dim, ...], Progressions]]:
    if where.is_empty:
        return
    found = {e for v in values if not isinstance(v, int) for e in v.atoms(Extreme)}
    if not found:
        yield values, where
        return
    node = min(found, key=lambda e: (len(e.atoms(Extreme)), e.sort_key()))  # an innermost one
    for chosen in node.args:
        right = where
        for other in node.args:
            if other != chosen:
                ahead = chosen - other if isinstance(node, Max) else other - chosen
                right &= not_negative(whole(ahead), name, least)
        chosen_values = tuple(v if isinstance(v, int) else v.xreplace({node: chosen}) for v in values)
        yield from _cases(chosen_values, right, name, least, not_negative)
