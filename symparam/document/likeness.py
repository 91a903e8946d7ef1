"""Formulas that differ only in the names in them, such as those for height and for width."""

from __future__ import annotations

from dataclasses import fields

from ..algebra.nodes import Name, Node


def likeness(a: Node, b: Node, known: dict[str, str] | None = None) -> dict[str, str] | None:
    """Which name of a stands for which name of b, where the formulas are otherwise the same; else None.

    >>> from ..algebra.nodes import Floor, Number
    >>> likeness(Floor(Name("H"), Number(2)), Floor(Name("W"), Number(2)))
    {'H': 'W'}
    >>> likeness(Floor(Name("H"), Number(2)), Floor(Name("W"), Number(3)))
    """
    found = dict(known or {})
    return found if _match(a, b, found) and len(set(found.values())) == len(found) else None


def _match(a: object, b: object, found: dict[str, str]) -> bool:
    if isinstance(a, Name) and isinstance(b, Name):
        return found.setdefault(a.name, b.name) == b.name
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(_match(x, y, found) for x, y in zip(a, b, strict=True))
    if isinstance(a, Node) and type(a) is type(b):
        return all(_match(getattr(a, f.name), getattr(b, f.name), found) for f in fields(a))
    return a == b
