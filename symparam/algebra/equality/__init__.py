"""Whether formulas are equal for all legal sizes, with evidence; and the simulation that checks closed forms."""

from .same import same
from .simulate import agree, simulate
from .step import Step
from .verdict import Verdict

__all__ = ["Step", "Verdict", "agree", "same", "simulate"]
