"""Whether sizes are legal, quickly for many of them, and why not."""

from __future__ import annotations

from collections.abc import Mapping

from ..algebra import Dim, bind, evaluate
from ..algebra.domain import Domain
from ..report import Report


class Legal:
    """The conditions of a report under some bindings, for the sizes that are left.

    >>> from symparam import Sequential, layers, sizes
    >>> report = Sequential([layers.Conv1D(8, 3)], input=sizes("T C")).derive()
    >>> Legal(report, {"C": 2}).refusal({"T": 2})
    'conv1d: kernel 3 does not fit into the length; 2 is below 3'
    """

    def __init__(self, report: Report, bindings: Mapping[str, Dim]) -> None:
        self.report = report
        self.bindings = {name: n for name, n in bindings.items() if name in report.symbols}
        self.domain: Domain = report.domain.bind(self.bindings)

    def refusal(self, sizes: Mapping[str, int]) -> str:
        """Who refuses the sizes, and why; empty where they are legal."""
        known = {name: n for name, n in sizes.items() if name in self.report.symbols}
        if self.domain.contains(known):
            return ""
        bound = {name: evaluate(bind(value, known), {}) for name, value in self.bindings.items()}
        everything = {**{name: n for name, n in bound.items() if isinstance(n, int)}, **known}
        violations = self.report.domain.violations(everything) or self.domain.violations(known)
        return violations[0].numbers.refusal(violations[0].layer) if violations else "the model has no legal sizes"
