"""The lines of one equation: rule, substituted, simplified, in numbers, value; each only where it says more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..algebra import Dim, evaluate, names_in
from ..algebra.display import display
from ..algebra.nodes import Ceiling, Floor, Name, Node, Number, Product, Sum
from ..algebra.valuation import in_numbers
from ..algebra.walk import names_of, nesting, sorted_form
from ..frozen import dataclass
from ..report import Report
from ..steps import Lines
from .tree import Count, Equation, Line, Math, Span, Spans
from .words import bound

SPATIAL = ("D_out", "H_out", "W_out", "T_out")  # the axes along which windows move


@dataclass(frozen=True)
class Writer:
    """Turns quantities of a report into equations, in its way of writing sizes and at its default sizes."""

    report: Report

    @property
    def sizes(self) -> Mapping[str, int]:
        """The default sizes; none where they are illegal, so that no value is shown outside the domain."""
        return {} if self.report.refusal else self.report.defaults

    def node(self, value: Dim) -> Node:
        """A count or a size as people read it; a size that is one floor stays one."""
        alone = display(value)
        return alone if isinstance(alone, (Floor, Ceiling, Name, Number)) else display(self.report.read(value))

    def value(self, value: Dim) -> int | None:
        """A size in numbers; None where a symbol in it has no default, or the defaults are illegal."""
        result = evaluate(value, self.sizes) if self.known(value) and not self.report.refusal else None
        return result if isinstance(result, int) else None

    def known(self, value: Dim) -> bool:
        """Whether the defaults give the size a value."""
        return names_in(value) <= self.sizes.keys()

    def at(self, names: Collection[str]) -> Spans:
        """``at H = 256, W = 256``: the sizes of these names."""
        used = [(name, n) for name, n in self.sizes.items() if name in names]
        return ("at ", *bound(used)) if used else ()

    def equation(self, left: Span, lines: Lines, *, brief: bool = False, worked: bool = True) -> Equation:
        """From the rule to the value; ``worked`` shows the last formula in numbers before it."""
        simplified = self.node(lines.simplified)
        steps = [Line("rule", Math(lines.rule), ("rule",))]
        if not brief:
            steps.append(Line("substituted", Math(lines.substituted), ("substituted",)))
        steps.append(Line("simplified", Math(simplified), (_simplification(lines.substituted, simplified),)))
        return Equation(left, self.closed(steps, lines.simplified, lines.substituted, worked))

    def closed(
        self, steps: list[Line], result: Dim, numbers: Node | None = None, worked: bool = True
    ) -> tuple[Line, ...]:
        """The steps without repetition, then the result in numbers and its value, where there are default sizes."""
        value_line = self.value(result)
        if value_line is not None:
            steps = [line for line in steps if line.kind == "rule" or not _is_number(line.right)]
        shown: list[Line] = []
        for line in steps:
            if not shown or not _same(line.right, shown[-1].right):
                shown.append(line)
        if value_line is None:
            return tuple(shown)
        at = self.at(names_in(result))
        formula = self._worked(self.node(result), numbers) if at and worked else None
        sum_ = None if formula is None else in_numbers(formula, self.sizes)
        if formula is not None and isinstance(sum_, (Product, Sum)) and Math(sum_) != shown[-1].right:
            shown.append(Line("numbers", Math(sum_), self.at(names_of(formula))))
            at = ()
        return (*shown, Line("value", Count(value_line), at))

    def _worked(self, simplified: Node, substituted: Node | None) -> Node | None:
        """The formula that is shown in numbers: the simplified one where floors are in it, else the substituted one."""
        if isinstance(simplified, (Floor, Ceiling)) or (substituted is not None and nesting(substituted) > 1):
            return None
        with_floors = nesting(simplified) > 0 and isinstance(simplified, Sum)
        return simplified if substituted is None or with_floors else substituted


def _same(a: Span, b: Span) -> bool:
    """Whether two right sides say the same, if in another order."""
    return a == b or (isinstance(a, Math) and isinstance(b, Math) and sorted_form(a.node) == sorted_form(b.node))


def _is_number(right: Span) -> bool:
    return isinstance(right, Math) and isinstance(right.node, Number)


def _simplification(before: Node, after: Node) -> str:
    return "floors joined" if nesting(before) > max(nesting(after), 1) else "simplified"


def plainly(lines: tuple[Line, ...], reason: Spans = ()) -> tuple[Line, ...]:
    """The lines without working and reasons, but for one reason of all."""
    kept = [replace(line, reason=()) for line in lines if line.kind != "numbers"]
    return (replace(kept[0], reason=reason), *kept[1:])
