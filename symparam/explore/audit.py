"""A claimed number, confirmed, or explained by the usual convention or mistake that gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, ClassVar

from sympy import Expr

from ..algebra import names_in
from ..algebra.tied_sizes import ties
from ..costs import COSTS
from ..errors import Malformed
from ..frozen import dataclass
from ..outlets import Answer
from ..report import Report
from .hypotheses import hypotheses
from .matching_sizes import other_sizes
from .measure import Measure, measure
from .parse_amount import amount, spread

_NUMBER = re.compile(r"\s*[\d.][\d.,_]*\s*[A-Za-z]?\s*\Z")
_CLAIM = re.compile(r"\s*(\w+)\s*(?:==|=|:|≈|~)\s*(.+?)\s*\Z", re.DOTALL)


@dataclass(frozen=True)
class Finding:
    """What gives the claimed number, and the number exactly."""

    says: str
    value: int


@dataclass(frozen=True)
class Audit(Answer):
    """A claim, the true value, and everything that gives the claimed number; the plainest first."""

    claim: str
    measure: Measure
    claimed: tuple[Fraction, Fraction]  # between which numbers a rounded claim lies
    actual: int
    sizes: Mapping[str, int]
    findings: tuple[Finding, ...]

    kind: ClassVar = "audit"

    @property
    def confirmed(self) -> bool:
        """Whether the claim is right, as exactly as it is written."""
        return self.claimed[0] <= self.actual <= self.claimed[1]


def audit(
    report: Report, claim: str, sizes: Mapping[str, Any] | None = None, *, model: Any = None, **options: Any
) -> Audit:
    """Check a claim such as "params = 6029097" or "macs = 1.8G"; the defaults fill the sizes.

    With the ``model`` that the report comes from, mistakes in its layers are tried too, such as padding.

    >>> from symparam import Sequential, layers
    >>> report = Sequential([layers.Dense(10), layers.Dense(3)], input=(7,)).derive()
    >>> print(audit(report, "params = 100"), end="")
    not confirmed: params = 113
    the claim is −13 away from it
      100 is without biases

    A number alone is a claim about the parameters. Raises SizeError where the text is no claim.
    """
    if _NUMBER.match(claim):
        claim = f"params = {claim.strip()}"
    match = _CLAIM.match(claim)
    if match is None or match.group(1) not in COSTS:
        names = ", ".join(n for n, c in COSTS.items() if c.unit != "positions")
        raise Malformed(f"{claim!r} is no claim; write 'params = 6029097' or 'macs = 1.8G', with one of {names}")
    m = measure(report, match.group(1), **options)
    claimed = spread(match.group(2), m.unit)
    amount(match.group(2), m.unit)
    sizes = report.spelled(sizes or {})
    tied = ties({n: v for n, v in (sizes or {}).items() if isinstance(v, str)}, report.symbols, report.name)
    bound = report.bind(**tied) if tied else report
    numbers = {n: v for n, v in (sizes or {}).items() if not isinstance(v, str)}
    values = {**bound.defaults, **{n: int(v) for n, v in numbers.items()}}
    needed = names_in(m.value) - values.keys() if isinstance(m.value, Expr) else frozenset()
    at = bound.at(**numbers) if needed or bound.symbols.keys() <= values.keys() else bound.bind(**values)
    actual = int(at.cost(m.name, **options))
    found: dict[int, Finding] = {}
    if not claimed[0] <= actual <= claimed[1]:
        for says, value in _tried(bound, at, m, values, claimed, model, options):
            if claimed[0] <= value <= claimed[1] or value == actual:
                found.setdefault(len(found), Finding(says, value))
    return Audit(claim, m, claimed, actual, values, tuple(found.values()))


def _tried(
    report: Report,
    at: Report,
    m: Measure,
    sizes: Mapping[str, int],
    claimed: tuple[Fraction, Fraction],
    model: Any,
    options: Mapping[str, Any],
) -> Iterator[tuple[str, int]]:
    low, high = claimed
    actual = int(at.cost(m.name, **options))
    if low < high and (low + high) / 2 <= actual < high + (high - low) / 2:
        yield "the value, cut off and not rounded", actual
    yield from hypotheses(at, report, m, sizes, model, options)
    yield from other_sizes(report, m, sizes, claimed)
