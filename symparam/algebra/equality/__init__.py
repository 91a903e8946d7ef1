"""Whether formulas are equal for all legal sizes, with evidence; and the simulation that checks closed forms.

    ⌊(⌊(H − 2)/2⌋ − 2)/2⌋ and ⌊(H − 6)/4⌋ -> period 4, degree 1 -> agree at 8 sizes in a row
        -> Verdict: equal, proved

Nothing here trusts the rules by which the algebra joins floors: formulas are compared by their values.
"""

from .decide import same
from .one_layer import Step
from .simulate import agree, simulate
from .verdict import Verdict

__all__ = ["Step", "Verdict", "agree", "same", "simulate"]
