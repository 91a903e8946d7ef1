"""Where a model is legal: exact sets of sizes, solved from its conditions.

    16 divides H, ⌊H/16⌋ ≥ 2 -> solving, one symbol at a time -> Progressions 32::16
        -> format_set: H ≥ 32 and divisible by 16

A group of one symbol is a finite union of progressions; a group of several keeps its relations, and is solved where
these are products or broadcasts. ``solve_floor`` finds the sizes of one floor without going through its period.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .domain import Domain
    from .progression import Progression
    from .progressions import Progressions
    from .refusal import Refusal
    from .solving import preimage, solve, solve_relation
    from .undecided import Undecided
    from .violation import Violation

# The names and their homes, imported when first used: a layer that joins sizes need not load what solves conditions.
_HOMES = {
    "Domain": "domain",
    "Progression": "progression",
    "Progressions": "progressions",
    "Refusal": "refusal",
    "Undecided": "undecided",
    "Violation": "violation",
    "preimage": "solving",
    "solve": "solving",
    "solve_relation": "solving",
}
__all__ = [
    "Domain",
    "Progression",
    "Progressions",
    "Refusal",
    "Undecided",
    "Violation",
    "preimage",
    "solve",
    "solve_relation",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        found = globals()[name] = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
