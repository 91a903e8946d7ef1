"""Display nodes in the infix code of a language; each language is a row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...algebra.code import Code, Dialect
from ...algebra.domain import Progressions
from ...algebra.lowering import ATOM, SUM
from ...algebra.nodes import Number
from .program import Program, Relation, Result
from .spelling import JAVASCRIPT, PYTHON, WOLFRAM


class Language(Code):
    """How one language writes formulas and conditions; ``spelled`` is how it writes each name."""

    both, either, equal = " and ", " or ", "=="
    literal = "{}"
    remainder = "{} % {}"

    def __init__(self, dialect: Dialect, spelled: Mapping[str, str]) -> None:
        super().__init__(dialect)
        self.spelled = spelled

    def name(self, name: str) -> str:
        return self.spelled[name]

    def number(self, value: int) -> str:
        return self.literal.format(value)

    def value(self, r: Result) -> str:
        """A result; its quotient is exact."""
        if r.bottom == Number(1):
            return self(r.top)
        return self.floor(*self._fraction(r.top, r.bottom))

    def legal(self, program: Program) -> str:
        """When the sizes are legal, as one expression."""
        parts = [self.member(name, values) for name, values in program.sets]
        parts += [self.relation(r) for r in program.relations]
        return self.all_of([p for p in parts if p])

    def member(self, name: str, values: Progressions) -> str:
        """When a size is in a set."""
        n = self.name(name)
        cases = []
        for p in values.parts:
            tests = [f"{n} >= {self.number(p.first)}"]
            if p.first == p.last:
                tests = [f"{n} {self.equal} {self.number(p.first)}"]
            elif p.last is not None:
                tests.append(f"{n} <= {self.number(p.last)}")
            if p.step > 1:
                rest = self.remainder.format(n, self.number(p.step))
                tests.append(f"{rest} {self.equal} {self.number(p.first % p.step)}")
            cases.append(self.all_of(tests))
        return self.any_of(cases) if cases else self.false()

    def relation(self, r: Relation) -> str:
        """When a relation holds."""
        a, b = self.value(r.left), self.value(r.right)
        one, zero = self.number(1), self.number(0)
        if r.op == "divides":
            return self.all_of([f"{a} >= {one}", f"{self.remainder.format(f'({b})', f'({a})')} {self.equal} {zero}"])
        if r.op == "broadcasts":
            return self.any_of([f"{a} {self.equal} {b}", f"{a} {self.equal} {one}", f"{b} {self.equal} {one}"])
        return f"{a} {self.equal if r.op == '==' else r.op} {b}"

    def all_of(self, parts: Sequence[str]) -> str:
        return self.both.join(f"({p})" if self.either in p else p for p in parts)

    def any_of(self, parts: Sequence[str]) -> str:
        return self.either.join(f"({p})" if self.both in p and len(parts) > 1 else p for p in parts)

    def false(self) -> str:
        return "False"


class Python(Language):
    """Python's integers have no end, and // rounds down."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(Dialect("{}//{}", "{}**{}", "max({})", "min({})"), PYTHON.of(names))


class Called(Language):
    """A language in which floor division is a function."""

    floor_level = quotient_level = ATOM
    inner_level = lower_level = SUM


class JavaScript(Called):
    """BigInt has no end; its division truncates."""

    both, either, equal = " && ", " || ", "==="
    literal = "{}n"

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(Dialect("floorDiv({}, {})", "{}**{}", "largest({})", "smallest({})"), JAVASCRIPT.of(names))

    def false(self) -> str:
        return "false"


class Wolfram(Called):
    """Quotient rounds down, and integers have no end."""

    both, either = " && ", " || "
    remainder = "Mod[{}, {}]"

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(Dialect("Quotient[{}, {}]", "{}^{}", "Max[{}]", "Min[{}]"), WOLFRAM.of(names))

    def false(self) -> str:
        return "False"


def comment(program: Program) -> list[str]:
    """What stands at the head of every file."""
    lines = [f"{program.model}: made by symparam. Exact for all legal sizes: {program.legal}"]
    lines += [f"The source's own sizes are illegal: {program.refused}"] if program.refused else []
    lines += [f"{m.name} counts {m.counts}" for m, _ in program.totals if m.counts]
    return lines
