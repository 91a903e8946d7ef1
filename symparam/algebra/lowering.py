"""One walk over display nodes for every output: precedence, brackets and signs are decided here, once.

A subclass says how each part is written. ``T`` is a string for most outputs; a lowering to float measures widths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Generic, TypeVar

from .names import parts as name_parts
from .nodes import Ceiling, Floor, Maximum, Minimum, Name, Negative, Node, Number, Power, Product, Quotient, Sum

T = TypeVar("T")

SUM, QUOTIENT, PRODUCT, POWER, ATOM = range(5)  # how tightly a part binds


class Gap(Enum):
    """What stands between two factors."""

    NONE = "before a floor or bracket"
    THIN = "number before symbol, symbol before symbol"
    DOT = "before a number, and throughout a product that has numbers behind its first factor"


def between(none: T, thin: T, dot: T) -> Mapping[Gap, T]:
    """What an output writes for each gap."""
    return {Gap.NONE: none, Gap.THIN: thin, Gap.DOT: dot}


def with_sign(term: str, sign: str, negative: bool, first: bool) -> str:
    """A term of a sum behind its sign, of which a first plus is not written.

    >>> with_sign("H", "-", True, False), with_sign("H", "-", True, True), with_sign("H", "+", False, True)
    ('- H', '-H', 'H')
    """
    return f"{sign} {term}" if not first else sign + term if negative else term


class Lowering(Generic[T]):
    """Writes a formula; call it with a node."""

    quotient_level = QUOTIENT  # a fraction with a bar binds as a factor
    floor_level = ATOM
    inner_level = PRODUCT  # what may stand above a quotient's line without brackets
    lower_level = POWER  # what may stand below it
    exponent_level = ATOM
    minus_level = QUOTIENT  # what may follow a minus at the very front
    gaps: Mapping[Gap, T]

    def number(self, value: int) -> T:
        raise NotImplementedError

    def name(self, name: str) -> T:
        raise NotImplementedError

    def bracket(self, inside: T) -> T:
        raise NotImplementedError

    def signed(self, term: T, negative: bool, first: bool) -> T:
        raise NotImplementedError

    def joined(self, pieces: Sequence[T]) -> T:
        raise NotImplementedError

    def product(self, parts: Sequence[T]) -> T:
        raise NotImplementedError

    def quotient(self, top: T, bottom: T) -> T:
        raise NotImplementedError

    def power(self, base: T, exponent: T, n: Node) -> T:
        raise NotImplementedError

    def floor(self, top: T, bottom: T) -> T:
        raise NotImplementedError

    def ceiling(self, top: T, bottom: T) -> T:
        raise NotImplementedError

    def extreme(self, which: str, values: Sequence[T]) -> T:
        raise NotImplementedError

    def __call__(self, node: Node) -> T:
        match node:
            case Number(value):
                return self.number(value)
            case Name(name):
                return self.name(name)
            case Sum() | Negative():
                return self.joined(self.pieces(node))
            case Product(factors):
                return self._product(factors)
            case Quotient(top, bottom):
                return self.quotient(*self._fraction(top, bottom))
            case Power(base, exponent):
                return self.power(self._at(ATOM, base), self._at(self.exponent_level, exponent), exponent)
            case Floor(top, bottom):
                return self.floor(*self._fraction(top, bottom))
            case Ceiling(top, bottom):
                return self.ceiling(*self._fraction(top, bottom))
            case Maximum(values):
                return self.extreme("max", [self(v) for v in values])
            case Minimum(values):
                return self.extreme("min", [self(v) for v in values])
        raise TypeError(f"{node!r} is no display node")

    def pieces(self, node: Node) -> list[T]:
        """The terms of a sum with their signs, between which a line may be broken; one piece for anything else."""
        pieces = []
        for i, term in enumerate(node.terms if isinstance(node, Sum) else (node,)):
            negative = isinstance(term, Negative)
            inside = term.of if isinstance(term, Negative) else term
            first = SUM if inside is node or not isinstance(inside, Sum) else QUOTIENT  # (a + b) + c keeps its brackets
            level = QUOTIENT if i else self.minus_level if negative else first
            pieces.append(self.signed(self._at(level, inside), negative, i == 0))
        return pieces

    def level(self, node: Node) -> int:
        """How tightly a part binds in this output."""
        match node:
            case Sum() | Negative():
                return SUM
            case Quotient():
                return self.quotient_level
            case Product():
                return PRODUCT
            case Power():
                return POWER
            case Floor() | Ceiling():
                return self.floor_level
        return ATOM

    def _at(self, level: int, node: Node) -> T:
        inside = self(node)
        return self.bracket(inside) if self.level(node) < level else inside

    def _fraction(self, top: Node, bottom: Node) -> tuple[T, T]:
        return self._at(self.inner_level, top), self._at(self.lower_level, bottom)

    def _product(self, factors: Sequence[Node]) -> T:
        names = [base.name for base in map(_base, factors) if isinstance(base, Name)]
        words = len(names) > 1 and any(len(name_parts(name)[0]) > 1 for name in names)  # a b is clear, C base is not
        dotted = words or any(self._begins_with_number(factor) for factor in factors[1:])
        parts: list[T] = []
        for i, factor in enumerate(factors):
            if i:
                parts.append(self.gaps[self._gap(factors[i - 1], factor, dotted)])
            parts.append(self._at(PRODUCT, factor))
        return self.product(parts)

    def _gap(self, left: Node, right: Node, dotted: bool) -> Gap:
        if self._begins_with_number(right) or (isinstance(left, Number) and isinstance(right, Quotient)):
            return Gap.DOT
        if self._opens(right) and not (self._bracketed(right) and isinstance(left, Name)):
            return Gap.NONE  # but C(H + 1) would read as a function of H + 1
        return Gap.DOT if dotted else Gap.THIN

    def _bracketed(self, factor: Node) -> bool:
        if isinstance(factor, Power):
            return self.level(factor.base) < ATOM
        return self.level(factor) < PRODUCT

    def _opens(self, factor: Node) -> bool:
        return isinstance(_base(factor), Floor | Ceiling) or self._bracketed(factor)

    def _begins_with_number(self, factor: Node) -> bool:
        if isinstance(factor, Product):
            return self._begins_with_number(factor.factors[0])
        return isinstance(_base(factor), Number)


def _base(factor: Node) -> Node:
    return factor.base if isinstance(factor, Power) else factor
