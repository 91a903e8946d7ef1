"""One value or several: libraries take one axis or a tuple of them, and give one output or a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def several(value: Any) -> tuple[Any, ...]:
    """The values of a tuple or list; of anything else, this one.

    >>> several((1, 2)), several([3]), several(4)
    ((1, 2), (3,), (4,))
    """
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def single(values: Sequence[Any]) -> Any:
    """The value where there is one alone; else all as they are.

    >>> single((1,)), single((1, 2))
    (1, (1, 2))
    """
    return values[0] if len(values) == 1 else values


def for_each(value: Any, count: int) -> tuple[Any, ...]:
    """The values of a tuple or list; of anything else, this one so many times.

    >>> for_each((1, 2), 2), for_each(3, 2)
    ((1, 2), (3, 3))
    """
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * count
