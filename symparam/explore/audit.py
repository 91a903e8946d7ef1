"""A claimed number, confirmed, or explained by the usual convention or mistake that gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sympy import Expr

from ..algebra import names_in
from ..algebra.ties import ties
from ..costs import COSTS
from ..errors import Malformed
from ..printable import printable_json
from ..report import Report
from .amount import amount, spread
from .elsewhere import other_sizes
from .hypotheses import hypotheses
from .measure import Measure, measure

_NUMBER = re.compile(r"\s*[\d.][\d.,_]*\s*[A-Za-z]?\s*\Z")
_CLAIM = re.compile(r"\s*(\w+)\s*(?:==|=|:|≈|~)\s*(.+?)\s*\Z", re.DOTALL)


@dataclass(frozen=True)
class Finding:
    """What gives the claimed number, and the number exactly."""

    says: str
    value: int


@dataclass(frozen=True)
class Audit:
    """A claim, the true value, and everything that gives the claimed number; the plainest first."""

    claim: str
    measure: Measure
    claimed: tuple[Fraction, Fraction]  # between which numbers a rounded claim lies
    actual: int
    sizes: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def confirmed(self) -> bool:
        """Whether the claim is right, as exactly as it is written."""
        return self.claimed[0] <= self.actual <= self.claimed[1]

    def to_text(self) -> str:
        """What a reader sees."""
        at = ", ".join(f"{n}={v}" for n, v in self.sizes.items())
        told = f"{self.measure.name} = {self.actual:,}" + (f" at {at}" if at else "")
        if self.confirmed:
            rounded = self.claimed[0] < self.claimed[1]
            written = re.split("[=:≈~]", self.claim)[-1].strip()
            return f"confirmed: {told}" + (f", which is {written} rounded" if rounded else "") + "\n"
        lines = [f"not confirmed: {told}"]
        low, high = self.claimed
        if low == high and low.denominator == 1:
            lines.append(f"the claim is {_signed(int(low) - self.actual)} away from it")
        lines += [f"  {f.value:,} is {f.says}" for f in self.findings]
        if not self.findings:
            lines.append("no usual convention or mistake gives the claimed number")
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """One object: the claim, between which numbers it lies, the true value, and what gives the claimed number."""
        low, high = (int(n) if n.denominator == 1 else float(n) for n in self.claimed)
        return printable_json(
            {
                "schema": 1,
                "claim": self.claim,
                "what": self.measure.name,
                "confirmed": self.confirmed,
                "claimed": [low, high],
                "value": self.actual,
                "sizes": dict(self.sizes),
                "findings": [{"value": f.value, "says": f.says} for f in self.findings],
            }
        )

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        from .notebook import plain

        return plain(self.to_text())


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


def _signed(n: int) -> str:
    return f"{'+' if n > 0 else '−'}{abs(n):,}"
