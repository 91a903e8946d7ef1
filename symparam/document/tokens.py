"""What one token costs in a language model: the parameters that it uses, what is kept of it, and its products."""

from __future__ import annotations

from collections.abc import Iterator

from ..algebra import Dim, names_in, quotient
from ..algebra.display import display
from ..algebra.figures import grouped
from ..costs import known
from ..costs.dtypes import in_bytes
from ..report import Report
from .lines import Writer
from .tree import Block, Bound, Count, Equation, Line, Math, Spans


def token_lines(report: Report) -> list[Block]:
    """The lines of a model that generates text; none for other models."""
    return list(_lines(report)) if report.facts.generates else []


def _lines(report: Report) -> Iterator[Block]:
    tokens = report.inputs[0][0]
    active = report.cost("active")
    if active != report.params:
        yield _equation(report, "Active params per token", active)
    kept = report.cost("cache", dtype="int8")  # a byte for each number
    each = quotient(kept, tokens)
    if each is not None:
        yield _equation(report, "KV cache per token", each, _bytes(report, each))
    else:
        yield _equation(report, "Cache", kept, _bytes(report, kept))
    macs = quotient(report.cost("macs"), tokens)
    if macs is not None:
        yield _equation(report, "MACs per token", report.read(macs))


def _equation(report: Report, name: str, value: Dim, more: Spans = ()) -> Equation:
    """A quantity as a formula and in numbers; the tokens so far stand beside the value, where it depends on them."""
    number = Writer(report).value(value)
    lines = [] if isinstance(value, int) or value.is_Integer else [Line("simplified", Math(display(value)))]
    if number is not None:
        tokens = str(report.inputs[0][0])
        at: Spans = ("at ", Bound(tokens, report.defaults[tokens])) if tokens in names_in(value) else ()
        lines.append(Line("value", Count(number), (*at, *((", ",) if at and more else ()), *more)))
    return Equation(name, tuple(lines))


def _bytes(report: Report, numbers: Dim) -> Spans:
    """The numbers in bytes, in the type of the weights."""
    dtype = report.facts.dtype if known(report.facts.dtype) else "float32"
    n = Writer(report).value(in_bytes(numbers, dtype))
    return () if n is None else (f"numbers, {grouped(n)} bytes in {dtype}",)
