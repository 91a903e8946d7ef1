"""A total by name, ready to be evaluated, solved or compared: its formula, its unit, and by which convention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..algebra import Dim, names_in, number
from ..algebra.anchor import residue
from ..costs import COSTS, counts_in_words
from ..errors import SizeError
from ..frozen import dataclass
from ..report import Report


@dataclass(frozen=True)
class Measure:
    """One total of a model; its formula is in canonical form."""

    name: str
    unit: str
    value: Dim
    counts: str  # what is counted, in words
    shown: Dim = 0  # the formula with floors as people know them

    @property
    def heading(self) -> str:
        """The name, with its unit where the name does not say it.

        >>> Measure("peak", "bytes", 0, "").heading
        'peak [bytes]'
        """
        return f"{self.name} [bytes]" if self.unit == "bytes" else self.name


def measure(report: Report, name: str, **given: Any) -> Measure:
    """A total of a report by name, with options of costs.

    >>> from symparam import Sequential, layers, sizes
    >>> report = Sequential([layers.Dense(10)], input=sizes("d")).derive()
    >>> measure(report, "macs").value
    10*d

    Raises SizeError where there is no such total.
    """
    totals = [n for n, c in COSTS.items() if c.unit != "positions"]
    if name in COSTS and name not in totals:
        raise SizeError(f"{name} belongs to a layer and has no total; choose among {', '.join(totals)}")
    shown = report.cost(name, **given)
    counts = counts_in_words(name, **report.counting(given))
    if report.partial:
        counts += f"; partial: no rule is known for {', '.join(row.title for row in report.rows if row.unknown)}"
    return Measure(name, COSTS[name].unit, number(residue(shown)), counts, number(shown))


def measures(report: Report, names: str | Iterable[str], **given: Any) -> tuple[Measure, ...]:
    """Several totals; the names may stand in one text, separated by commas."""
    listed = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
    if not any(listed):
        raise SizeError(f"no total is named; choose among {', '.join(COSTS)}")
    return tuple(measure(report, name, **given) for name in dict.fromkeys(listed) if name)


def free_names(report: Report, wanted: Iterable[Measure]) -> tuple[str, ...]:
    """The symbols of the report, and those that only costs bring in, such as the batch."""
    more = frozenset().union(*(names_in(m.value) for m in wanted)) - set(report.symbols)
    return (*report.symbols, *sorted(more))


def without_say(report: Report, wanted: Iterable[Measure], given: Iterable[str]) -> frozenset[str]:
    """The sizes that are not known and that nothing asked depends on: no total, and no condition with another size.

    >>> from symparam import Sequential, layers, sizes
    >>> report = Sequential([layers.Conv1D(8, 3)], input=sizes("T C")).derive()
    >>> sorted(without_say(report, measures(report, "params"), ["C"]))
    ['T']
    """
    said = {*given, *report.defaults, *(n for m in wanted for n in names_in(m.value))}
    open_names = set(report.symbols) - said
    while True:
        tied = {
            n
            for c in report.conditions
            if (names := names_in(c.need.left) | names_in(c.need.right)) - open_names
            for n in names & open_names
        }
        if not tied:
            return frozenset(open_names)
        open_names -= tied


def without_conditions(report: Report, names: frozenset[str]) -> Report:
    """The report without the conditions on sizes that have no say."""
    kept = (c for c in report.conditions if names.isdisjoint(names_in(c.need.left) | names_in(c.need.right)))
    return replace(report, conditions=tuple(kept)) if names else report


def with_defaults(report: Report, names: Iterable[str], given: Mapping[str, Any]) -> dict[str, int]:
    """The default sizes of the names that are not given.

    Raises SizeError where one has none.
    """
    missing = [n for n in names if n not in given and n not in report.defaults]
    if missing:
        raise SizeError(f"{missing[0]} has no default; give {' '.join(f'{n}=…' for n in missing)}")
    return {n: report.defaults[n] for n in names if n not in given}
