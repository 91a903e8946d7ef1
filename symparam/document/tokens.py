"""What one token costs in a language model: the parameters that it uses, what is kept of it, and its products."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add

from ..algebra import Dim, names_in, number, product, quotient, total
from ..algebra.number_format import grouped
from ..costs import known
from ..costs.dtypes import in_bytes
from ..report import Report
from .lines import Writer
from .tree import Block, Bound, Count, Equation, Line, Math, Paragraph, Span, Spans
from .words import join


def token_lines(report: Report) -> list[Block]:
    """The lines of a model that generates text; none for other models."""
    return list(_lines(report)) if report.facts.generates else []


def _lines(report: Report) -> Iterator[Block]:
    tokens = _texts(report)[-1]
    active = report.cost("active")
    if active != report.params:
        yield _equation(report, "Active params per token", active)
    kept = report.cost("cache", dtype="int8")  # a byte for each number
    each = quotient(kept, tokens)
    if each is not None:
        yield _equation(report, "KV cache per token", each, _bytes(report, each))
    else:
        yield _equation(report, "Cache", kept, _bytes(report, kept))
    macs = report.cost("macs")
    each = quotient(macs, tokens)
    if each is None:  # a picture is seen once, and a text read once, however many tokens there are
        yield _equation(report, "MACs", macs)
        whole = Writer(report).value(product((6, macs)))
        yield from () if whole is None else (_trained("Training FLOPs", whole),)
        return
    yield _equation(report, "MACs per token", report.read(each))
    yield from _training(report, each, active)


def _texts(report: Report) -> list[Dim]:
    """The lengths of the texts that go in; the last is of the one that is written."""
    return [x[0] for x in report.inputs if len(x) == 1]


def _training(report: Report, macs: Dim, active: Dim) -> Iterator[Block]:
    """What training takes for a token, the rule of thumb 6·N, and why the two differ."""
    writer = Writer(report)
    exact, rule = writer.value(product((6, macs))), writer.value(product((6, active)))
    if exact is None or rule is None:
        return
    letter = "N for the active parameters" if active != report.params else "N for all parameters"
    yield _trained("Training FLOPs per token", exact)
    more, less = _parted(total([macs, -active if isinstance(active, int) else -1 * active]))
    said: list[Span] = [f"The rule 6·N, {letter}, gives ", Count(rule)]
    if less:
        said += [": it counts the ", Math(writer.node(total(less))), " parameters that multiply nothing"]
    if more:
        said += [
            ", and leaves out " if less else ": it leaves out ",
            Math(writer.node(total(more))),
            " MACs that no parameter takes part in",
        ]
    yield Paragraph((*said, "."))


def _trained(name: str, flops: int) -> Equation:
    """What training takes, in numbers."""
    return Equation(name, (Line("value", Count(flops), ("6 for each MAC: 2 forward, 4 backward",)),))


def _parted(difference: Dim) -> tuple[list[Dim], list[Dim]]:
    """The terms of a difference that are added, and those that are taken away."""
    terms = Add.make_args(number(difference))
    more = [term for term in terms if not term.could_extract_minus_sign()]
    return more, [-term for term in terms if term.could_extract_minus_sign()]


def _equation(report: Report, name: str, value: Dim, more: Spans = ()) -> Equation:
    """A quantity as a formula and in numbers; the tokens so far stand beside the value, where it depends on them."""
    writer = Writer(report)
    number = writer.value(value)
    lines = [] if isinstance(value, int) or value.is_Integer else [Line("simplified", Math(writer.node(value)))]
    if number is not None:
        lengths = dict.fromkeys(map(str, _texts(report)))
        at = join([(Bound(n, report.defaults[n]),) for n in lengths if n in names_in(value)], ", ")
        at = ("at ", *at) if at else ()
        lines.append(Line("value", Count(number), (*at, *((", ",) if at and more else ()), *more)))
    return Equation(name, tuple(lines))


def _bytes(report: Report, numbers: Dim) -> Spans:
    """The numbers in bytes, in the type of the weights."""
    dtype = report.facts.dtype if known(report.facts.dtype) else "float32"
    n = Writer(report).value(in_bytes(numbers, dtype))
    return () if n is None else (f"numbers, {grouped(n)} bytes in {dtype}",)
