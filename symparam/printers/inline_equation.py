"""Short equations on one line: H_out = H_in = H = 256."""

from __future__ import annotations

from dataclasses import replace

from ..document import Chain, Equation
from .latex_spans import width, widths

GAP = 2.5  # em before a reason


def on_one_line(equation: Equation, room: float) -> Equation:
    """A chain of short steps, a = b = c, as one line of at most ``room`` em."""
    said = [line.reason for line in equation.lines if line.reason]
    if len(equation.lines) < 2 or len(said) > 1:
        return equation
    sides = [line.right for line in equation.lines]
    if sum(map(width, sides)) + 1.3 * len(sides) + widths(said[0] if said else ()) + GAP > room:
        return equation
    reason = said[0] if said else ()
    return replace(equation, lines=(replace(equation.lines[-1], right=Chain(tuple(sides)), reason=reason),))
