"""Whether sizes are legal, quickly for many of them, and why not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from ..algebra import Condition, Dim, bind, evaluate, names_in
from ..algebra.compiled import compile_function
from ..algebra.domain import Domain
from ..algebra.need import met
from ..budget import spend
from ..errors import SizeError
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
        self._told: dict[tuple[Any, ...], str] = {}  # texts by what breaks a condition, so that equal ones are one

    def refusal(self, sizes: Mapping[str, int]) -> str:
        """Who refuses the sizes, and why; empty where they are legal."""
        spend()
        known = {name: n for name, n in sizes.items() if name in self.report.symbols}
        if self.domain.contains(known):
            return ""
        return self._broken(known) or self._violated(known)

    def accepts(self, ranges: Mapping[str, Collection[int]]) -> Callable[[tuple[int, ...]], bool]:
        """Whether sizes, in the order of the ranges that they are of, are seen to be legal; ``refusal`` knows for sure.

        Where no condition joins symbols, each size is looked at once for all places that have it.
        """
        if self.domain.relations or self.domain.impossible or not self._wanted <= ranges.keys():
            return lambda place: False
        alone = [self._among(name, sizes) for name, sizes in ranges.items()]
        return lambda place: all(map(set.__contains__, alone, place))

    def _among(self, name: str, sizes: Collection[int]) -> set[int]:
        """Those of some sizes of a symbol that its own conditions allow."""
        return {n for n in self.domain[name].among(sizes) if n >= self.domain.start(name)}

    def _broken(self, known: Mapping[str, int]) -> str:
        """The first condition that is broken, where all sizes are given; many sizes break one alike."""
        if not known.keys() >= self._wanted:
            return ""
        if small := [name for name, n in known.items() if n < self.domain.start(name)]:
            (first,) = self.domain.starting(small[:1])
            return first.bind(known).need.refusal(first.layer)
        try:
            values = self._sides(*(known[name] for name in self._names))
        except SizeError:
            return ""
        for i, (condition, left, right) in enumerate(zip(self._conditions, values[::2], values[1::2], strict=True)):
            if not met(left, condition.need.op, right):
                if (key := (i, left, right)) not in self._told:
                    self._told[key] = replace(condition.need, left=left, right=right).refusal(condition.layer)
                return self._told[key]
        return ""

    @cached_property
    def _conditions(self) -> tuple[Condition, ...]:
        return tuple(dict.fromkeys(c.bind(self.bindings) for c in self.report.domain.conditions))

    @cached_property
    def _names(self) -> tuple[str, ...]:
        sides = (n for c in self._conditions for n in (c.need.left, c.need.right))
        return tuple(sorted(frozenset().union(*map(names_in, sides))))

    @cached_property
    def _wanted(self) -> frozenset[str]:
        return frozenset(self.domain.symbols)

    @cached_property
    def _sides(self) -> Callable[..., tuple[Any, ...]]:
        """Both sides of each condition."""
        return compile_function([n for c in self._conditions for n in (c.need.left, c.need.right)], self._names)

    def _violated(self, known: Mapping[str, int]) -> str:
        bound = {name: evaluate(bind(value, known), {}) for name, value in self.bindings.items()}
        everything = {**{name: n for name, n in bound.items() if isinstance(n, int)}, **known}
        violations = self.report.domain.violations(everything) or self.domain.violations(known)
        return violations[0].numbers.refusal(violations[0].layer) if violations else "the model has no legal sizes"
