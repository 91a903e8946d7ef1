"""Sizes that are tied to others: W=H, or W=2*H and H=3*C."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import Malformed, UnknownName
from . import Dim, bind, names_in, size
from .coerce import as_dim


def ties(given: Mapping[str, Any], known: Iterable[str], model: str = "the model") -> dict[str, Dim]:
    """The sizes that are given, those that stand in one another put in; NAME=NAME says nothing and is left out.

    >>> ties({"W": "2*H", "H": "3*C", "C": "C"}, ["H", "W", "C"])
    {'W': 6*C, 'H': 3*C}

    Raises Malformed where sizes go round in a circle, UnknownName where one is neither a number nor known.
    """
    sizes = {name: as_dim(name, value) for name, value in given.items()}
    sizes = {name: value for name, value in sizes.items() if value != size(name)}
    allowed = list(dict.fromkeys(known))
    for name, value in sizes.items():
        if strange := sorted(names_in(value) - set(allowed)):
            has = f"it has {', '.join(allowed)}" if allowed else "it has none"
            raise UnknownName(f"{name}={given[name]}: {strange[0]} is neither a number nor a symbol of {model}; {has}")
    for _ in sizes:
        sizes = {name: bind(value, {n: v for n, v in sizes.items() if n != name}) for name, value in sizes.items()}
    circle = [name for name, value in sizes.items() if names_in(value) & set(sizes)]
    if circle:
        raise Malformed(
            f"{' '.join(f'{n}={given[n]}' for n in circle)}: these sizes go round in a circle; "
            "give one of them as a number"
        )
    return sizes
