"""The most common condition, a chain of windows that is at least a number, read off without SymPy's arithmetic."""

from __future__ import annotations

from ..floor import FloorDiv
from ..symbols import Dim


def threshold(value: Dim, at_least: int) -> int | None:
    """The n from which on a rising chain of one symbol is at least a number; None where the value is none.

    ⌊p/b⌋ ≥ m where p ≥ m·b, and k·p + c ≥ m where p ≥ ⌈(m − c)/k⌉.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> threshold(3 * FloorDiv(H - 20, 12) + 1, 4)
    32
    """
    m = at_least
    while not isinstance(value, int):
        if value.is_Symbol:
            return m
        if isinstance(value, FloorDiv):
            value, b = value.args
            if not b.is_Integer:
                return None
            m *= int(b)
        elif (value.is_Add or value.is_Mul) and len(value.args) == 2 and value.args[0].is_Integer:
            c, rest = int(value.args[0]), value.args[1]
            if value.is_Mul and c < 1:
                return None
            m = m - c if value.is_Add else -(-m // c)
            value = rest
        else:
            return None
    return None
