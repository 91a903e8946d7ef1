"""The one factory of symbols: a size is a non-negative integer with a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias
from warnings import warn

from sympy import Expr, Symbol

from ..errors import Malformed, SizeError
from .names import BATCH_NAME, LONGEST
from .printers import NamePrinters

Dim: TypeAlias = int | Expr  # a Python int while it is a number, an expression as soon as a symbol is in it


class Size(NamePrinters, Symbol):
    """A symbolic size. Make it with ``size`` or ``sizes``, so that equal names are equal symbols.

    The sign assumption is the weakest that holds for every size, depth and count: zero is allowed,
    so nothing such as ``Max(L, 1) = L`` or ``0**L = 0`` is simplified wrongly. The batch alone is at least 1.
    """

    def __new__(cls, name: str) -> Size:
        sign = "positive" if name == BATCH_NAME else "nonnegative"
        symbol: Size = super().__new__(cls, name, integer=True, **{sign: True})
        return symbol

    def _eval_subs(self, old: Any, new: Any) -> None:
        """Says so where a name, or a symbol of SymPy's own making, is put in for this symbol: nothing is replaced."""
        if isinstance(old, Symbol) and old.name == self.name and old != self:
            warn(
                f"subs replaces nothing: {self.name} is not the model's symbol; "
                f"hold that one, report.symbols.{self.name} or symparam.sizes({self.name!r})",
                stacklevel=2,
            )

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, bool]]:
        return (self.name,), {}


@cache
def size(name: str) -> Size:
    """The symbol of that name.

    >>> size("num_class")
    num_class

    Raises SizeError where the name is no identifier, or is longer than anybody reads.
    """
    if len(name) > LONGEST:
        raise SizeError(f"{name} is too long for a name, with {len(name):,} characters; the most is {LONGEST:,}")
    if not name.isidentifier():
        raise SizeError(f"{name!r} cannot name a size: use letters, digits and _, not starting with a digit")
    return Size(name)


def sizes(names: str | Sequence[str], /, *more: str) -> tuple[Size, ...]:
    """The symbols of several names, separated by spaces or commas, in a list, or one by one.

    Raises SizeError for what is no name.

    >>> H, W = sizes("H W")
    >>> H + 1 - H, sizes("H", "W") == (H, W)
    (1, True)
    """
    if more and isinstance(names, str):
        names = (names, *more)
    words = names.replace(",", " ").split() if isinstance(names, str) else names
    if not isinstance(words, (list, tuple)) or not all(isinstance(word, str) for word in words):
        raise Malformed(f"sizes takes names, such as sizes('H W C'), not {names!r}")
    return tuple(map(size, words))


class Symbols(dict[str, int | None]):
    """The symbols of a report with their default sizes; as attributes they are SymPy's symbols, to calculate with.

    >>> symbols = Symbols(H=224, C=None)
    >>> symbols["H"], symbols.H + 1, symbols("C H")
    (224, H + 1, (C, H))
    """

    def __getattr__(self, name: str) -> Size:
        if name in self:
            return size(name)
        raise AttributeError(f"there is no symbol {name}; the symbols are {', '.join(self) or 'none'}")

    def __call__(self, names: str | Sequence[str] | None = None) -> tuple[Size, ...]:
        """The symbols of several names, or all of them. Raises SizeError for a name that is none."""
        wanted = sizes(list(self) if names is None else names)
        strange = next((n for n in wanted if n.name not in self), None)
        if strange is not None:
            raise SizeError(f"there is no symbol {strange}; the symbols are {', '.join(self) or 'none'}")
        return wanted

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self]
