"""Spans in HTML, with formulas in MathML Core."""

from __future__ import annotations

from html import escape

from ..algebra.mathml import MathML, bracketed
from ..algebra.number_format import grouped
from ..document import Axes, Blank, Bound, Chain, Code, Count, Legal, Math, Params, Span, Spans
from ..printable import printable

NBSP = "&nbsp;"  # spaces at the ends of an mtext are dropped
PARTS = {"all": "", "trainable": "trainable", "non_trainable": "non-trainable"}


def shown(text: str, quote: bool = True) -> str:
    """Text in HTML, where nothing in it is markup or hides."""
    return escape(printable(text), quote)


class Sizes(MathML):
    """Formulas within a shape, where digits are not grouped."""

    def number(self, value: int) -> str:
        return f"<mn>{value}</mn>"


def math(span: Span) -> str:
    """A span within a ``math`` element."""
    match span:
        case Math(node):
            return row(MathML()(node))
        case Count(value):
            return f"<mn>{grouped(value)}</mn>"
        case Axes(sizes):
            inside = '<mo separator="true">,</mo>'.join(row(Sizes()(n)) for n in sizes)
            return bracketed(inside)
        case Chain(sides):
            return row("<mo>=</mo>".join(map(math, sides)))
        case Bound(name, size):
            return row(f"{MathML().name(name)}<mo>=</mo><mn>{grouped(size)}</mn>")
        case Params(layer, part):
            index = PARTS[part] if layer is None else layer
            return f"<msub><mi>P</mi><mtext>{shown(index)}</mtext></msub>" if index else "<mi>P</mi>"
        case Blank(number):
            return f"<mtext>________{_number(number)}</mtext>"
        case Code(text):
            return f"<mtext>{shown(text)}</mtext>"
        case str():
            kept = span.strip(" ")
            before, after = (NBSP * (span[:1] == " "), NBSP * (span[-1:] == " ")) if kept else (NBSP, "")
            return f"<mtext>{before}{shown(kept).replace(' ', NBSP)}{after}</mtext>"
        case Legal(domain):
            return f"<mtext>{shown(domain.text())}</mtext>"
    raise TypeError(f"{span!r} is no span")


def inline(span: Span) -> str:
    """A span within running text."""
    match span:
        case str():
            return shown(span, quote=False)
        case Code(text):
            return f"<code>{shown(text, quote=False)}</code>"
        case Count(value):
            return grouped(value)
        case Blank(number):
            return f'<span class="blank"></span>{_number(number)}'
        case Legal(domain):
            return shown(domain.text(), quote=False)
        case Math(node):
            return f"<math>{MathML()(node)}</math>"
    return f"<math>{math(span)}</math>"


def inlines(spans: Spans) -> str:
    """Running text."""
    return "".join(map(inline, spans))


def row(inside: str) -> str:
    """Several parts of a formula as one; a single one is one already."""
    single = inside.count("<m") == 1 or (inside.count("<msub>") == 1 and inside[:6] + inside[-7:] == "<msub></msub>")
    return inside if single else f"<mrow>{inside}</mrow>"


def _number(number: int) -> str:
    return f" ({number})" if number else ""
