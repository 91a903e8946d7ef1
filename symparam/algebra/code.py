"""Formulas as source code in exact integer arithmetic. One row in DIALECTS is a language."""

from __future__ import annotations

import keyword
from collections.abc import Sequence

from ..errors import SizeError
from ..frozen import dataclass
from .lowering import PRODUCT, QUOTIENT, Lowering, between, with_sign
from .nodes import Ceiling, Floor, Negative, Node, Number, Sum


@dataclass(frozen=True)
class Dialect:
    """How one language writes integer arithmetic."""

    floor: str
    power: str
    maximum: str
    minimum: str
    reserved: frozenset[str] = frozenset()


DIALECTS = {
    "python": Dialect("{}//{}", "{}**{}", "max({})", "min({})", frozenset(keyword.kwlist)),
}


class Code(Lowering[str]):
    """A formula in a programming language."""

    floor_level = QUOTIENT
    minus_level = PRODUCT  # -H//2 would be (-H)//2
    gaps = between("*", "*", "*")

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def __call__(self, node: Node) -> str:
        if isinstance(node, Ceiling):  # ⌈a/b⌉ = ⌊(a + b − 1)/b⌋
            b = node.bottom
            more = (Number(b.value - 1),) if isinstance(b, Number) else (b, Negative(Number(1)))
            return super().__call__(Floor(Sum((node.top, *more)), b))
        return super().__call__(node)

    def number(self, value: int) -> str:
        return str(value)

    def name(self, name: str) -> str:
        return f"{name}_" if name in self.dialect.reserved else name

    def bracket(self, inside: str) -> str:
        return f"({inside})"

    def signed(self, term: str, negative: bool, first: bool) -> str:
        return with_sign(term, "-" if negative else "+", negative, first)

    def joined(self, pieces: Sequence[str]) -> str:
        return " ".join(pieces)

    def product(self, parts: Sequence[str]) -> str:
        return "".join(parts)

    def floor(self, top: str, bottom: str) -> str:
        return self.dialect.floor.format(top, bottom)

    quotient = floor  # exact quotients have no remainder

    def power(self, base: str, exponent: str, n: Node) -> str:
        return self.dialect.power.format(base, exponent)

    def extreme(self, which: str, values: Sequence[str]) -> str:
        form = self.dialect.maximum if which == "max" else self.dialect.minimum
        return form.format(", ".join(values))


def code(node: Node, language: str = "python") -> str:
    """The formula as an expression of a language.

    >>> from symparam.algebra.nodes import Floor, Name, Number, Product
    >>> code(Product((Number(3), Floor(Name("H"), Number(2)))))
    '3*(H//2)'

    Raises SizeError for a language that has no row in DIALECTS.
    """
    if language not in DIALECTS:
        raise SizeError(f"formulas cannot be written in {language!r}; choose one of {', '.join(DIALECTS)}")
    return Code(DIALECTS[language])(node)
