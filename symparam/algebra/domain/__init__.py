"""Where a model is legal: exact sets of sizes, solved from its conditions."""

from .broadcast import broadcast, never_below
from .domain import Domain
from .progression import Progression
from .progressions import Progressions
from .solve import preimage, solve, solve_relation
from .undecided import Undecided
from .violation import Violation

__all__ = [
    "Domain", "Progression", "Progressions", "Undecided", "Violation", "broadcast", "never_below", "preimage", "solve",
    "solve_relation",
]
