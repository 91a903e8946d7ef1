"""Arithmetic and comparison of numbers that carry names: rules 3 to 6 of "symbol or structure"."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterable
from itertools import islice
from math import comb
from typing import TYPE_CHECKING

from sympy import Add, preorder_traversal

from ..algebra import Dim, Need, ceil, div, names_in, total
from ..algebra.arithmetic import Extreme, Max
from ..algebra.batch import samples_in
from ..algebra.floor import number
from ..algebra.need import Relation
from .budget import DIGITS, TooLarge
from .choices import Comparison
from .faults import surely
from .symbols import formula, operate
from .values import Array, Batch, Measure, Number, Quotient, ShapeTuple, Text, Unknown, Value, formulas_in

if TYPE_CHECKING:
    from .machine import Machine

NATIVE: dict[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
ORDER: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
COMPARED: dict[type[ast.cmpop], Comparison] = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}
LARGEST_PART = 1024  # a size times this many parts is far below 2**53, up to which floats are exact
LONGEST = 400  # nodes of a formula that a script computes
SEQUENCES = (str, bytes, list, tuple)
PLAIN_SEQUENCES: dict[type, Callable[[Iterable[Value]], Value]] = {list: list, tuple: tuple, ShapeTuple: tuple}
EXACT = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod, ast.Pow)


def is_whole(value: Value) -> bool:
    """Whether the value is a whole number, with a name or without."""
    return isinstance(value, (int, Number))


def known(value: Value) -> int | None:
    """The value of a whole number, where it has one."""
    return value.value if isinstance(value, Number) else int(value)


def arithmetic(m: Machine, op: type[ast.operator], a: Value, b: Value, node: ast.AST) -> Value:
    """a op b, where at least one of them carries a name; raises what Python raises."""
    if is_whole(a) and is_whole(b):
        if op is ast.Div:
            return _quotient(m, a, b, node)
        x, y = known(a), known(b)
        exact = op in EXACT and not (op in (ast.FloorDiv, ast.Mod) and y is not None and y < 1)
        exact = exact and not (op is ast.Pow and (y is None or not 0 <= y <= 64))
        exact = exact and not _explodes(op, formula(a), formula(b))
        if exact:
            if op in (ast.FloorDiv, ast.Mod, ast.Pow):
                b = at_least(m, 0 if op is ast.Pow else 1, narrowed(m, b, node), node)
            value = None if x is None or y is None else native(op, x, y)
            dim = operate(op.__name__, formula(a), formula(b))
            if (formed := m.symbols.choices.formed(dim)) is not dim:
                return m.symbols.number(formed, computed=True)
            return dim if isinstance(dim, int) else Number(value, dim, computed=True)
    if op is ast.Div and any(isinstance(x, Quotient) for x in (a, b)) and all(map(_is_fraction, (a, b))):
        return _nested(m, a, b, node)
    if op is ast.Div and isinstance(a, Number) and a.value is None and isinstance(b, float) and b.is_integer() and b:
        return _quotient(m, a, int(b), node)  # n / (64 / 4 / 4), whose divisor is a float and whole
    if op is ast.Mult and (made := _part_of(m, a, b, node) or _part_of(m, b, a, node)) is not None:
        return made
    if (made := _real(op, a, b)) is not None:
        return made
    return native(op, plain(m, a, node), plain(m, b, node))


def _part_of(m: Machine, size: Value, rate: Value, node: ast.AST) -> Value:
    """n * 0.25 where n has no value: n/4, which is what Python works out, as the divisor is a small power of 2."""
    if not isinstance(size, Number) or size.value is not None or type(rate) is not float or not 0 < rate <= 1:
        return None
    top, bottom = rate.as_integer_ratio()
    return _quotient(m, _product(m, size, top, node), bottom, node) if bottom <= LARGEST_PART else None


def _real(op: type[ast.operator], a: Value, b: Value) -> Value:
    """a op b where it is a real number; nothing is pinned before it decides something. None for any other."""
    x, y = bare(a), bare(b)
    if not all(isinstance(n, (int, float)) for n in (x, y)):
        return None
    if is_whole(a) and is_whole(b) and not (op is ast.Pow and y < 0 and x):
        return None
    try:
        value = native(op, x, y)
    except (ArithmeticError, ValueError):
        return None
    return Measure.of(value, a, b) if isinstance(value, float) else None


def bare(value: Value) -> Value:
    """The value of a number that carries names; not a number where it has none."""
    if isinstance(value, Number):
        return math.nan if value.value is None else value.value
    return value.value if isinstance(value, Quotient) else value


def _explodes(op: type[ast.operator], a: Dim, b: Dim) -> bool:
    """Whether the formula of a op b would be too long to mean anything; its values then stand for it."""
    if op is ast.Pow:
        terms = len(Add.make_args(a))
        return comb(terms - 1 + b, b) > LONGEST if isinstance(b, int) else _length(b) > LONGEST
    lengths = _length(a), _length(b)
    return sum(lengths) > LONGEST or (op is ast.Mult and lengths[0] * lengths[1] > LONGEST**2 // 4)


def _length(dim: Dim) -> int:
    """How many nodes a formula has, as far as that matters."""
    return 1 if isinstance(dim, int) else sum(1 for _ in islice(preorder_traversal(dim), LONGEST + 1))


def _is_fraction(value: Value) -> bool:
    return is_whole(value) or isinstance(value, Quotient)


def _nested(m: Machine, a: Value, b: Value, node: ast.AST) -> Value:
    """(p/q) / (r/s) = ps / qr, whose value is what Python works out of theirs."""
    (p, q), (r, s) = ((x.top, x.bottom) if isinstance(x, Quotient) else (x, 1) for x in (a, b))
    top, bottom = (_product(m, x, y, node) for x, y in ((p, s), (q, r)))
    x, y = bare(a), bare(b)
    return Quotient(top, bottom, math.nan if math.isnan(x) or math.isnan(y) else x / y)


def _product(m: Machine, a: Value, b: Value, node: ast.AST) -> Value:
    return arithmetic(m, ast.Mult, a, b, node)


def _quotient(m: Machine, a: Value, b: Value, node: ast.AST) -> Value:
    x, y = known(a), known(b)
    if x is None or y is None:
        return Quotient(a, b, float("nan"))
    return Quotient(a, b, x / y)


def native(op: type[ast.operator], a: Value, b: Value) -> Value:
    """a op b on plain values, refused where the result would be huge."""
    if isinstance(a, int) and isinstance(b, int):
        if op is ast.Pow and b > 0 and a.bit_length() * b > DIGITS:
            raise TooLarge
        if op is ast.LShift and a.bit_length() + b > DIGITS:
            raise TooLarge
        if op is ast.Mult and a.bit_length() + b.bit_length() > DIGITS:
            raise TooLarge
    if op is ast.Mult:
        for sequence, count in ((a, b), (b, a)):
            if isinstance(sequence, SEQUENCES) and isinstance(count, int) and len(sequence) * count > 200_000:
                raise TooLarge
    return NATIVE[op](a, b)


def at_least(m: Machine, least: int, value: Value, node: ast.AST) -> Value:
    """The same whole number, with the condition that it does not go below; a size alone never does."""
    if isinstance(value, Number) and not value.formula.is_Symbol:
        rely(m, ast.GtE, value, least, node)
    return value


def narrowed(m: Machine, value: Value, node: ast.AST) -> Value:
    """A number in whose formula each maximum or minimum is the size that it is here, which is a condition."""
    if not isinstance(value, Number) or value.value is None:
        return value
    dim: Dim = value.formula
    while not isinstance(dim, int) and (found := dim.atoms(Extreme)):
        extreme = next(e for e in found if not any(arg.has(Extreme) for arg in e.args))
        sizes = [m.symbols.number(number(arg)) for arg in extreme.args]
        best = (max if isinstance(extreme, Max) else min)(sizes, key=lambda size: known(size) or 0)
        for other in (size for size in sizes if size is not best):
            rely(m, ast.GtE if isinstance(extreme, Max) else ast.LtE, best, other, node)
        dim = total((dim.xreplace({extreme: formula(best)}),))
    return m.symbols.number(dim, computed=True)


def whole_part(m: Machine, value: Value, node: ast.AST, round_up: bool = False) -> Value:
    """int(a/b) and ceil(a/b) of whole numbers, exactly."""
    if isinstance(value, Quotient):
        x, y = known(value.top), known(value.bottom)
        positive = y is None or y > 0
        if positive and (x is None or x >= 0):
            top, bottom = formula(value.top), formula(at_least(m, 1, narrowed(m, value.bottom, node), node))
            if x is None and (samples := samples_in(top, bottom, m.text(node))) is not None:
                m.symbols.require(samples[1], m.where(node))
                return m.symbols.number(samples[0], computed=True)
            return m.symbols.number(ceil(top, bottom) if round_up else div(top, bottom), computed=True)
        value = plain(m, value, node)
    return value


def plain(m: Machine, value: Value, node: ast.AST, why: str = "") -> Value:
    """The value without names, which are pinned to it; raises Unvalued where a name has no value."""
    if isinstance(value, Number):
        if value.value is None:
            m.symbols.ask(value.formula, m.why(node, why))
            raise Unvalued(value.formula)
        m.symbols.pin(value.formula, m.why(node, why))
        return value.value
    if isinstance(value, Quotient):
        return plain(m, value.top, node, why) / plain(m, value.bottom, node, why)
    if isinstance(value, Measure):
        for size in value.sizes:
            plain(m, m.symbols.number(size), node, why)
        return float(value)
    if isinstance(value, Text):
        for formula in formulas_in(value):
            plain(m, m.symbols.number(formula), node, why)
        return str(value)
    m.budget.weigh(value)
    return _plain_within(m, value, node, why)


def compared_plain(m: Machine, value: Value, node: ast.AST) -> Value:
    """The value without names, which Python compares. Raises NotKnown where a part is data, and may equal anything."""
    made = plain(m, value, node)
    m.budget.weigh(made)
    surely(not _holds_data(made))
    return made


def _holds_data(value: Value) -> bool:
    if isinstance(value, dict):
        return any(_holds_data(key) or _holds_data(entry) for key, entry in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return any(map(_holds_data, value))
    return isinstance(value, (Unknown, Array, Batch))


def _plain_within(m: Machine, value: Value, node: ast.AST, why: str) -> Value:
    """The same for a value that has been weighed."""
    if type(value) in PLAIN_SEQUENCES:
        return PLAIN_SEQUENCES[type(value)](_plain_within(m, v, node, why) for v in value)
    if type(value) is dict:
        return {key: _plain_within(m, v, node, why) for key, v in value.items()}
    return plain(m, value, node, why) if isinstance(value, (Number, Quotient, Text, Measure)) else value


class Unvalued(Exception):
    """A number is asked for whose name has no value."""

    def __init__(self, dim: Dim) -> None:
        super().__init__()
        self.dim = dim


def shown(value: Value) -> Value:
    """The value for use in a string, which pins nothing."""
    if isinstance(value, Number):
        return str(value.formula) if value.value is None else value.value
    if isinstance(value, Quotient):
        return value.value
    if isinstance(value, Unknown):
        return value.name or value.source
    if type(value) in (list, tuple):
        return type(value)(shown(v) for v in value)
    if type(value) is dict:
        return {key: shown(v) for key, v in value.items()}
    return value


def order(m: Machine, op: type[ast.cmpop], a: Value, b: Value, node: ast.AST) -> bool:
    """A comparison that follows the values and records what it relied upon."""
    if is_whole(a) and is_whole(b) and formula(a) == formula(b):
        return op in (ast.Eq, ast.LtE, ast.GtE)  # whatever the size is
    if op in (ast.Eq, ast.NotEq) and (_divides(a, b, node) or _are_sizes(m, a, b)):
        return _equal(m, a, b, node) is (op is ast.Eq)
    if op in (ast.Eq, ast.NotEq) or not (is_whole(a) and is_whole(b)):
        return ORDER[op](plain(m, a, node), plain(m, b, node))
    x, y = known(a), known(b)
    if x is None or y is None:
        raise Unvalued(formula(a) if x is None else formula(b))
    outcome = ORDER[op](x, y)
    relied = op if outcome else OPPOSITE[op]
    need = _need(m, relied, a, b, node)
    result, free = m.symbols.choices.decide(COMPARED[op], formula(a), formula(b), outcome, need)
    if not free:
        rely(m, relied, a, b, node)
    return result


def rely(m: Machine, op: type[ast.cmpop], a: Value, b: Value, node: ast.AST) -> None:
    """Record that ``a op b`` holds, for whole numbers. Raises Unvalued where no condition says so."""
    if op is ast.NotEq:
        raise Unvalued(next(formula(x) for x in (a, b) if known(x) is None))
    need = _need(m, op, a, b, node)
    m.library.relied(m, need)
    m.symbols.require(need, m.where(node))


def _need(m: Machine, op: type[ast.cmpop], a: Value, b: Value, node: ast.AST) -> Need:
    big, small = (b, a) if op in (ast.Lt, ast.LtE) else (a, b)
    gap = 1 if op in (ast.Lt, ast.Gt) else 0
    relation: Relation = "==" if op is ast.Eq else ">="
    return Need(formula(big), relation, operate("Add", formula(small), gap), m.text(node))


def _are_sizes(m: Machine, a: Value, b: Value) -> bool:
    """Whether two numbers with values are sizes of tensors, which depend on axes of inputs alone.

    One of them may be a number, but not where the other one is an axis, which then has that size.
    """
    if not all(is_whole(x) and known(x) is not None for x in (a, b)):
        return False
    names = [names_in(formula(x)) for x in (a, b)]
    if not all(names) and (any(isinstance(x, Number) and x.formula.is_Symbol for x in (a, b)) and known(a) == known(b)):
        return False
    return any(names) and names[0] | names[1] <= m.symbols.axes


def _equal(m: Machine, a: Value, b: Value, node: ast.AST) -> bool:
    """Whether two sizes of tensors are equal; that they are, or which is the larger one, is the condition."""
    large, small = (a, b) if known(a) >= known(b) else (b, a)  # type: ignore[operator]
    x, y = formula(large), formula(small)
    alike = known(large) == known(small)
    need = Need(x, "==", y, m.text(node)) if alike else Need(x, ">=", operate("Add", y, 1), m.text(node))
    result, free = m.symbols.choices.decide("eq", formula(a), formula(b), alike, need)
    if not free and x != y:
        m.symbols.require(need, m.where(node))
    return result


def _divides(a: Value, b: Value, node: ast.AST) -> bool:
    """Whether ``a == b`` says of a remainder with a name that it is 0, and is right."""
    test = getattr(node, "left", None)
    if not (isinstance(a, Number) and b == 0 and type(b) is int and a.value == 0):
        return False
    return isinstance(test, ast.BinOp) and isinstance(test.op, ast.Mod)


def join(op: type[ast.operator], a: Value, b: Value, node: ast.AST) -> Unknown:
    """a op b where one of them is unknown; whole numbers keep their formula."""
    whole = all(isinstance(x, Unknown) or is_whole(x) for x in (a, b)) and op in EXACT
    return Unknown(
        node if isinstance(node, ast.expr) else "",
        getattr(node, "lineno", 0),
        parts=(op, a, b) if whole else None,
        why=next((x.why for x in (a, b) if isinstance(x, Unknown) and x.why), ""),
        wrong=any(isinstance(x, Unknown) and x.wrong for x in (a, b)),
    )


def extent_of(value: Value) -> tuple[int, ...] | None:
    """The shape of lists of numbers within lists, whatever the numbers are; None where they are no such thing."""
    if not isinstance(value, (list, tuple)):
        return () if isinstance(value, (int, float, Number, Quotient, Unknown, bool)) else None
    inner = [extent_of(part) for part in value]
    if any(part != inner[0] for part in inner) or (inner and inner[0] is None):
        return None
    return (len(value), *(inner[0] or () if inner else ()))
