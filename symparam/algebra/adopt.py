"""SymPy's own floors, which Python's ``//`` and ``%`` make of symbols, as those of this algebra."""

from __future__ import annotations

from sympy import Expr, Mod, ceiling, floor

from .expanding import expand
from .floor import FloorDiv, number
from .symbols import Dim

FOREIGN = (floor, ceiling, Mod)


def adopted(value: Dim) -> Dim:
    """The value with exact integer floors in place of SymPy's.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> adopted((H - 2) // 3) == FloorDiv(H - 2, 3), adopted(H % 4)
    (True, H - 4*floor(H/4))
    """
    if isinstance(value, int) or not value.has(*FOREIGN):
        return value
    return number(_adopted(value))


def _adopted(e: Expr) -> Expr:
    if not e.has(*FOREIGN):
        return e
    args = [_adopted(a) for a in e.args]
    if isinstance(e, floor):
        return FloorDiv(args[0], 1)
    if isinstance(e, ceiling):
        return -FloorDiv(-args[0], 1)
    if isinstance(e, Mod):
        return expand(args[0] - args[1] * FloorDiv(args[0], args[1]))
    return e.func(*args)
