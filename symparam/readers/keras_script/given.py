"""The arguments of a function of tensors, bound by its row: by the names of keras.ops, in their order."""

from __future__ import annotations

from typing import Any, TypeAlias

from ...interpreter.values import Value

Given: TypeAlias = dict[str, Value]


def first(given: Given) -> Any:
    """What the function is of: its first argument."""
    return next(iter(given.values()), None)


def rest_of(given: Given) -> Given:
    """All arguments but the first."""
    return dict(list(given.items())[1:])
