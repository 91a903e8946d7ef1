"""The formula parser: text that people write, or that the text output wrote, to an exact size.

It is a grammar of its own instead of ``sympify`` (which executes code, and reads N, S, E, I, Q, O as something else) or
Python's ``ast`` (which cannot read ⌊H/2⌋, 3⌊H/2⌋ or a size named ``lambda``). Only integer arithmetic exists in it:

    sum      = product (("+" | "−") product)*
    product  = sign (("*" | "·" | "×" | "/" | "//" | "%") sign | power)*       nothing stands before a floor or bracket
    sign     = "−" sign | power
    power    = atom (("**" | "^") sign | "²" | "³")?
    atom     = number | name | "(" sum ")" | "⌊" sum "⌋" | "⌈" sum "⌉" | ("floor" | "ceil" | "max" | "min") "(" … ")"
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import comb, prod
from typing import NamedTuple, NoReturn

from sympy import Add, Expr, Integer, Mul, Pow, Rational, S

from ..errors import SizeError
from .arithmetic import Max, Min, exact, maximum, minimum, product, total
from .floor import FloorDiv, div, mod, number
from .symbols import Dim, size

MAX_LENGTH = 20_000  # characters
MAX_DEPTH = 60  # brackets and signs inside one another
MAX_DIGITS = 1000  # of a number in the text
MAX_BITS = 4096  # of a number that comes out
MAX_EXPONENT = 64  # of a power of symbols
MAX_TERMS = 2_000  # a formula has when multiplied out
MAX_DENOMINATORS = 8  # in one floor, where they are brought together

_TOKEN = re.compile(
    r"(?P<number>[0-9](?:[^\W²³]|\.)*)|(?P<name>[^\W\d²³][^\W²³]*)|(?P<sign>\*\*|//|[-+*/%^(),⌊⌋⌈⌉·⋅×−²³])"
    r"|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
_SAME = {"·": "*", "⋅": "*", "×": "*", "−": "-", "^": "**"}
_CLOSING = {"(": ")", "⌊": "⌋", "⌈": "⌉"}


class Token(NamedTuple):
    kind: str  # "number", "name", "end", or the sign itself
    text: str
    at: int


def parse(text: str) -> Dim:
    """The size that a formula describes, in canonical form.

    >>> parse("16384*floor((H - 20)/12) + 512") == parse("16384⌊(H − 20)/12⌋ + 512")
    True
    >>> parse("2**10 // 3")
    341

    Raises SizeError, with the position, for anything that is no formula.
    """
    return _Parser(text).formula()


def as_written(text: str) -> Dim:
    """The formula with its floors and brackets as they stand in the text, as a report has them.

    >>> as_written("16384*floor((H - 20)/12) + 512"), parse("16384*floor((H - 20)/12) + 512")
    (16384*floor((H - 20)/12) + 512, 16384*floor((H + 4)/12) - 32256)

    Raises SizeError as ``parse`` does.
    """
    return _AsWritten(text).formula()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = 0
        self.fraction: tuple[Dim, Dim, Dim] | None = None  # the last quotient, and what was divided by what
        if len(text) > MAX_LENGTH:
            raise SizeError(f"a formula of {len(text)} characters is too long; {MAX_LENGTH} are read")
        self.tokens = [self._token(match) for match in _TOKEN.finditer(text) if match.lastgroup != "space"]
        self.tokens.append(Token("end", "the end", len(text)))
        self.next = 0

    def _token(self, match: re.Match[str]) -> Token:
        text, kind = match.group(), match.lastgroup or "other"
        if kind == "other":
            self.refuse(f"{text!r} has no meaning in a formula", match.start())
        if kind == "number" and not re.fullmatch(r"[0-9]+(_[0-9]+)*", text):
            decimal = re.fullmatch(r"[0-9.]+(e[0-9]*)?", text, re.IGNORECASE)
            cure = "sizes are whole" if decimal else "a product is written 3*H"
            self.refuse(f"{text!r} is no whole number; {cure}", match.start())
        if kind == "number" and len(text) > MAX_DIGITS:
            self.refuse(f"a number has more than {MAX_DIGITS} digits", match.start())
        if kind == "name" and not text.isidentifier():
            self.refuse(f"{text!r} is no name", match.start())
        return Token(kind if kind != "sign" else _SAME.get(text, text), text, match.start())

    # --- the grammar --------------------------------------------------------------------------------------------

    def formula(self) -> Dim:
        if self.token.kind == "end":
            self.refuse("a formula is empty", 0)
        value = self.sum()
        if self.token.kind != "end":
            self.refuse(f"{self.token.text!r} is not expected here", self.token.at)
        self.count(value, 0)
        value = self.whole(value)
        if any(n.p.bit_length() > MAX_BITS or n.q.bit_length() > MAX_BITS for n in (S.Zero + value).atoms(Rational)):
            self.refuse(f"a number in it has more than {MAX_BITS} bits", 0)
        return value

    def whole(self, value: Dim) -> Dim:
        """The formula in the form that it has at the end."""
        return total((value,))

    def times(self, factors: list[Dim]) -> Dim:
        return product(factors)

    def sum(self) -> Dim:
        terms = [self.product()]
        while self.token.kind in ("+", "-"):
            minus = self.take().kind == "-"
            term = self.product()
            terms.append(-term if minus else term)
        if len(terms) == 1:
            return terms[0]
        return number(Add(*terms))  # all at once: term after term is quadratic

    def product(self) -> Dim:
        factors = [self.sign()]
        while True:
            at = self.token.at
            if self.token.kind == "*":
                self.take()
                factors.append(self.sign())
            elif self.token.kind in _OPERATIONS:
                kind = self.take().kind
                top, bottom = self.times(factors), self.sign()
                factors = [self.checked(_OPERATIONS[kind], top, bottom, at=at)]
                self.fraction = (factors[0], top, bottom) if kind == "/" else self.fraction
            elif self.token.kind in ("⌊", "⌈") or (self.token.kind == "(" and self.before in _FACTOR_ENDS):
                factors.append(self.power())
            else:
                return self.times(factors)

    def sign(self) -> Dim:
        if self.token.kind not in ("-", "+"):
            return self.power()
        minus = self.take().kind == "-"
        value = self.nested(self.sign)
        return -value if minus else value

    def power(self) -> Dim:
        value, at = self.atom(), self.token.at
        if self.token.kind in ("²", "³"):
            return self.checked(_power, value, 2 if self.take().kind == "²" else 3, at=at)
        if self.token.kind == "**":
            self.take()
            return self.checked(_power, value, self.nested(self.sign), at=at)
        return value

    def atom(self) -> Dim:
        token = self.take()
        if token.kind == "number":
            return int(token.text)
        if token.kind in _CLOSING:
            value = self.nested(self.sum)
            self.expect(_CLOSING[token.kind], token)
            return value if token.kind == "(" else self.rounded(_ROUND[token.kind], value, token.at)
        if token.kind != "name":
            self.refuse(f"{token.text} stands where a number, a name or a bracket is expected", token.at)
        if self.token.kind != "(":
            return size(token.text)
        if token.text not in _FUNCTIONS:
            self.refuse(f"{token.text} is no function; a product is written {token.text}*(…)", token.at)
        return self.call(token)

    def call(self, name: Token) -> Dim:
        bracket = self.take()
        values = [self.nested(self.sum)]
        while self.token.kind == ",":
            self.take()
            values.append(self.nested(self.sum))
        self.expect(")", bracket)
        if name.text in _ROUND and len(values) != 1:
            self.refuse(f"{name.text} takes one formula, not {len(values)}", name.at)
        if name.text in _ROUND:
            return self.rounded(_ROUND[name.text], values[0], name.at)
        return self.checked(_EXTREMES[name.text], *values, at=name.at)

    def rounded(self, operation: Callable[[Dim, Dim], Dim], value: Dim, at: int) -> Dim:
        """⌊value⌋ or ⌈value⌉; where that is a quotient, of its two sides as they stand, so that nothing cancels."""
        if self.fraction is not None and self.fraction[0] == value:
            _, top, bottom = self.fraction
            if bottom >= 1 if isinstance(bottom, int) else not bottom.is_Rational and not bottom.is_nonpositive:
                return self.checked(operation, top, bottom, at=at)
        return self.checked(operation, value, 1, at=at)

    # --- tokens and budgets -------------------------------------------------------------------------------------

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    @property
    def before(self) -> str:
        return self.tokens[self.next - 1].kind

    def take(self) -> Token:
        token = self.token
        self.next += token.kind != "end"
        return token

    def expect(self, closing: str, opening: Token) -> None:
        token = self.take()
        if token.kind != closing:
            self.refuse(f"{opening.text!r} is not closed: {closing!r} is expected, not {token.text}", token.at)

    def nested(self, rule: Callable[[], Dim]) -> Dim:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse(f"more than {MAX_DEPTH} brackets or signs stand inside one another", self.token.at)
        value = rule()
        self.depth -= 1
        return value

    def checked(self, operation: Callable[..., Dim], *values: Dim, at: int) -> Dim:
        """The operation, unless it or its result is too large to be of use."""
        for value in values:
            self.count(value, at)
        try:
            return operation(*values)
        except SizeError as error:
            self.refuse(str(error), at)

    def count(self, value: Dim, at: int) -> None:
        if not isinstance(value, Expr):
            return
        powers = value.atoms(Pow)
        if high := next((p.exp for p in powers if p.exp.is_Integer and abs(p.exp) > MAX_EXPONENT), None):
            self.refuse(f"the exponent {high} is above {MAX_EXPONENT}", at)
        below = {power for power in powers if power.exp.could_extract_minus_sign()}
        if len(below) > MAX_DENOMINATORS:
            self.refuse(f"more than {MAX_DENOMINATORS} different denominators come together", at)
        if _spread(value) * prod(map(_spread, below)) > MAX_TERMS:
            self.refuse(f"multiplied out, the formula has more than {MAX_TERMS} terms", at)

    def refuse(self, why: str, at: int) -> NoReturn:
        shown = self.text if len(self.text) <= 60 else f"{self.text[max(0, at - 25) : at + 25]}"
        raise SizeError(f"cannot read the formula {shown!r}: {why} (character {at + 1})") from None


class _AsWritten(_Parser):
    """Nothing is multiplied out, and no floor is joined."""

    def whole(self, value: Dim) -> Dim:
        return value

    def times(self, factors: list[Dim]) -> Dim:
        if len(factors) == 2 and isinstance(factors[0], int) and isinstance(factors[1], Expr) and factors[1].is_Add:
            return Mul(*factors, evaluate=False) if factors[0] != 1 else factors[1]
        return product(factors)

    def checked(self, operation: Callable[..., Dim], *values: Dim, at: int) -> Dim:
        return super().checked(_KEPT.get(operation, operation), *values, at=at)


# --- operations -------------------------------------------------------------------------------------------------


def _quotient(a: Dim, b: Dim) -> Dim:
    if b == 0:
        raise SizeError("a size is divided by 0")
    return exact(a, b)


def _power(base: Dim, exponent: Dim) -> Dim:
    if isinstance(exponent, int) and exponent < 0:
        return _quotient(1, _power(base, -exponent))
    if not isinstance(exponent, int):
        if exponent.is_Rational or exponent.atoms(Rational) - exponent.atoms(Integer):
            raise SizeError(f"the exponent {exponent} is not whole")
        return Integer(base) ** exponent if isinstance(base, int) else base**exponent
    if isinstance(base, int):
        if base.bit_length() * exponent > MAX_BITS and base not in (-1, 0, 1):
            raise SizeError(f"the power has more than {MAX_BITS} bits")
        return int(base**exponent)
    if exponent > MAX_EXPONENT:
        raise SizeError(f"the exponent {exponent} is above {MAX_EXPONENT}")
    return number(base**exponent)


def _floor(a: Dim, b: Dim) -> Dim:
    return number(FloorDiv(a, b))


def _ceiling(a: Dim, b: Dim) -> Dim:
    return number(-FloorDiv(-a, b))


def _spread(e: Expr) -> int:
    """How many terms an expression has when multiplied out, at most."""
    if e.is_Add:
        return sum(map(_spread, e.args))
    if e.is_Mul:
        return prod(map(_spread, e.args))
    if e.is_Pow and e.exp.is_Integer:
        n, k = _spread(e.base), abs(int(e.exp))
        return comb(n + k - 1, k) if n > 1 else 1
    return 1


def _kept_floor(a: Dim, b: Dim) -> Dim:
    return number(FloorDiv(a, b, evaluate=isinstance(a, int) or (isinstance(b, int) and b < 1)))


def _kept_quotient(a: Dim, b: Dim) -> Dim:
    if b == 0:
        raise SizeError("a size is divided by 0")
    return a // b if isinstance(a, int) and isinstance(b, int) and a % b == 0 else number(Integer(1) * a / b)


def _kept_maximum(*values: Dim) -> Dim:
    return Max(*values, evaluate=False)


def _kept_minimum(*values: Dim) -> Dim:
    return Min(*values, evaluate=False)


_OPERATIONS: dict[str, Callable[[Dim, Dim], Dim]] = {"/": _quotient, "//": div, "%": mod}
_ROUND: dict[str, Callable[[Dim, Dim], Dim]] = {
    "⌊": _floor, "⌈": _ceiling, "floor": _floor, "ceil": _ceiling, "ceiling": _ceiling,
}  # fmt: skip
_EXTREMES: dict[str, Callable[..., Dim]] = {"max": maximum, "min": minimum, "Max": maximum, "Min": minimum}
_FUNCTIONS = {*_ROUND, *_EXTREMES}
_FACTOR_ENDS = ("number", ")", "⌋", "⌉", "²", "³")
_KEPT: dict[Callable[..., Dim], Callable[..., Dim]] = {
    _floor: _kept_floor,
    _quotient: _kept_quotient,
    maximum: _kept_maximum,
    minimum: _kept_minimum,
}
