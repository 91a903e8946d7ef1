"""Formulas in LaTeX: a subset that pdflatex, KaTeX and MathJax accept; needs amsmath only for accented names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lowering import PRODUCT, SUM, Lowering, between, with_sign
from .names import latex_name
from .nodes import Node
from .number_format import latex_grouped


class Latex(Lowering[str]):
    """A formula in LaTeX mathematics."""

    quotient_level = PRODUCT
    inner_level = lower_level = exponent_level = SUM
    gaps = between(" ", r"\,", r" \cdot ")

    def number(self, value: int) -> str:
        return latex_grouped(value)

    def name(self, name: str) -> str:
        return latex_name(name)

    def bracket(self, inside: str) -> str:
        return rf"\left({inside}\right)" if r"\frac" in inside else f"({inside})"

    def signed(self, term: str, negative: bool, first: bool) -> str:
        return with_sign(term, "-" if negative else "+", negative, first)

    def joined(self, pieces: Sequence[str]) -> str:
        return " ".join(pieces)

    def product(self, parts: Sequence[str]) -> str:
        return "".join(parts)

    def quotient(self, top: str, bottom: str) -> str:
        return rf"\frac{{{_tight(top)}}}{{{_tight(bottom)}}}"

    def power(self, base: str, exponent: str, n: Node) -> str:
        return f"{base}^{exponent}" if len(exponent) == 1 else f"{base}^{{{_tight(exponent)}}}"

    def floor(self, top: str, bottom: str) -> str:
        return rf"\left\lfloor {self.quotient(top, bottom)} \right\rfloor"

    def ceiling(self, top: str, bottom: str) -> str:
        return rf"\left\lceil {self.quotient(top, bottom)} \right\rceil"

    def extreme(self, which: str, values: Sequence[str]) -> str:
        return rf"\{which}{self.bracket(', '.join(values))}"


def latex(node: Node) -> str:
    """The formula in LaTeX, without dollars.

    >>> from symparam.algebra.nodes import Floor, Name, Number
    >>> print(latex(Floor(Name("H"), Number(12))))
    \\left\\lfloor \\frac{H}{12} \\right\\rfloor
    """
    return Latex()(node)


def _tight(sum_: str) -> str:
    return re.sub(r" ([+-]) ", r"\1", sum_)  # within a fraction TeX sets the spaces itself
