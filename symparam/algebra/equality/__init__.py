"""Whether formulas are equal for all legal sizes, with evidence; and the simulation that checks closed forms."""

from .decide import same
from .one_layer import Step
from .simulate import agree, simulate
from .verdict import Verdict

__all__ = ["Step", "Verdict", "agree", "same", "simulate"]
