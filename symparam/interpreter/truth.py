"""Whether a value counts as true."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..algebra import Need
from .numbers import known, plain
from .scope import MISSING
from .special import special
from .values import Array, Batch, Grid, Instance, Iteration, Measure, Number, Quotient, Text, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def truth(m: Machine, value: Value, node: ast.AST) -> bool | None:
    """True or False, or None where a run of the script would be needed."""
    if isinstance(value, (Unknown, Array, Batch, Iteration, Grid)):
        return None
    if isinstance(value, Quotient):
        return truth(m, value.top, node)
    if isinstance(value, Number):
        number = known(value)
        if m.symbols.leaves_open(value):
            return False  # None
        if number is None:  # a size is at least 1; what is added to or compared with one is no size
            return True if value.formula.is_Symbol else None
        return rely_on(m, value, number != 0, node)
    if isinstance(value, m.library.tensors):
        return m.library.truth(m, value, node)
    for name in ("__bool__", "__len__") if isinstance(value, Instance) else ():
        if (made := special(m, value, name, [], node)) is not MISSING:
            return truth(m, made, node)
    return bool(plain(m, value, node) if isinstance(value, (Text, Measure)) else value)


def rely_on(m: Machine, value: Number, wanted: bool, node: ast.AST) -> bool:
    """Record that a number is what the script needs it to be: not 0, or 0."""
    if value.value is not None and value.value < 0:
        m.symbols.pin(value.formula, m.why(node))
    elif wanted:
        m.symbols.require(Need(value.formula, ">=", 1, m.text(node)), m.where(node))
    else:
        m.symbols.require(Need(value.formula, "==", 0, m.text(node)), m.where(node))
    return wanted
