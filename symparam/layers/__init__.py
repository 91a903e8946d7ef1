"""The layers: small declarative classes, imported one family at a time.

    Conv2D(37, 3).output(Shape((256, 256, 3))) -> (254, 254, 37) · .weights
        -> kernel (3, 3, 3, 37), bias (37,) · .needs -> H ≥ 3

A layer is a frozen dataclass of Keras's arguments; ``construct`` sorts them as they are given, ``fields`` checks
them, and the class says its output, its weights, what it needs of the sizes, and its multiply–accumulates, for one
sample. Its general rule is the same class with a letter for each size (``general``). ``registry`` knows where a
name has its class.
"""

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
