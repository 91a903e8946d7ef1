"""Floors as people know them: ⌊(H − 20)/12⌋, the size in the table, instead of the canonical ⌊(H + 4)/12⌋ − 2.

An anchored floor is a ``FloorDiv`` built with ``evaluate=False``. SymPy keeps it through ``+ − *``, ``expand`` and
``xreplace`` of other symbols; replacing a symbol inside it, or ``residue``, brings the canonical form back.
"""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Expr

from .expanding import expand
from .floor import FloorDiv, number
from .symbols import Dim


class Anchors:
    """The sizes of a model, ready to rewrite floors; of sizes with the same floor the last one, the deepest, counts."""

    def __init__(self, sizes: Iterable[Dim]) -> None:
        self._anchored: dict[Expr, Expr] = {}
        for size in sizes:
            if isinstance(size, Expr) and (parts := _floor_and_constant(size)):
                floor, constant = parts
                p, b = floor.args
                self._anchored[floor] = FloorDiv(expand(p + constant * b), b, evaluate=False) - constant

    def __call__(self, value: Dim) -> Dim:
        """The value with each floor written as a size, expanded."""
        if isinstance(value, int):
            return value
        rule = {floor: self._anchored.get(floor, floor) for floor in _outer_floors(value)}
        if all(old is new for old, new in rule.items()):
            return value
        return number(expand(value.xreplace(rule)))


def anchor(total: Dim, sizes: Iterable[Dim]) -> Dim:
    """The total with each floor written as the last of the sizes that is this floor plus a number.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> height = FloorDiv(H - 20, 12)
    >>> print(32 * height, "=", anchor(32 * height, [height]))
    32*floor((H + 4)/12) - 64 = 32*floor((H - 20)/12)
    """
    return Anchors(sizes)(total)


def residue(value: Dim) -> Dim:
    """The canonical form of a value that may hold anchored floors; equal values in it are equal expressions.

    >>> from symparam import sizes
    >>> H, = sizes("H")
    >>> height = FloorDiv(H - 20, 12)
    >>> residue(anchor(32 * height, [height]))
    32*floor((H + 4)/12) - 64
    """
    return value if isinstance(value, int) else number(expand(_rebuilt(value)))


def _floor_and_constant(size: Expr) -> tuple[Expr, Expr] | None:
    constant, floor = size.as_coeff_Add()
    return (floor, constant) if isinstance(floor, FloorDiv) and constant.is_Integer else None


def _outer_floors(value: Expr) -> set[Expr]:
    """The floors that stand in no other floor."""
    found: set[Expr] = set()
    waiting = [value]
    while waiting:
        e = waiting.pop()
        if isinstance(e, FloorDiv):
            found.add(e)
        else:
            waiting.extend(e.args)
    return found


def _rebuilt(e: Expr) -> Expr:
    return e.func(*map(_rebuilt, e.args)) if e.has(FloorDiv) else e
