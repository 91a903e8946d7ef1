"""Whether a polynomial in floors is 0 for all legal sizes, by computing it on a finite box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product

from sympy import Expr

from ..compiled import compile_function
from ..domain.periods import Periods
from ..domain.progressions import Progressions
from ..domain.undecided import Undecided
from ..symbols import Dim
from .box import Axis, Box, told
from .parts import coefficients, components

BUDGET = 1 << 19  # points of a box that are computed


class Zero:
    """The boxes that were computed for one question, and sizes at which something was not 0.

    >>> from symparam import sizes
    >>> from symparam.algebra import FloorDiv
    >>> H, = sizes("H")
    >>> zero = Zero({"H": Progressions.multiples(2)})
    >>> zero.by_parts(2 * FloorDiv(H, 2) - H), str(zero)
    (True, '2 values of H, period 2')
    """

    def __init__(self, legal: Mapping[str, Progressions], fresh: Mapping[str, Progressions] | None = None) -> None:
        self.legal = {**legal, **(fresh or {})}
        self.fresh = frozenset(fresh or {})
        self.axes: dict[str, Axis] = {}
        self.witness: dict[str, int] = {}

    def by_parts(self, value: Dim) -> bool:
        """Whether every coefficient, and so the value, is 0. Raises Undecided where a box is too large."""
        if isinstance(value, int):
            return value == 0
        return all(self._coefficient(c) for c in coefficients(value))

    def everywhere(self, value: Dim) -> bool:
        """Whether the value is 0 on the box of all its symbols: needed where a symbol has few legal sizes."""
        if isinstance(value, int):
            return value == 0
        box = self._box(value)
        f = compile_function([value], box.names)
        self.axes = {axis.name: axis for axis in box.axes}
        return not any(f(*point)[0] for point in box.points())

    def suspects(self, value: Dim) -> Iterator[dict[str, int]]:
        """Sizes at which a value that is not 0 may show it: those that agree with the witness, then all of the box."""
        box = Box.around(Periods.of(value), self.legal)
        f = compile_function([value], box.names)
        for start in (self.witness, {}):
            some = product(*((start[a.name],) if a.name in start else a.values for a in box.axes))
            for point in islice(some, BUDGET):
                if f(*point)[0]:
                    yield dict(zip(box.names, point, strict=True))

    def _coefficient(self, value: Expr) -> bool:
        constant = 0
        for part in components(value):
            box = self._box(part)
            f = compile_function([part], box.names)
            points = box.points()
            (base,) = f(*next(points))
            for point in points:
                if f(*point)[0] != base:
                    self.witness = dict(zip(box.names, point, strict=True))
                    return False
            constant += base
            for axis in box.axes:
                known = self.axes.get(axis.name)
                if known is None or known.size < axis.size:
                    self.axes[axis.name] = axis
        return constant == 0

    def _box(self, value: Expr) -> Box:
        box = Box.around(Periods.of(value), self.legal)
        if box.size > BUDGET:
            raise Undecided(f"the box of {box} is too large to be computed")
        return box

    def __str__(self) -> str:
        axes = [axis for axis in self.axes.values() if axis.name not in self.fresh]
        return told(axes) if axes else "the difference cancels"
