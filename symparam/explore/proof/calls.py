"""One call of a layer: its own rule is run in whole numbers, and must give what the report says.

Each size of an output or a weight is tried along the symbols that have a say in it; the other symbols stand still.
Which ones have a say, and with what period and degree, is read off the rule on fresh axes and off what goes in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from sympy import Expr

from ...algebra import Dim, Shape, names_in, size, total
from ...algebra.compiled import compile_function
from ...algebra.domain import Undecided
from ...algebra.domain.periods import Periods
from ...algebra.equality import Verdict
from ...algebra.equality.box import Box
from ...algebra.equality.composed import NONE, composed, largest
from ...algebra.equality.parts import numerator
from ...algebra.readable import TooManyDigits
from ...errors import SymparamError
from ...frozen import dataclass
from ...row import Call, Row
from .ground import POINTS, Ground, told_together

Shapes = tuple[Shape, ...]
CLAIMED = "__claimed"  # stands for what the report says, where it is measured together with the rule
SUMMED = 6  # the degree of a sum over blocks: weights have at most 5 axes, each linear in the number of blocks


def checked(ground: Ground, row: Row, call: Call) -> tuple[Verdict, frozenset[str]]:
    """The verdict on a call, and the symbols that have a say in it."""
    if row.unknown and not row.rows:
        return Verdict.undecided(f"{row.type} is a layer without a known rule"), frozenset()
    check = CallCheck(ground, row, call)
    return check.verdict(), frozenset(check.names)


@dataclass(frozen=True)
class Entry:
    """One size that the report claims, and the rule for it in the letters of the fresh axes."""

    claimed: Dim
    rule: Dim


class CallCheck:
    """The check of one call."""

    def __init__(self, ground: Ground, row: Row, call: Call) -> None:
        self.ground, self.call = ground, call
        self.outputs, self.weights = call.outputs, _weights(row, call)
        formulas = dict.fromkeys(n for x in call.inputs for n in x if isinstance(n, Expr))
        self.letters = {n: size(f"__n{i}") for i, n in enumerate(formulas)}
        self.inside = {str(letter): n for n, letter in self.letters.items()}  # letter -> the size that goes in
        self.rules: list[Dim] = []  # the rule's own sizes, in the letters
        self.known: dict[tuple[Any, ...], Any] = {}  # what the rule gave so far

    def verdict(self) -> Verdict:
        """Every group of sizes with the same symbols has a box of its own."""
        try:
            found = self.call.rule({}, tuple(Shape(self.letters.get(n, n) for n in x) for x in self.call.inputs))
        except SymparamError as error:
            return self._tried(f"the rule takes no symbols here: {error}")
        if _form(found) != _form((self.outputs, self.weights)):
            return Verdict.no({}, _text(self.outputs, self.weights), _text(*found))
        groups = self._groups(_sizes(found))
        wrong = next((w for p in self.ground.sample if (w := self._wrong_if_written(p)) is not None), None)
        if wrong is not None:
            return wrong
        boxes: list[Box] = []
        said: list[str] = []
        for entries in groups:
            verdict = self._group(entries, boxes)
            if verdict.answer != "yes":
                return verdict
            said += [verdict.how] if verdict.how else []
        return Verdict.yes("; ".join(dict.fromkeys([*said, *told_together(boxes, said)])))

    @cached_property
    def names(self) -> list[str]:
        """The symbols of the call, in the order of the report."""
        used = frozenset().union(*map(names_in, (*self.letters, *self._claimed, *self._free)))
        return [*(n for n in self.ground.order if n in used), *sorted(used - set(self.ground.order))]

    def _groups(self, rules: Iterable[Dim]) -> Iterable[list[Entry]]:
        groups: dict[frozenset[str], list[Entry]] = defaultdict(list)
        self.rules = list(rules)
        for claimed, rule in zip(self._claimed, self.rules, strict=True):
            used = (names_in(self.inside[n]) if n in self.inside else {n} for n in names_in(rule))
            groups[names_in(claimed).union(*used)].append(Entry(claimed, rule))
        return groups.values() or [[]]

    @cached_property
    def _claimed(self) -> list[Dim]:
        return list(_sizes((self.outputs, self.weights)))

    @property
    def _free(self) -> Iterator[Dim]:
        """The symbols among the layer's own hyper-parameters."""
        for name in sorted(frozenset().union(*map(names_in, self.rules))):
            if name not in self.inside:
                yield size(name)

    # --- running ------------------------------------------------------------------------------------------------

    def _group(self, entries: list[Entry], boxes: list[Box]) -> Verdict:
        """The verdict on sizes with the same symbols; their box is added to the boxes, or what else decided is said."""
        try:
            box = self.ground.box(largest(self._measured(entry) for entry in entries))
        except Undecided as reason:
            return self._otherwise(entries, str(reason))
        if box.size > POINTS:
            return self._otherwise(entries, f"its box has {box.size:,} points, more than {POINTS:,}")
        order = box.names
        outside = False
        for values in box.points():
            point = {**self.ground.base, **dict(zip(order, values, strict=True))}
            legal = self.ground.is_legal(point)
            wrong = self._wrong(point, legal)
            if wrong is not None and legal:
                return wrong
            outside = outside or wrong is not None
        if outside:
            return self._otherwise(entries, f"it holds only under {self._relations()}")
        boxes.append(box)
        return Verdict.yes("")

    def _measured(self, entry: Entry) -> Periods:
        inside = {letter: composed(n, {}) for letter, n in self._inputs_of(entry.rule).items()}
        if isinstance(entry.claimed, int) and isinstance(entry.rule, int):
            return NONE
        rule = numerator(entry.rule - size(CLAIMED))
        found = composed(rule, {**inside, CLAIMED: composed(entry.claimed, {})})
        if self.call.counted:
            return Periods(found.period, {name: max(degree, SUMMED) for name, degree in found.degree.items()})
        return found

    def _inputs_of(self, rule: Dim) -> dict[str, Dim]:
        return {name: self.inside[name] for name in names_in(rule) if name in self.inside}

    @cached_property
    def _function(self) -> Callable[..., tuple[Any, ...]]:
        return compile_function([*self.letters, *self._free, *self._claimed], self.names)

    def _wrong(self, point: Mapping[str, int], legal: bool = True) -> Verdict | None:
        """A refutation at a point; the rule is run once for equal inputs."""
        values = self._function(*(point[name] for name in self.names))
        count = len(values) - len(self._claimed)
        key = (legal, *values[:count])
        if key not in self.known:
            self.known[key] = self._run(values, point, legal)
        found = self.known[key]
        if found == values[count:]:
            return None
        sizes = {name: point[name] for name in self.names}
        if isinstance(found, str):
            return Verdict.no(sizes, "legal", f"refused: {found}")
        return Verdict.no(sizes, _listed(values[count:]), _listed(found))

    def _run(self, values: tuple[Any, ...], point: Mapping[str, int], legal: bool) -> Any:
        known = dict(zip(self.letters, values, strict=False))
        inputs = tuple(Shape(known.get(n, n) for n in x) for x in self.call.inputs)
        try:
            return tuple(_sizes(self.call.rule(point, inputs, legal)))
        except TooManyDigits:
            raise
        except SymparamError as error:
            return str(error)

    # --- where no box decides -----------------------------------------------------------------------------------

    def _tried(self, why: str) -> Verdict:
        wrong = next((w for p in self.ground.drawn() if (w := self._wrong_if_written(p)) is not None), None)
        return wrong or Verdict.undecided(why)

    def _wrong_if_written(self, point: Mapping[str, int]) -> Verdict | None:
        """A refutation at a point; sizes that give a number of thousands of digits are no evidence."""
        try:
            return self._wrong(point)
        except TooManyDigits:
            return None

    def _otherwise(self, entries: list[Entry], why: str) -> Verdict:
        """A difference at some drawn sizes, or Z3's opinion, or an open question."""
        from ...algebra.equality.prover import proved_inside

        verdict = self._tried(why)
        if verdict.answer == "no":
            return verdict
        for entry in entries:
            if entry.claimed == entry.rule:
                continue
            found = proved_inside(entry.rule, self._inputs_of(entry.rule), entry.claimed, self.ground.domain)
            if not found:
                return Verdict.undecided(f"{why}; no sizes were found where it fails")
        return Verdict.yes("proved by Z3")

    def _relations(self) -> str:
        return ", ".join(dict.fromkeys(f"a condition of {c.layer}" for c in self.ground.domain.relations))


def _weights(row: Row, call: Call) -> Shapes:
    """The weight shapes that the report claims, or for repeated blocks how many are trainable and how many are not."""
    if not call.counted:
        return tuple(w.shape for w in row.weights)
    return tuple(Shape((total(w.size for w in row.weights if w.trainable == on),)) for on in (True, False))


def _sizes(found: tuple[Shapes, Shapes]) -> Iterator[Dim]:
    return (n for shapes in found for x in shapes for n in x)


def _form(found: tuple[Shapes, Shapes]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(len(x) for x in shapes) for shapes in found)


def _listed(values: Iterable[Any]) -> str:
    return f"({', '.join(map(str, values))})"


def _text(outputs: Shapes, weights: Shapes) -> str:
    return " ".join(map(str, (*outputs, *weights)))
