"""Between which numbers a formula lies, by interval arithmetic: enough to see that ``H·W ≥ 1`` says nothing new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Expr

from ..arithmetic import Max, Min
from ..floor import FloorDiv
from ..symbols import Dim

Bounds = tuple[int | None, int | None]  # None where there is no bound, or none is found


def bounds(value: Dim, of: Callable[[str], Bounds]) -> Bounds:
    """Numbers that the value is never below and never above, given those of its symbols.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> bounds(H * W + FloorDiv(H, 2), lambda name: (3, None))
    (10, None)
    """
    if isinstance(value, int) or value.is_Integer:
        return int(value), int(value)
    if value.is_Symbol:
        return of(value.name)
    if value.is_Rational:
        return int(value.p // value.q), int(-(-value.p // value.q))
    return _combined(value, [bounds(a, of) for a in value.args])


def _combined(e: Expr, parts: list[Bounds]) -> Bounds:
    lows, highs = [low for low, _ in parts], [high for _, high in parts]
    if e.is_Add:
        return _all(sum, lows), _all(sum, highs)
    if e.is_Mul:
        result = parts[0]
        for part in parts[1:]:
            result = _product(result, part)
        return result
    if e.is_Pow and e.exp.is_Integer and e.exp >= 1 and lows[0] is not None and lows[0] >= 0:
        k = int(e.exp)
        return lows[0] ** k, None if highs[0] is None else highs[0] ** k
    if isinstance(e, FloorDiv) and e.args[1].is_Integer:
        b = int(e.args[1])
        return _all(lambda xs: xs[0] // b, lows[:1]), _all(lambda xs: xs[0] // b, highs[:1])
    if isinstance(e, Max):
        return max((x for x in lows if x is not None), default=None), _all(max, highs)
    if isinstance(e, Min):
        return _all(min, lows), min((x for x in highs if x is not None), default=None)
    return None, None


def _all(function: Callable[[Any], int], values: list[int | None]) -> int | None:
    return None if any(v is None for v in values) else function(values)


def _product(a: Bounds, b: Bounds) -> Bounds:
    if b[0] is not None and b[0] == b[1]:
        a, b = b, a
    if a[0] is not None and a[0] == a[1]:  # a number; a negative one turns the bounds around
        ends = [None if x is None else a[0] * x for x in b]
        return (ends[1], ends[0]) if a[0] < 0 else (0, 0) if a[0] == 0 else (ends[0], ends[1])
    if a[0] is None or b[0] is None or a[0] < 0 or b[0] < 0:
        return None, None
    return a[0] * b[0], None if a[1] is None or b[1] is None else a[1] * b[1]
