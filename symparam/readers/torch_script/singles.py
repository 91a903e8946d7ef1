"""x.squeeze(2) where axis 2 is a formula that is 1 at the sizes which are meant: it goes, and that it is 1 is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...algebra import Dim, Need, names_in
from ...algebra.names import BATCH_NAME as BATCH
from ...graph import Tensor
from ...interpreter.symbols import Symbols

SQUEEZE = ("torch.squeeze", "Tensor.squeeze")


def without_singles(
    symbols: Symbols, args: list[Any], keywords: dict[str, Any], select: Callable[[Any, int], Any], where: str
) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a squeeze, of whose tensor those axes are taken away by ``select``."""
    given = [*args, *([keywords["dim"]] if "dim" in keywords else [])]
    x = given[0] if given else None
    dims = given[1:] if len(given) < 3 else None
    if not isinstance(x, Tensor) or dims is None or not all(isinstance(d, (int, tuple, list)) for d in dims):
        return args, keywords
    rank = len(x.shape)
    named = [d % rank for part in dims for d in ([part] if isinstance(part, int) else part) if -rank <= d < rank]
    ones = [i for i in (named or range(rank)) if _is_one(symbols, x.shape[i])]
    if not ones:
        return args, keywords
    for i in sorted(ones, reverse=True):
        symbols.require(Need(x.shape[i], "==", 1, f"axis {i} is 1, and goes"), where)
        x = select(x, i)
    rest = tuple(i - sum(one < i for one in ones) for i in named if i not in ones)
    return [x, *([rest] if dims else [])], {}


def _is_one(symbols: Symbols, n: Dim) -> bool:
    if isinstance(n, int) or BATCH in names_in(n):
        return False
    return symbols.value(n) == 1 or any(
        c.need.op == "==" and {c.need.left, c.need.right} == {n, 1} for c in symbols.conditions
    )
