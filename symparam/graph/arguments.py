"""The arguments of a call: all tensors in Keras's order, and those that the layer's rule takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def arranged(
    names: Sequence[str], args: Sequence[Any], kwargs: Mapping[str, Any], kind: type[T]
) -> tuple[list[T], tuple[int, ...] | None]:
    """The tensors (values of a ``kind``) of a call, and which of them are in the arguments called ``names``.

    Keras flattens arguments, then keywords by their sorted names. None stands for all tensors as they are.

    >>> arranged(("query", "value"), ["a"], {"value": "b", "mask": "c"}, str)
    (['a', 'c', 'b'], (0, 2))
    """
    tensors: list[T] = []
    positional = [_numbered(arg, kind, tensors) for arg in args]
    named = {name: _numbered(kwargs[name], kind, tensors) for name in sorted(kwargs)}
    by_name = {**dict(zip(names, positional, strict=False)), **named}
    taken = tuple(number for name in names for number in by_name.get(name, ()))
    return tensors, None if taken == tuple(range(len(tensors))) else taken


def _numbered(value: Any, kind: type[T], tensors: list[T]) -> list[int]:
    """The tensors in a structure, appended to ``tensors``; their places there."""
    numbers = []
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, kind):
            numbers.append(len(tensors))
            tensors.append(value)
        elif isinstance(value, (list, tuple)):
            stack += reversed(value)
        elif isinstance(value, Mapping):
            stack += (value[key] for key in sorted(value, key=str, reverse=True))
    return numbers
