"""Spans in Markdown, whose mathematics is written for GitHub or between dollars."""

from __future__ import annotations

import re

from ..algebra.number_format import grouped
from ..document import Axes, Blank, Bound, Chain, Code, Count, Legal, Math, Params, Span, Spans
from ..frozen import dataclass
from ..printable import printable
from .latex_spans import math

MATH = ("github", "dollar")
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$])")
BLANK = "________"


@dataclass(frozen=True)
class Flavour:
    """How formulas are marked: GitHub's own marks, which keep backslashes and underscores safe, or plain dollars."""

    github: bool = True

    def inline(self, source: str) -> str:
        """A formula within a line; in a table too, where a bar would end the cell."""
        source = source.replace("|", r"\vert ")
        return f"$`{source}`$" if self.github else f"${source}$"

    def display(self, lines: list[str]) -> list[str]:
        """A formula of its own."""
        return ["```math", *lines, "```"] if self.github else ["$$", *lines, "$$"]

    def span(self, span: Span) -> str:
        """One span."""
        match span:
            case str():
                return SPECIAL.sub(r"\\\1", printable(span))
            case Code(text):
                return code(text)
            case Count(value):
                return grouped(value)
            case Blank(number):
                return SPECIAL.sub(r"\\\1", f"{BLANK} ({number})" if number else BLANK)
            case Legal():
                return " and ".join(map(self.inline, math(span).split(r" \text{ and } ")))
            case Math() | Axes() | Chain() | Bound() | Params():
                return self.inline(math(span, inline=True))
        raise TypeError(f"{span!r} is no span")

    def spans(self, spans: Spans) -> str:
        """Running text; an equals sign between two formulas is part of one."""
        text = "".join(map(self.span, spans))
        end, start = ("`$", "$`") if self.github else ("$", "$")
        text = text.replace(f"{end} = {start}", " = ")
        number = re.compile(re.escape(end) + r" = (\d[\d,]*)")
        return number.sub(lambda m: f" = {m[1].replace(',', '{,}')}{end}", text)


def code(text: str) -> str:
    """A name between as many backticks as it needs.

    >>> code("conv2d_1"), code("a`b")
    ('`conv2d_1`', '``a`b``')
    """
    text = printable(text)
    marks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    inside = f" {text} " if text.startswith("`") or text.endswith("`") else text
    return f"{marks}{inside}{marks}"
