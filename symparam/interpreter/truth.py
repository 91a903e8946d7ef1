"""Whether a value counts as true."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..algebra import Need
from .numbers import known
from .values import Array, Batch, Iteration, Number, Quotient, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def truth(m: Machine, value: Value, node: ast.AST) -> bool | None:
    """True or False, or None where a run of the script would be needed."""
    if isinstance(value, (Unknown, Array, Batch, Iteration)):
        return None
    if isinstance(value, Number):
        number = known(value)
        if number is None:
            return str(value.formula) not in m.symbols.nones
        if number >= 1:
            m.symbols.require(Need(value.formula, ">=", 1, m.text(node)), m.where(node))
        else:
            m.symbols.pin(value.formula, m.why(node))
        return number != 0
    if isinstance(value, Quotient):
        return value.value != 0
    return bool(value)
