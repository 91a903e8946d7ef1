"""Which names of the script become symbols, with what default, and which are fixed by its structure."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from dataclasses import field

from sympy import Expr

from ..algebra import Condition, Dim, Need, bind, div, evaluate, mod, names_in, product, size, total
from ..algebra.coerce import is_list
from ..frozen import dataclass
from .choices import Choices
from .values import Number, Unknown, Value


@dataclass(frozen=True)
class Plan:
    """What earlier passes over the script have found: names to keep as numbers, inputs that name no symbol."""

    pinned: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    silent: frozenset[int] = frozenset()  # inputs of other models than the one asked for, by their order
    rounds: int = 0


class Symbols:
    """The register of symbols of one reading."""

    def __init__(
        self,
        plan: Plan,
        bindings: Mapping[str, int],
        reserved: frozenset[str],
        words: Mapping[str, str] | None = None,
    ) -> None:
        self.plan = plan
        self.bindings = bindings
        self.words = words or {}  # what the letters of axes mean
        self.texts: dict[str, str] = {}  # what a user gives for names that may be no sizes: mode=deep, blocks=3,4,6,3
        self.told: set[str] = set()  # those of them that met such a name
        self.open: set[str] = set()  # names that may be given so
        self.reserved = reserved  # names of constants, which no axis may take
        self.defaults: dict[str, int] = {}
        self.meanings: dict[str, str] = {}
        self.pins: dict[str, tuple[int, str, int]] = {}  # name -> value, why, the moment
        self.asked: dict[str, tuple[int, str]] = {}  # names in a formula of which a value is needed that it has not
        self.conditions: dict[Condition, int] = {}  # relation -> the moment at which it was first relied upon
        self.axes: set[str] = set()  # axes of inputs
        self.nones: set[str] = set()  # axes that the script gives as None
        self.undefined: dict[str, str] = {}  # symbol -> the name, defined by nothing, that it was read off
        self.used: set[str] = set()  # bindings that met a name
        self.choices = Choices()  # what comparisons of sizes decide on the way that is followed
        self.tick = 0  # layers made so far
        self.marks = 0  # other changes of what the model is
        self._latest = -1  # the moment at which a size last decided something
        self._holders: dict[str, object] = {}
        self._read: dict[int, Unknown] = {}  # the data that a layer or an input has taken for a size
        self._tried: dict[tuple[str, bool], tuple[set[object], int]] = {}  # who asked for a name, and the last number

    def value(self, dim: Dim) -> int | None:
        """The value of a formula at the defaults, or None where a symbol has none."""
        if isinstance(dim, int):
            return dim
        if not names_in(dim) <= self.defaults.keys():
            return None
        result = evaluate(dim, self.defaults)
        return result if isinstance(result, int) else None

    def with_pins(self, dim: Dim) -> Dim:
        """A formula with the values of names that are pinned by now: sizes stay short until all is read anew."""
        pinned = (names_in(dim) & self.pins.keys()) - self.axes
        return bind(dim, {name: self.pins[name][0] for name in pinned}) if pinned else dim

    def number(self, dim: Dim, computed: bool = False) -> Value:
        """A size as the script sees it, or what it has computed of sizes: an int, or a number with its formula."""
        return dim if isinstance(dim, int) else Number(self.value(dim), dim, computed)

    def named(self, name: str, value: int, meaning: str = "") -> Value:
        """A constant of the script, as a symbol with that default; the number alone where it is pinned."""
        if name in self.bindings:
            self.used.add(name)
            value = self.bindings[name]
        if name in self.plan.pinned:
            return value
        name = self._take(name, name)
        self.defaults[name] = value
        if meaning:
            self.meanings.setdefault(name, meaning)
        return Number(value, size(name))

    def text(self, name: str, own: Value) -> Value:
        """What a user gives for a name that is a text, a truth or a list in the script, in place of its ``own`` value.

        >>> symbols = Symbols(Plan(), {}, frozenset())
        >>> symbols.texts = {"mode": "deep", "blocks": "3,4,6,3"}
        >>> symbols.text("mode", "flat"), symbols.text("blocks", (2, 2)), symbols.text("width", 8)
        ('deep', (3, 4, 6, 3), 8)
        """
        if own is None or isinstance(own, (str, bool, list, tuple)):
            self.open.add(name)
        given = self.texts.get(name)
        if given is None or name in self.told:
            return own
        made = _as(own, given)
        if made is not None:
            self.told.add(name)
        return own if made is None else made

    def axis(self, letter: str, value: int | None, key: object, told: bool = True) -> Dim:
        """An axis of an input shape that has no name in the script; without a value it is None there, if ``told``."""
        name = self._take(letter, key, self.reserved)
        if value is None and told:
            self.nones.add(name)
        if name in self.bindings:
            self.used.add(name)
            value = self.bindings[name]
        if value is not None and name in self.plan.pinned:
            return value
        self.axes.add(name)
        if value is not None:
            self.defaults[name] = value
        self.meanings.setdefault(name, self.words.get(letter, "input size"))
        return size(name)

    def leaves_open(self, number: Number) -> bool:
        """Whether a size is None to the script: an axis that it gives as None, or what the layers make of one.

        What the script computes with None would raise; it is taken for the number that another axis would give.
        """
        return not number.computed and not names_in(number.formula).isdisjoint(self.nones)

    def dim(self, unknown: Unknown, fallback: str = "n") -> Dim:
        """A size that the script takes from data, as a formula in symbols without default."""
        if unknown.parts and not unknown.name:
            op, a, b = unknown.parts
            left, right = (self.dim(x) if isinstance(x, Unknown) else formula(x) for x in (a, b))
            return operate(op.__name__, left, right)
        name, key = _called(unknown, fallback)
        name = self._take(name, key, self.reserved - {name})
        self._read[id(unknown)] = unknown
        self.meanings.setdefault(name, f"{unknown.source}, line {unknown.line}")
        if unknown.undefined:
            self.undefined[name] = unknown.undefined
        if name in self.bindings:
            self.used.add(name)
            self.defaults[name] = self.bindings[name]
        return size(name)

    def as_size(self, value: Value) -> Value:
        """What is not known as the size that a layer or an input has taken it for; anything else as it is."""
        return self.number(self.dim(value), computed=True) if id(value) in self._read else value

    def pin(self, dim: Dim, why: str) -> None:
        """Fix the names in a formula to their values, since the structure of the model follows from them."""
        for name in sorted(names_in(dim)):
            if name in self.defaults:
                self.pins.setdefault(name, (self.defaults[name], why, self.moment))
                self._latest = self.moment

    def ask(self, dim: Dim, why: str) -> None:
        """A value of a formula is needed, which has none: with the names as numbers that have one, it may."""
        for name in sorted(names_in(dim) & self.defaults.keys()):
            self.asked.setdefault(name, (self.defaults[name], why))

    def require(self, need: Need, where: str) -> None:
        """Record a relation that the script relied upon."""
        if not need.is_number:
            self.conditions.setdefault(Condition(where, need), self.moment)
            self._latest = self.moment

    # --- what a size has decided ------------------------------------------------------------------------------

    @property
    def moment(self) -> int:
        """How far the model has come: what is decided at one moment counts if the model changes after it."""
        return self.tick + self.marks

    @property
    def is_open(self) -> bool:
        """Whether a size has decided something since the model last changed."""
        return self._latest == self.moment

    def mark(self) -> None:
        """Here the model is made, chosen or changed, or would be at another size."""
        self.marks += 1

    def forget_since(self, pins: int, conditions: int) -> None:
        """Drop what was decided after so many pins and conditions, which decides nothing of the model."""
        for name in list(self.pins)[pins:]:
            del self.pins[name]
        for condition in list(self.conditions)[conditions:]:
            del self.conditions[condition]

    @property
    def pinned(self) -> dict[str, tuple[int, str]]:
        """The names that the model so far has fixed, each with its value and why."""
        return {name: (value, why) for name, (value, why, moment) in self.pins.items() if moment < self.moment}

    @property
    def relied(self) -> list[Condition]:
        """The relations that the model so far has relied upon."""
        return [condition for condition, moment in self.conditions.items() if moment < self.moment]

    @property
    def taken(self) -> frozenset[str]:
        """The names in use."""
        return frozenset(self._holders)

    def _take(self, name: str, key: object, taken: frozenset[str] = frozenset()) -> str:
        way = name, bool(taken)
        base, (seen, last) = name, self._tried.get(way, (set(), 1))
        n = 1 if key in seen else last  # whoever is new here finds no number free before the last
        if n > 1:
            name = f"{base}_{n}"
        while name in taken or self._holders.get(name, key) != key:
            n += 1
            name = f"{base}_{n}"
        self._holders[name] = key
        seen.add(key)
        self._tried[way] = seen, max(n, last)
        return name


def _called(unknown: Unknown, fallback: str) -> tuple[str, tuple[str, int]]:
    """The name of the symbol that data is as a size, and what tells it from others of that name."""
    name = unknown.name or unknown.label or re.sub(r"\W+", "_", unknown.source).strip("_")[:40] or fallback
    if not name.isidentifier() or keyword.iskeyword(name):
        name = f"n_{name}" if f"n_{name}".isidentifier() else fallback
    return name, (name, unknown.line)


def formula(value: Value) -> Dim:
    """The formula of a whole number."""
    return value.formula if isinstance(value, Number) else int(value)


def operate(op: str, a: Dim, b: Dim) -> Dim:
    """Exact arithmetic on formulas, by the name of the operator in Python's syntax tree."""
    match op:
        case "Add":
            return total((a, b))
        case "Sub":
            return total((a, product((-1, b))))
        case "Mult":
            return total((product((a, b)),))
        case "FloorDiv":
            return div(a, b)
        case "Mod":
            return mod(a, b)
        case "Pow":
            if isinstance(a, int) and isinstance(b, int):
                return int(a**b)
            result: Expr = a**b
            return total((result,))
    raise KeyError(op)


TRUTHS = {"true": True, "false": False, "none": None}


def _as(own: Value, text: str) -> Value:
    """A text as what the script has there; None where that may be a size."""
    if is_list(text):
        whole = [
            int(part) if re.fullmatch(r"\d+", part) else part for part in re.split(r"\s*,\s*", text.strip("[]() ,"))
        ]
        listed = own is None or isinstance(own, (list, tuple, str, Unknown))
        return (tuple(whole) if isinstance(own, tuple) else whole) if listed else None
    if isinstance(own, bool):
        return TRUTHS.get(text.lower())
    return text if own is None or isinstance(own, str) else None
