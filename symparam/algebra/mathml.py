"""Formulas in MathML Core, which Chromium, Firefox and Safari set without any script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from .lowering import PRODUCT, SUM, Lowering, between
from .names import parts
from .nodes import Node
from .number_format import grouped

_TIMES = "<mo>&#x2062;</mo>"  # invisible, for readers that speak


class MathML(Lowering[str]):
    """A formula in MathML, without the outer ``math`` element."""

    quotient_level = PRODUCT
    inner_level = lower_level = exponent_level = SUM
    gaps = between(_TIMES, f'{_TIMES}<mspace width="0.17em"></mspace>', "<mo>·</mo>")

    def number(self, value: int) -> str:
        return f"<mn>{grouped(value)}</mn>"

    def name(self, name: str) -> str:
        letter, indices = parts(name)
        if not indices:
            return _identifier(letter)
        index = "<mo>,</mo>".join(f"<mn>{i}</mn>" if i.isdecimal() else _identifier(i) for i in indices)
        return f"<msub>{_identifier(letter)}{_row(index)}</msub>"

    def bracket(self, inside: str) -> str:
        return bracketed(inside)

    def signed(self, term: str, negative: bool, first: bool) -> str:
        if first:
            return f'<mrow><mo form="prefix">−</mo>{term}</mrow>' if negative else term
        return f"<mo>{'−' if negative else '+'}</mo>{term}"

    def joined(self, pieces: Sequence[str]) -> str:
        return "".join(pieces)

    def product(self, parts: Sequence[str]) -> str:
        return "".join(parts)

    def quotient(self, top: str, bottom: str) -> str:
        return f"<mfrac>{_row(top)}{_row(bottom)}</mfrac>"

    def power(self, base: str, exponent: str, n: Node) -> str:
        return f"<msup>{base if base.startswith('<mrow>') else _row(base)}{_row(exponent)}</msup>"

    def floor(self, top: str, bottom: str) -> str:
        return f"<mrow><mo>⌊</mo>{self.quotient(top, bottom)}<mo>⌋</mo></mrow>"  # Firefox stretches only in an own mrow

    def ceiling(self, top: str, bottom: str) -> str:
        return f"<mrow><mo>⌈</mo>{self.quotient(top, bottom)}<mo>⌉</mo></mrow>"

    def extreme(self, which: str, values: Sequence[str]) -> str:
        return f"<mi>{which}</mi><mo>&#x2061;</mo>{self.bracket('<mo>,</mo>'.join(values))}"


def mathml(node: Node) -> str:
    """The formula as content of a ``math`` element.

    >>> from symparam.algebra.nodes import Name, Number, Product
    >>> mathml(Product((Number(2), Name("num_class"))))
    '<mn>2</mn><mo>&#x2062;</mo><mspace width="0.17em"></mspace><mi>num_class</mi>'
    """
    return MathML()(node)


def bracketed(inside: str) -> str:
    """In brackets, which grow with what is inside only where it is tall: grown ones stand wide in Chromium."""
    flat = "" if "<mfrac" in inside else ' stretchy="false"'
    return f"<mrow><mo{flat}>(</mo>{inside}<mo{flat}>)</mo></mrow>"


def _identifier(name: str) -> str:
    return f"<mi>{escape(name)}</mi>"


def _row(inside: str) -> str:
    return inside if inside.count("<m") == 1 else f"<mrow>{inside}</mrow>"
