"""Why the formulas are true: every layer is run in plain integers over a finite box of sizes that decides equality.

Nothing here uses the rules by which floors are joined. A size is a polynomial on each residue class of its period, so
agreement on period · (degree + 1) consecutive legal sizes of each symbol proves it for all of them. Layer by layer this
is an induction: where the inputs of a layer are what the report says, so are its outputs and weights.
"""

from .claim import Claim, Proof
from .prove import prove

__all__ = ["Claim", "Proof", "prove"]
