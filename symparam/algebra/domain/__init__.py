"""Where a model is legal: exact sets of sizes, solved from its conditions."""

from .progression import Progression
from .progressions import Progressions
from .solve import preimage, solve, solve_relation
from .undecided import Undecided

__all__ = ["Progression", "Progressions", "Undecided", "preimage", "solve", "solve_relation"]
