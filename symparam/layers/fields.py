"""The kinds of fields that a layer declares, each with its check and with what the general rule needs to know."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import MISSING, field
from typing import Any

from sympy import Expr

from ..algebra import Dim
from ..errors import LayerError

Check = Callable[[Any, str, Any], Any]  # (layer, field name, value) -> the value in normal form, or LayerError
SUFFIXES = {1: ("",), 2: ("_h", "_w"), 3: ("_d", "_h", "_w")}


def dim(letter: str, default: Any = MISSING, *, neutral: Any = None, least: int = 1, optional: bool = False,
        window: bool = False) -> Any:
    """A field that is one size, written ``letter`` in the general rule.

    A neutral value (groups of 1) stays out of the rule. ``window`` marks sizes that describe how a layer looks at
    its input; a reader keeps them as numbers unless the user frees them.
    """

    def check(layer: Any, name: str, value: Any) -> Any:
        return None if optional and value is None else whole(layer, name, value, least)

    return field(default=default, metadata={"check": check, "letter": letter, "neutral": neutral, "window": window})


def dims(letter: str, default: Any = MISSING, *, neutral: Any = None, least: int = 1, optional: bool = False) -> Any:
    """A field with a size for each spatial axis of the layer (``rank`` of them); one size stands for all."""

    def check(layer: Any, name: str, value: Any) -> Any:
        if value is None and optional:
            return None
        if isinstance(value, (list, tuple)):
            if len(value) != layer.rank:
                raise LayerError(f"{owner(layer)}: {name} takes {layer.rank} sizes, not {tuple(value)}")
            return tuple(whole(layer, name, v, least) for v in value)
        return (whole(layer, name, value, least),) * layer.rank

    return field(default=default, metadata={"check": check, "letter": letter, "neutral": neutral, "window": True})


def choice(default: Any, *options: Any) -> Any:
    """A field that is one of several words."""

    def check(layer: Any, name: str, value: Any) -> Any:
        word = value.lower() if isinstance(value, str) else value
        if word not in options:
            raise LayerError(f"{owner(layer)}: {name} is one of {', '.join(map(repr, options))}, not {value!r}")
        return word

    return field(default=default, metadata={"check": check})


def sub(default: Any = MISSING) -> Any:
    """A field that is itself a layer, whose rule is generalised with it."""
    return field(default=default, metadata={"layer": True})


def whole(layer: Any, name: str, value: Any, least: int = 1) -> Dim:
    """The value as a size; LayerError where it is no whole number of at least ``least``, or no expression in sizes."""
    if isinstance(value, Expr) and not value.is_Integer:
        if value.is_number or value.is_integer is False:
            raise LayerError(f"{owner(layer)}: {name} is a whole number, not {value}")
        return value
    try:
        if isinstance(value, bool):
            raise TypeError
        number = operator.index(value) if not isinstance(value, Expr) else int(value)
    except TypeError:
        raise LayerError(f"{owner(layer)}: {name} is a whole number or a size, not {value!r}") from None
    if number < least:
        raise LayerError(f"{owner(layer)}: {name} is at least {least}, not {number}")
    return number


def owner(layer: Any) -> str:
    """How a message names a layer: by its name where it has one, else by its type."""
    return layer.name or type(layer).__name__
