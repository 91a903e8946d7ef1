"""Formulas at many points: Python source in exact integers, and NumPy where its 64 bits provably suffice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import prod
from typing import Any

from sympy import Expr

from ..errors import SizeError
from .arithmetic import Max, Min
from .evaluate import names_in
from .floor import FloorDiv
from .magnitude_bounds import LIMIT, magnitude
from .readable import power, readable
from .symbols import Dim

MANY = 100  # terms that are written one after the other; Python nests each in the one before


def compile_function(exprs: Iterable[Dim], names: Sequence[str]) -> Callable[..., tuple[Any, ...]]:
    """A function of sizes, in the order of ``names``, that returns the values of all expressions as a tuple.

    Python ints in and out, exact at any size; subexpressions that occur twice are computed once.

    >>> from symparam import sizes
    >>> H, C = sizes("H C")
    >>> compile_function([FloorDiv(H - 20, 12), C * H], ["H", "C"])(256, 3)
    (19, 768)

    Raises SizeError where an expression has a symbol that is not among the names.
    """
    return _compile(tuple(exprs), tuple(names), _PYTHON)


def values(value: Dim, sizes: Mapping[str, Any]) -> Any:
    """The values of one expression at many points, as a NumPy array.

    ``sizes`` gives each name a number, a range, or an array of integers; they are broadcast against one another. The
    result is of dtype int64 where bounds on every intermediate value prove that nothing overflows, otherwise it holds
    Python ints (dtype object).

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> values(FloorDiv(H - 20, 12), {"H": range(32, 69, 12)}).tolist()
    [1, 2, 3, 4]

    Raises SizeError where a symbol has no size, or an array holds anything but integers.
    """
    import numpy

    names = tuple(sorted(names_in(value)))
    missing = [name for name in names if name not in sizes]
    if missing:
        raise SizeError(f"{missing[0]} has no value; give one with {missing[0]}=…")
    arrays = {name: _integers(name, given) for name, given in sizes.items()}
    shape = numpy.broadcast_shapes(*(array.shape for array in arrays.values()))
    used = [arrays[name] for name in names]
    largest = {name: max(-int(a.min()), int(a.max())) if a.size else 0 for name, a in zip(names, used, strict=True)}
    if magnitude(value, largest) < LIMIT:
        (result,) = _compile((value,), names, {**_PYTHON, **_numpy()})(*used)
        return numpy.broadcast_to(result, shape).astype("int64")
    function = _compile((value,), names, _PYTHON)
    points = zip(*(numpy.broadcast_to(array, shape).flat for array in used), strict=True)
    results = [function(*map(int, point))[0] for point in points] if used else [value] * prod(shape)
    filled = numpy.empty(len(results), dtype=object)  # item by item, so that NumPy does not look into fractions
    filled[:] = results
    return filled.reshape(shape)


def _integers(name: str, given: Any) -> Any:
    import numpy

    array = numpy.asarray(given)
    if array.dtype == object and all(isinstance(n, int) for n in array.flat):
        return array
    if array.dtype.kind not in "iu" and array.size:  # NumPy takes nothing for floats
        raise SizeError(f"{name} has values that are no whole numbers")
    return array.astype("int64") if array.dtype != "uint64" else array.astype(object)


# --- source -----------------------------------------------------------------------------------------------------


class _Source:
    """Python source, one line per subexpression that is used more than once."""

    def __init__(self, exprs: Sequence[Dim], names: Sequence[str]) -> None:
        self.symbols = {name: f"x{i}" for i, name in enumerate(names)}
        self.uses: Counter[Expr] = Counter()
        for e in exprs:
            if isinstance(e, Expr):
                self._count(e)
        self.lines: list[str] = []
        self.known: dict[Expr, str] = {}
        self.results = [self.write(e) if isinstance(e, Expr) else repr(e) for e in exprs]

    def _count(self, e: Expr) -> None:
        self.uses[e] += 1
        if self.uses[e] == 1:
            for arg in e.args:
                self._count(arg)

    def write(self, e: Expr) -> str:
        if e.is_Integer:
            return f"({int(e)})"
        if e.is_Symbol:
            if e.name not in self.symbols:
                raise SizeError(f"{e.name} has no value; the function's names are {', '.join(self.symbols)}")
            return self.symbols[e.name]
        if e in self.known:
            return self.known[e]
        written = self.operation(e)
        if self.uses[e] > 1 or isinstance(e, FloorDiv):  # a line for each floor keeps Python's nesting low
            variable = f"t{len(self.lines)}"
            self.lines.append(f"{variable} = {written}")
            self.known[e] = written = variable
        return written

    def operation(self, e: Expr) -> str:
        if e.is_Rational:
            return f"fraction({e.p}, {e.q})"
        if e.is_Pow and e.exp.could_extract_minus_sign():
            return f"inverse({self.write(1 / e)})"
        args = [self.write(arg) for arg in e.args]
        if e.is_Add:
            return f"({' + '.join(args)})" if len(args) < MANY else f"sum(({', '.join(args)}))"
        if e.is_Mul:
            return f"({'*'.join(args)})" if len(args) < MANY else f"prod(({', '.join(args)}))"
        if e.is_Pow:
            return f"({args[0]}**{args[1]})" if e.exp.is_Integer else f"power({args[0]}, {args[1]})"
        if isinstance(e, FloorDiv):
            return f"({args[0]}//{args[1]})" if e.args[1].is_Integer else f"floor({args[0]}, {args[1]})"
        if isinstance(e, Max | Min):
            return f"{'maximum' if isinstance(e, Max) else 'minimum'}({', '.join(args)})"
        raise SizeError(f"{e} is no formula in sizes: {type(e).__name__} has no exact value here")


def _compile(
    exprs: Sequence[Dim], names: Sequence[str], operations: Mapping[str, Any]
) -> Callable[..., tuple[Any, ...]]:
    source = _Source(exprs, names)
    body = "".join(f"    {line}\n" for line in source.lines)
    results = "".join(f"whole({result}), " for result in source.results)
    text = f"def function({', '.join(source.symbols.values())}):\n{body}    return ({results})\n"
    namespace = dict(operations)
    exec(compile(text, "<formula>", "exec"), namespace)  # names and numbers in it are our own, nothing of a user's text
    function: Callable[..., tuple[Any, ...]] = namespace["function"]
    function.__doc__ = text
    return function


# --- operations that Python has no operator for -----------------------------------------------------------------


def _whole(value: Any) -> Any:
    if isinstance(value, int):
        return readable(value)
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


def _inverse(value: Any) -> Fraction:
    if value == 0:
        raise SizeError("a size is divided by 0")
    return Fraction(1, value)


def _power(base: Any, exponent: Any) -> Any:
    if exponent < 0:
        return _inverse(_power(base, -exponent))
    return power(base, exponent)


def _floor(p: Any, b: Any) -> Any:
    if b < 1:
        raise SizeError(f"floor division needs a divisor of at least 1, not {b}")
    return p // b


_PYTHON: dict[str, Any] = {
    "whole": _whole, "sum": sum, "prod": prod, "fraction": Fraction, "inverse": _inverse, "power": _power,
    "floor": _floor, "maximum": max, "minimum": min,
}  # fmt: skip


def _numpy() -> dict[str, Any]:
    import numpy

    def floor(p: Any, b: Any) -> Any:
        if numpy.any(numpy.less(b, 1)):
            raise SizeError("floor division needs a divisor of at least 1")
        return p // b

    return {
        "whole": lambda value: value,
        "floor": floor,
        "power": lambda base, exponent: base**exponent,
        "maximum": lambda *values: reduce(numpy.maximum, values),
        "minimum": lambda *values: reduce(numpy.minimum, values),
    }
