"""Sizes that a forward reads off a tensor: numbers with their formulas, which record what is decided by them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...algebra import Dim, Need
from ...algebra.arithmetic import never_negative
from ...errors import ReadError
from ...interpreter.choices import Comparison
from ...interpreter.symbols import Symbols, operate


class Size:
    """One size: its formula, and its value where its names have one. A comparison is a condition, ``int`` pins."""

    __slots__ = ("formula", "symbols")

    def __init__(self, formula: Dim, symbols: Symbols) -> None:
        self.formula = formula
        self.symbols = symbols

    def __repr__(self) -> str:
        return str(self.formula)

    def number(self, why: str = "a size is used as a number") -> int:
        """Its value, to which its names are pinned from here on. Raises ReadError where they have none."""
        value = self.symbols.value(self.formula)
        if value is None:
            raise ReadError(f"a value of {self.formula} is needed here; give the sizes of one sample as input=(…)")
        self.symbols.pin(self.formula, why)
        self.symbols.mark()
        return value

    def __index__(self) -> int:
        return self.number()

    __int__ = __index__

    def __float__(self) -> float:
        return float(self.number())

    def __hash__(self) -> int:
        return hash(self.number())

    def __bool__(self) -> bool:
        return bool(_compared("ne", self, 0))

    def __neg__(self) -> Any:
        return _reckoned("Mult", self, -1)

    def __truediv__(self, other: Any) -> Any:
        return Ratio(self, other) if isinstance(other, (int, Size)) else self.number() / other

    def __rtruediv__(self, other: Any) -> Any:
        return Ratio(other, self) if isinstance(other, int) else other / self.number()

    def __pow__(self, other: Any) -> Any:
        return _reckoned("Pow", self, other) if isinstance(other, int) and other >= 0 else self.number() ** other


class Ratio:
    """a / b of sizes, of which the next whole numbers below and above keep their formulas; else it is a number."""

    __slots__ = ("a", "b")

    def __init__(self, a: Any, b: Any) -> None:
        self.a, self.b = a, b

    def __ceil__(self) -> Any:
        return -(-self.a // self.b)

    def __floor__(self) -> Any:
        return self.a // self.b

    def __float__(self) -> float:
        return float(int(self.a) / int(self.b))

    def __int__(self) -> int:
        return int(float(self))

    __trunc__ = __int__

    def __hash__(self) -> int:
        return hash(float(self))

    def __bool__(self) -> bool:
        return bool(float(self))

    def __round__(self, digits: int | None = None) -> Any:
        return round(float(self), digits)


def _as_number(name: str) -> Any:
    def method(self: Ratio, *args: Any) -> Any:
        numbers = [float(arg) if isinstance(arg, Ratio) else int(arg) if isinstance(arg, Size) else arg for arg in args]
        return getattr(float(self), name)(*numbers)

    return method


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    setattr(Ratio, f"__{_name}__", _as_number(f"__{_name}__"))
    setattr(Ratio, f"__r{_name}__", _as_number(f"__r{_name}__"))
for _name in ("neg", "abs", "eq", "ne", "lt", "le", "gt", "ge"):
    setattr(Ratio, f"__{_name}__", _as_number(f"__{_name}__"))


def sized(dim: Dim, symbols: Symbols) -> Any:
    """A size as the forward sees it: a number, or one with a formula."""
    return dim if isinstance(dim, int) else Size(dim, symbols)


def formula_of(value: Any) -> Any:
    """The formula of a size; any other value is itself."""
    return value.formula if isinstance(value, Size) else value


def extreme(plain: Callable[..., Any], of_sizes: Callable[..., Dim]) -> Callable[..., Any]:
    """max or min, which of sizes is a size, whichever of them it may be."""

    def chosen(*args: Any, **keywords: Any) -> Any:
        values = list(args[0]) if len(args) == 1 else list(args)
        size = next((value for value in values if isinstance(value, Size)), None)
        if size is None or keywords or not all(isinstance(value, (int, Size)) for value in values):
            return plain(*([values] if len(args) == 1 else args), **keywords)
        return sized(of_sizes(*map(formula_of, values)), size.symbols)

    return chosen


def _reckoned(op: str, a: Any, b: Any) -> Any:
    symbols = (a if isinstance(a, Size) else b).symbols
    if not all(isinstance(x, (int, Size)) for x in (a, b)):
        a, b = (x.number() if isinstance(x, Size) else x for x in (a, b))
        return NATIVE[op](a, b)
    return sized(symbols.choices.formed(operate(op, formula_of(a), formula_of(b))), symbols)


NATIVE: dict[str, Callable[[Any, Any], Any]] = {
    "Add": lambda a, b: a + b,
    "Sub": lambda a, b: a - b,
    "Mult": lambda a, b: a * b,
    "FloorDiv": lambda a, b: a // b,
    "Mod": lambda a, b: a % b,
}


def _compared(name: Comparison, a: Size, other: Any) -> Any:
    """A comparison: it goes by the values, and that it comes out so is a condition."""
    if not isinstance(other, (int, Size)):
        return NotImplemented
    left, right = a.formula, formula_of(other)
    if left == right:
        return name in ("eq", "le", "ge")
    if (sure := _surely(name, left, right)) is not None:
        return sure
    x, y = a.symbols.value(left), a.symbols.value(right)
    if x is None or y is None:
        raise ReadError(f"whether {left} is {WORDS[name]} {right} decides what the model does; give input=(…)")
    outcome = {"eq": x == y, "ne": x != y, "lt": x < y, "le": x <= y, "gt": x > y, "ge": x >= y}[name]
    need = _need(name, outcome, left, right, x, y)
    gives, free = a.symbols.choices.decide(name, left, right, outcome, need)
    if not free:
        a.symbols.require(need, "forward")
        a.symbols.mark()
    return gives


def _surely(name: str, left: Dim, right: Dim) -> bool | None:
    """What a comparison gives whatever the sizes are; None where they decide."""
    difference = left - right
    if never_below(difference, 1):
        return name in ("gt", "ge", "ne")
    if never_below(-difference, 1):
        return name in ("lt", "le", "ne")
    if name in ("ge", "lt") and never_below(difference, 0):
        return name == "ge"
    return name == "le" if name in ("le", "gt") and never_below(-difference, 0) else None


def never_below(n: Dim, least: int) -> bool:
    """Whether a size is at least so large whatever its names are."""
    return n >= least if isinstance(n, int) else never_negative(n - least)


def _need(name: str, outcome: bool, left: Dim, right: Dim, x: int, y: int) -> Need:
    why = f"forward compares {left} with {right}"
    if x == y:
        if name in ("eq", "ne"):
            return Need(left, "==", right, why)
        big, small = (left, right) if (name == "ge") == outcome and name in ("ge", "lt") else (right, left)
        return Need(big, ">=", small, why)
    big, small = (left, right) if x > y else (right, left)
    strict = name in ("eq", "ne") or (name in ("lt", "gt")) == outcome
    return Need(big, ">=", operate("Add", small, 1 if strict else 0), why)


WORDS: dict[Comparison, str] = {
    "eq": "equal to",
    "ne": "unlike",
    "lt": "less than",
    "le": "at most",
    "gt": "more than",
    "ge": "at least",
}


def _operator(op: str, reflected: bool) -> Any:
    return (
        (lambda self, other: _reckoned(op, other, self))
        if reflected
        else (lambda self, other: _reckoned(op, self, other))
    )


for _op, _name in (("Add", "add"), ("Sub", "sub"), ("Mult", "mul"), ("FloorDiv", "floordiv"), ("Mod", "mod")):
    setattr(Size, f"__{_name}__", _operator(_op, reflected=False))
    setattr(Size, f"__r{_name}__", _operator(_op, reflected=True))
for _name in WORDS:
    setattr(Size, f"__{_name}__", lambda self, other, name=_name: _compared(name, self, other))
