"""Formulas as Python functions on exact integers, for the many points of a finite box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Expr

from ...errors import SizeError
from ..arithmetic import Max, Min
from ..floor import FloorDiv
from ..symbols import Dim


def compiled(values: Sequence[Dim], names: Sequence[str]) -> Callable[..., tuple[int, ...]]:
    """A function of the named sizes, in order, that returns the values; each shared part is computed once.

    >>> from symparam import sizes
    >>> H, W = sizes("H W")
    >>> compiled([H * W, FloorDiv(H - 20, 12)], ["H", "W"])(256, 10)
    (2560, 19)

    Raises SizeError where a value is no integer formula in these names.
    """
    lines: list[str] = []
    places: dict[Any, str] = {}
    arguments = [f"x{i}" for i in range(len(names))]
    known = dict(zip(names, arguments, strict=True))
    results = [_place(v, known, places, lines) for v in values]
    body = "".join(f"    {line}\n" for line in lines)
    source = f"def f({', '.join(arguments)}):\n{body}    return ({''.join(f'{r}, ' for r in results)})\n"
    room: dict[str, Any] = {"__builtins__": {}, "max": max, "min": min}
    exec(source, room)  # the source is made of integers, operators and numbered names only
    function: Callable[..., tuple[int, ...]] = room["f"]
    return function


def _place(e: Dim, known: dict[str, str], places: dict[Any, str], lines: list[str]) -> str:
    """The name or number that holds e, after the lines that compute it."""
    if isinstance(e, int) or e.is_Integer:
        return f"({int(e)})"
    if e.is_Symbol:
        if e.name not in known:
            raise SizeError(f"{e.name} has no value; give one with {e.name}=…")
        return known[e.name]
    if e not in places:
        source = _source(e, [_place(a, known, places, lines) for a in e.args])
        places[e] = f"t{len(lines)}"
        lines.append(f"{places[e]} = {source}")
    return places[e]


def _source(e: Expr, args: list[str]) -> str:
    if e.is_Add:
        return " + ".join(args)
    if e.is_Mul:
        return " * ".join(args)
    if e.is_Pow and not e.exp.could_extract_minus_sign():
        return f"{args[0]} ** {args[1]}"
    if isinstance(e, FloorDiv):
        return f"{args[0]} // {args[1]}"
    if isinstance(e, Max):
        return f"max({', '.join(args)})"
    if isinstance(e, Min):
        return f"min({', '.join(args)})"
    raise SizeError(f"{e} is no formula in whole sizes")
