"""Calls that are wrong in one of many ways, made from a right one; some of them PyTorch takes all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .oracle import Called, T


def wrong_calls(called: Called) -> Iterator[Called]:
    """The call with one thing changed."""
    args, keywords = called.args, dict(called.keywords)
    for more in (1, None, T("3"), "x"):
        yield replace(called, args=(*args, more))
    yield replace(called, keywords={**keywords, "nonsense": 1})
    for name in ("dims", "axis", "dim", "input", "size", "keepdim", "dtype", "inplace", "other"):
        if name not in keywords:
            yield replace(called, keywords={**keywords, name: 1})
    for i in range(len(args)):
        yield replace(called, args=(*args[:i], *args[i + 1 :]))
    if len(args) > 1:
        yield replace(called, args=(args[1], args[0], *args[2:]))
    for i, value in enumerate(args):
        for other in changed(value):
            yield replace(called, args=(*args[:i], other, *args[i + 1 :]))
    for key, value in keywords.items():
        for other in changed(value):
            yield replace(called, keywords={**keywords, key: other})


def changed(value: Any) -> Iterator[Any]:
    """Values of another kind, or of the same kind that may not fit."""
    if isinstance(value, T):
        yield from (None, 2, "x", [1, 2], [value, value])
        yield replace_sizes(value, value.sizes[1:])
        yield replace_sizes(value, (*value.sizes, 1))
        yield replace_sizes(value, (2, *value.sizes))
        yield replace_sizes(value, ())
        for i, n in enumerate(value.sizes):
            yield replace_sizes(value, (*value.sizes[:i], n + 1, *value.sizes[i + 1 :]))
    elif isinstance(value, bool):
        yield from (not value, None, "x", 2)
    elif isinstance(value, int):
        yield from (-value - 1, value + 1, 9, -9, 0, 1.5, "x", None, True, (value,), [value, value], T("3"))
    elif isinstance(value, float):
        yield from (None, "x", 2, T("3"), (value,))
    elif isinstance(value, str):
        yield from (1, None, "nonsense")
    elif isinstance(value, (list, tuple)):
        yield from (1, None, "x", type(value)(), (*value, 1), value[:-1], (*value[:-1], 9), (*value[:-1], -7))
        yield from ((*value[:-1], 1.5), (*value[:-1], value[0]), T("3"))


def replace_sizes(value: T, sizes: tuple[Any, ...]) -> T:
    return T(sizes, value.dtype)
