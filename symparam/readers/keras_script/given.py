"""The arguments of a function of tensors, bound by its row: by the names of keras.ops, in their order."""

from __future__ import annotations

from typing import Any, TypeAlias

from ...algebra import Dim
from ...interpreter.faults import surely
from ...interpreter.numbers import is_whole
from ...interpreter.symbols import formula
from ...interpreter.values import Value

Given: TypeAlias = dict[str, Any]


def first(given: Given) -> Any:
    """What the function is of: its first argument."""
    return next(iter(given.values()), None)


def sizes_of(value: Value, why: str = "") -> tuple[Dim, ...]:
    """The sizes of a shape that is known. Raises NotKnown, with the reason, where it is no such thing."""
    surely(isinstance(value, (tuple, list)) and all(map(is_whole, value)), why)
    return tuple(map(formula, value or ()))


def rest_of(given: Given) -> Given:
    """All arguments but the first."""
    return dict(list(given.items())[1:])
