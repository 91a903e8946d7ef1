"""The kinds of fields that a layer declares, each with its check and with what the general rule needs to know."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import MISSING, field
from numbers import Real
from typing import Any

from sympy import Expr

from ..algebra import Dim, Shape
from ..algebra.adopt import adopted
from ..errors import LayerError
from ..several import for_each
from .extent import extent

Check = Callable[[Any, str, Any], Any]  # (layer, field name, value) -> the value in normal form, or LayerError
SUFFIXES = {1: ("",), 2: ("_h", "_w"), 3: ("_d", "_h", "_w")}


def dim(
    letter: str,
    default: Any = MISSING,
    *,
    neutral: Any = None,
    least: int = 1,
    optional: bool = False,
    window: bool = False,
    kw_only: bool = False,
) -> Any:
    """A field that is one size, written ``letter`` in the general rule.

    A neutral value (groups of 1) stays out of the rule. ``window`` marks sizes that describe how a layer looks at
    its input; a reader keeps them as numbers unless the user frees them.
    """

    def check(layer: Any, name: str, value: Any) -> Any:
        return None if optional and value is None else whole(layer, name, value, least)

    return field(
        default=default,
        kw_only=kw_only,
        metadata={"check": check, "letter": letter, "neutral": neutral, "window": window, "least": least},
    )


def dims(
    letter: str,
    default: Any = MISSING,
    *,
    neutral: Any = None,
    least: int = 1,
    optional: bool = False,
    single: bool = False,
) -> Any:
    """A field with a size for each spatial axis of the layer (``rank`` of them); one size stands for all.

    ``single``: so does a tuple of one, as in PyTorch's pools.
    """

    def check(layer: Any, name: str, value: Any) -> Any:
        if value is None and optional:
            return None
        if single and isinstance(value, (list, tuple)) and len(value) == 1:
            value = value[0]
        if isinstance(value, (list, tuple)):
            if len(value) != layer.rank:
                raise LayerError(f"{owner(layer)}: {name} takes {layer.rank} sizes, not {tuple(value)}")
            return tuple(whole(layer, name, v, least) for v in value)
        return (whole(layer, name, value, least),) * layer.rank

    return field(
        default=default, metadata={"check": check, "letter": letter, "neutral": neutral, "window": True, "least": least}
    )


def choice(default: Any, *options: Any) -> Any:
    """A field that is one of several words."""

    def check(layer: Any, name: str, value: Any) -> Any:
        word = value.lower() if isinstance(value, str) else value
        if word not in options:
            raise LayerError(f"{owner(layer)}: {name} is one of {', '.join(map(repr, options))}, not {value!r}")
        return word

    return field(default=default, metadata={"check": check, "options": options})


def sides(letter: str, default: Any = MISSING) -> Any:
    """A field with two sizes for each spatial axis, before and after it; 0 stays out of the rule.

    One number stands for all; for several axes one size of an axis stands for both of its sides.
    """

    def check(layer: Any, name: str, value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            return ((whole(layer, name, value, 0),) * 2,) * layer.rank
        if layer.rank == 1 and len(value) == 2:
            value = (value,)
        if len(value) != layer.rank:
            raise LayerError(f"{owner(layer)}: {name} takes a size or {layer.rank} pairs of sizes, not {value!r}")
        return tuple(_pair(layer, name, v) for v in value)

    return field(
        default=default, metadata={"check": check, "letter": letter, "neutral": 0, "window": True, "pairs": True}
    )


def target(letter: str) -> Any:
    """A field that is a whole shape, of which one size may be -1 or None: whatever remains."""

    def check(layer: Any, name: str, value: Any) -> Any:
        if not isinstance(value, (list, tuple, Shape)):
            raise LayerError(f"{owner(layer)}: {name} is a tuple of sizes, such as (28, 28, 1), not {value!r}")
        found = tuple(-1 if v is None else whole(layer, name, v, -1) for v in value)
        if found.count(-1) > 1:
            raise LayerError(f"{owner(layer)}: {name} may hold one -1, not {found.count(-1)}: {found}")
        return found

    return field(metadata={"check": check, "letter": letter, "neutral": -1})


def extents(letter: str, default: Any = MISSING, *, optional: bool = False, kw_only: bool = False) -> Any:
    """A field that is any number of sizes; one size stands for a tuple of one."""

    def check(layer: Any, name: str, value: Any) -> Any:
        if value is None and optional:
            return None
        many = value if isinstance(value, (list, tuple, Shape)) else (value,)
        return tuple(whole(layer, name, v) for v in many)

    return field(default=default, kw_only=kw_only, metadata={"check": check, "letter": letter, "neutral": None})


def partial(letter: str) -> Any:
    """A field that is a shape in which None stands for a size that the input gives; one size is a shape of one."""

    def check(layer: Any, name: str, value: Any) -> Any:
        values = value if isinstance(value, (list, tuple, Shape)) else (value,)
        return tuple(None if v is None else whole(layer, name, v) for v in values)

    return field(metadata={"check": check, "letter": letter, "neutral": None})


def _pair(layer: Any, name: str, value: Any) -> tuple[Dim, Dim]:
    pair = for_each(value, 2)
    if len(pair) != 2:
        raise LayerError(f"{owner(layer)}: {name} takes 2 sizes for each axis, not {pair}")
    return whole(layer, name, pair[0], 0), whole(layer, name, pair[1], 0)


def integers(default: Any = MISSING, *, many: bool = True, optional: bool = False) -> Any:
    """A field of plain integers that say which axes, never sizes: an int, or where ``many`` a tuple of them."""

    def check(layer: Any, name: str, value: Any) -> Any:
        if value is None and optional:
            return None
        if many and isinstance(value, (list, tuple)):
            return tuple(_integer(layer, name, v) for v in value)
        return _integer(layer, name, value)

    return field(default=default, metadata={"check": check})


def _integer(layer: Any, name: str, value: Any) -> int:
    try:
        if isinstance(value, bool):
            raise TypeError
        return operator.index(value)
    except TypeError:
        raise LayerError(f"{owner(layer)}: {name} takes plain integers, not {value!r}") from None


def real(
    default: Any = MISSING,
    least: float = float("-inf"),
    most: float = float("inf"),
    *,
    optional: bool = False,
    kw_only: bool = False,
) -> Any:
    """A field that is a number between two bounds and changes neither shapes nor counts; ``unseen`` is one for any."""

    def check(layer: Any, name: str, value: Any) -> Any:
        if (value is None and optional) or isinstance(value, Expr):
            return value
        if not isinstance(value, Real) or not least <= float(value) <= most:
            bounds = f"from {least:g} to {most:g}" if most != float("inf") else f"of at least {least:g}"
            raise LayerError(f"{owner(layer)}: {name} is a number {bounds}, not {value!r}")
        return value

    return field(default=default, kw_only=kw_only, metadata={"check": check, "unseen": min(max(least, 0), most)})


def array(kw_only: bool = True) -> Any:
    """A field that is an array, of which only the shape is kept; None for none."""

    def check(layer: Any, name: str, value: Any) -> Any:
        return value if value is None or isinstance(value, Shape) else Shape(extent(value))

    return field(default=None, kw_only=kw_only, metadata={"check": check})


def flag(default: bool = False, *, kw_only: bool = False) -> Any:
    """A field that is true or false."""

    def check(layer: Any, name: str, value: Any) -> bool:
        if value not in (True, False):
            raise LayerError(f"{owner(layer)}: {name} is True or False, not {value!r}")
        return bool(value)

    return field(default=default, kw_only=kw_only, metadata={"check": check})


def adapter(*, kw_only: bool = False) -> Any:
    """The field lora_rank: how narrow the two matrices are that stand in for a frozen kernel; None and 0 for none."""

    def check(layer: Any, name: str, value: Any) -> Any:
        return None if value in (None, 0) else whole(layer, name, value)

    return field(default=None, kw_only=kw_only, metadata={"check": check, "letter": "r", "neutral": None})


def sub(default: Any = MISSING) -> Any:
    """A field that is itself a layer, whose rule is generalised with it."""
    return field(default=default, metadata={"layer": True})


def whole(layer: Any, name: str, value: Any, least: int = 1) -> Dim:
    """The value as a size; LayerError where it is no whole number of at least ``least``, or no expression in sizes."""
    if isinstance(value, Expr) and not value.is_Integer:
        if value.is_number or value.is_integer is False:
            raise LayerError(f"{owner(layer)}: {name} is a whole number, not {value}")
        return adopted(value)
    try:
        if isinstance(value, bool):
            raise TypeError
        number = operator.index(value) if not isinstance(value, Expr) else int(value)
    except TypeError:
        raise LayerError(f"{owner(layer)}: {name} is a whole number or a size, not {value!r}") from None
    if number < least:
        raise LayerError(f"{owner(layer)}: {name} is at least {least}, not {number}")
    return number


def called(value: Any) -> str:
    """How a message names a value that is no layer of the right kind: a layer by its type."""
    return getattr(value, "type_name", None) or repr(value)


def owner(layer: Any) -> str:
    """How a message names a layer: by its name where it has one, else by its type; a function by its path."""
    return layer.name or getattr(layer, "path", "") or type(layer).__name__
