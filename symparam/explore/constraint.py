"""A budget in words, such as ``params <= 10M``, and the sizes of one symbol that keep it."""

from __future__ import annotations

import operator
import re
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from ..algebra import Dim, bind, names_in
from ..algebra.coerce import as_dim
from ..algebra.domain import Progressions, Undecided, solve_relation
from ..algebra.domain.solving import Comparison
from ..costs import COSTS
from ..errors import Malformed, SizeError
from ..frozen import dataclass
from ..report import Report
from .measure import Measure, measure
from .monotone import at_most
from .parse_amount import amount

_FORM = re.compile(r"(.+?)(<=|>=|==|!=|≤|≥|≠|<|>|=)(.+)\Z", re.DOTALL)
_OPS: dict[str, Comparison] = {
    "<=": "<=", "≤": "<=", ">=": ">=", "≥": ">=", "!=": "!=", "≠": "!=", "<": "<", ">": ">", "=": "==", "==": "==",
}  # fmt: skip

COMPARED = {"<=": operator.le, ">=": operator.ge, "==": operator.eq, "!=": operator.ne}


@dataclass(frozen=True)
class Constraint:
    """A total, a comparison and a whole number; ``text`` as the user wrote it."""

    text: str
    measure: Measure
    op: Comparison
    bound: int

    def holds(self, value: int) -> bool:
        """Whether a value of the total keeps it."""
        return COMPARED[self.op](value, self.bound)

    def bind(self, sizes: dict[str, Dim]) -> Constraint:
        """The constraint with symbols replaced by name."""
        return replace(self, measure=replace(self.measure, value=bind(self.measure.value, sizes)))

    def solve(self, name: str, least: int) -> Progressions:
        """The sizes n ≥ least of the symbol that keep it, exactly.

        Raises Undecided where no exact method answers.
        """
        try:
            return solve_relation(self.measure.value, self.op, self.bound, name, least=least)
        except Undecided:
            found = at_most(self.measure.value, self.bound, name, least) if self.op == "<=" else None
            if found is None:
                raise
            return found


def constraint(report: Report, text: str, **options: Any) -> Constraint:
    """A constraint from its text: a cost or a formula in the model's sizes, a comparison, an amount.

    Raises SizeError where the text is none.
    """
    match = _FORM.match(text.strip())
    if match is None:
        raise Malformed(f"{text!r} is no constraint; write 'params <= 10M', 'macs < 2G' or 'peak <= 512MiB'")
    left, op, right = (part.strip() for part in match.groups())
    m = measure(report, left, **options) if left in COSTS else _formula(report, left)
    exact = amount(right, m.unit)
    return Constraint(text.strip(), m, *_whole(_OPS[op], exact, text))


def _whole(op: Comparison, exact: Fraction, text: str) -> tuple[Comparison, int]:
    """The same comparison with a whole number, and without a strict sign."""
    match op:
        case "<=":
            return "<=", floor(exact)
        case "<":
            return "<=", ceil(exact) - 1
        case ">=":
            return ">=", ceil(exact)
        case ">":
            return ">=", floor(exact) + 1
    if exact.denominator != 1:
        raise Malformed(f"{text.strip()!r}: {exact} is not whole, so nothing is equal to it")
    return op, int(exact)


def _formula(report: Report, text: str) -> Measure:
    try:
        value = as_dim("left side", text)
    except SizeError:
        value = 0
    strange = sorted(names_in(value) - set(report.symbols))
    if strange or not names_in(value):
        totals = ", ".join(n for n, c in COSTS.items() if c.unit != "positions")
        symbols = ", ".join(report.symbols) or "sizes, of which the model has none"
        raise Malformed(f"{text!r} is neither a cost ({totals}) nor a formula in {symbols}")
    return Measure(text, "sizes", value, "", value)
