"""Binding symbols: to sizes (exactly, in Python ints) or to other expressions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sympy import Expr, Integer, Rational

from ..budget import spend
from ..errors import SizeError
from .arithmetic import Max, Min
from .expanding import extent
from .floor import FloorDiv, number
from .readable import power, readable
from .symbols import Dim, size


class Bindings(dict[str, Dim]):
    """What symbols are bound to, by name, with what each size and shape gives: a model has the same few many times."""

    def __init__(self, bindings: Mapping[str, Dim]) -> None:
        super().__init__(bindings)
        self.found: dict[Any, Any] = {}

    @staticmethod
    def of(bindings: Mapping[str, Dim]) -> Bindings:
        """The bindings, which must not change any more."""
        return bindings if isinstance(bindings, Bindings) else Bindings(bindings)


def bind(value: Dim, bindings: Mapping[str, Dim]) -> Dim:
    """The value with symbols replaced by name, all at once; what is not named stays.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> bind(H * W, {"W": H})
    H**2
    """
    if isinstance(value, int) or not bindings:
        return value
    if not isinstance(bindings, Bindings):
        return _bound(value, bindings)
    found: Dim | None = bindings.found.get(value)
    if found is None:
        found = bindings.found[value] = _bound(value, bindings)
    return found


def _bound(value: Expr, bindings: Mapping[str, Dim]) -> Dim:
    names = names_in(value)
    relevant = {name: bindings[name] for name in names if name in bindings}
    if not relevant:
        return value
    if len(relevant) == len(names) and all(isinstance(v, int) for v in relevant.values()):
        return evaluate(value, relevant)
    spend(extent(value).nodes)
    bound = value.xreplace({size(n): Integer(v) if isinstance(v, int) else v for n, v in relevant.items()})
    return number(bound)


def evaluate(value: Dim, sizes: Mapping[str, int]) -> int | Expr:
    """The exact value at given sizes: an int, or a fraction where an exact quotient does not divide.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> evaluate(FloorDiv(H - 20, 12), {"H": 256})
    19

    Raises SizeError where a symbol has no size, and for a value of too many digits.
    """
    if isinstance(value, int):
        return value
    spend(len(value.args))
    result = _value(value, sizes, {})
    if isinstance(result, int):
        return readable(result)
    return int(result) if result.q == 1 else result


def _value(e: Expr, sizes: Mapping[str, int], known: dict[Expr, Any]) -> Any:
    if e.is_Integer:
        return int(e)
    if e.is_Symbol:
        try:
            return sizes[e.name]
        except KeyError:
            raise SizeError(f"{e.name} has no value; give one with {e.name}=…") from None
    if e.is_Rational:
        return e
    if e in known:
        return known[e]
    args = [_value(a, sizes, known) for a in e.args]
    known[e] = result = _apply(e, args)
    return result


def _apply(e: Expr, args: list[Any]) -> Any:
    if e.is_Add:
        return sum(args[1:], args[0])
    if e.is_Mul:
        result = args[0]
        for a in args[1:]:
            result = result * a
        return result
    if e.is_Pow:
        base, exponent = args
        if not isinstance(exponent, int):
            raise SizeError(f"{e} has no whole exponent: {exponent}")
        if exponent < 0:
            if base == 0:
                raise SizeError("a size is divided by 0")
            return Rational(1, power(base, -exponent))
        return power(base, exponent)
    if isinstance(e, FloorDiv):
        p, b = args
        if b < 1:
            raise SizeError(f"floor division needs a divisor of at least 1, not {b}")
        return int(p // b)
    if isinstance(e, Max):
        return max(args)
    if isinstance(e, Min):
        return min(args)
    raise SizeError(f"{e} is no formula in sizes: {type(e).__name__} has no exact value here")


@lru_cache(maxsize=65536)
def _names(e: Expr) -> frozenset[str]:
    if e.is_Symbol:
        return frozenset((e.name,))
    return frozenset().union(*(_names(a) for a in e.args))


def names_in(value: Dim) -> frozenset[str]:
    """The names of the symbols in a size."""
    return frozenset() if isinstance(value, int) else _names(value)
