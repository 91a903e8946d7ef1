"""The layers: small declarative classes, imported one family at a time."""

from typing import Any

from ..errors import nearest
from .layer import Layer
from .registry import ALIASES, HOME, lookup

__all__ = ["Layer", "lookup"]


def __dir__() -> list[str]:
    return sorted((*__all__, *HOME, *ALIASES))


def __getattr__(name: str) -> Any:
    if name in HOME or name in ALIASES:
        return lookup(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; {nearest(name, [*HOME, *ALIASES])}")
