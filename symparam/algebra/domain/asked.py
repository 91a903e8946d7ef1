"""What bindings ask for before any layer does: every size is a whole number, and not too small."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sympy import Expr

from ..condition import Condition
from ..expanding import expand
from ..need import Need
from ..symbols import Dim


def asked(bindings: Mapping[str, Dim], start: Callable[[str], int]) -> Iterator[Condition]:
    """The conditions on what stands for each name; ``start`` gives the smallest size of a name.

    >>> from symparam import sizes
    >>> W, = sizes("W")
    >>> [(c.layer, c.need.left, c.need.op, c.need.right) for c in asked({"H": W / 2}, lambda name: 1)]
    [('H', W/2, '>=', 1), ('H', 2, 'divides', W)]
    """
    for name, value in bindings.items():
        least = start(name)
        if isinstance(value, Expr) and value.is_Symbol and start(str(value)) >= least:
            continue
        yield Condition(name, Need(value, ">=", least, f"a size is at least {least}"))
        if isinstance(value, Expr) and not value.is_Symbol:
            numerator, denominator = value.as_numer_denom()
            if denominator != 1:
                divisor = int(denominator) if denominator.is_Integer else denominator
                yield Condition(name, Need(divisor, "divides", expand(numerator), "a size is a whole number"))
