"""What of a model stands in a paper or on slides: its stages in a table, the totals, a worked layer of each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..algebra import Dim, gathered, names_in
from ..algebra.display import display
from ..algebra.nodes import Ceiling, Floor, Name, Node
from ..algebra.walk import names_of
from ..frozen import dataclass
from ..report import Report
from ..row import Row as Layer
from ..steps import Letter, Lines, Steps
from .figure import PHRASES, phrases
from .layers import alike, keeps, ruled
from .lines import Writer
from .refusal import refusal, values_at
from .shapes import batches, sizes_of
from .short import ShortNames
from .tree import (
    Axes,
    Block,
    Bound,
    Chain,
    Code,
    Column,
    Count,
    Equation,
    Legal,
    Line,
    Math,
    Params,
    Row,
    Span,
    Spans,
    Table,
)
from .words import bracketed, listed


@dataclass(frozen=True)
class Worked:
    """A layer that stands for its kind: what it is, its equations, and the letters in their rules."""

    type: str
    name: str
    about: str
    equations: tuple[Equation, ...]
    letters: tuple[Letter, ...]  # of all its rules


@dataclass(frozen=True)
class Paper:
    """The parts, from which a format takes what it has room for."""

    title: str
    sizes: tuple[Bound, ...]
    table: Table  # each stage, and below it what it contains; the last row is the total
    sizes_told: Spans  # which formula each size in the table is
    repeated: bool  # whether a row stands for several blocks
    totals: tuple[Equation, Equation]  # of parameters, and of multiply–accumulates
    legal: Spans
    worked: tuple[Worked, ...]
    refused: tuple[Block, ...]


def paper(report: Report) -> Paper:
    """What a report says in a paper."""
    writer = Writer(report)
    stages = report.stages()
    told: dict[Node, int] = {}
    macs = dict(zip((row.name for row in report.rows), report.column("macs"), strict=True))
    rows = [_stage(writer, stage, macs, told) for stage in stages]
    total = Row((("Total",), (), _count(writer, report.params), _count(writer, report.macs)))
    columns = (Column("Stage"), Column("Output"), Column("Params", "right"), Column("MACs", "right"))
    legal: Spans = ("for ", Legal(report.domain)) if report.symbols and not report.domain.is_empty else ()
    return Paper(
        report.name,
        values_at(report),
        Table(columns, (*rows, total)),
        _sizes_told(writer, told),
        any(stage.times != 1 for stage in stages),
        (_total(writer, Params(), report.params), _total(writer, Math(Name("M")), report.macs)),
        legal,
        tuple(_worked(writer)),
        tuple(refusal(report)),
    )


# --- the table ----------------------------------------------------------------------------------------------------


def _stage(writer: Writer, stage: Any, macs: dict[str, Any], told: dict[Node, int]) -> Row:
    said = phrases(stage.rows)[0]
    contents = listed([*said[:PHRASES], *([("…",)] if len(said) > PHRASES else [])], "; ")  # a dot is a product
    times: Spans = () if stage.times == 1 else (" ×", *bracketed(display(stage.times)))
    params = writer.report.read(gathered(w.size for row in stage.every for w in row.weights if w.is_parameter))
    work = writer.report.read(gathered(macs[row.name] or 0 for row in stage.every))
    last = stage.every[-1]
    output = [_output(writer, sizes_of(x, n), told) for x, n in zip(last.outputs, batches(last), strict=True)]
    return Row(
        ((Code(stage.title), *times), listed(output, ", "), _count(writer, params), _count(writer, work)),
        below=contents,
    )


def _output(writer: Writer, shape: Iterable[Dim], told: dict[Node, int]) -> Spans:
    """A shape in numbers, 56 × 56 × 64, and what its sizes are as formulas; the formulas where there are no numbers."""
    sizes = list(shape)
    values = [writer.value(n) for n in sizes]
    if None in values:
        return (Axes(tuple(map(writer.node, sizes))),)
    told.update((node, v) for n, v in zip(sizes, values, strict=True) if _is_rounded(node := writer.node(n)) and v)
    return listed([(str(v),) for v in values], "×") or ("1",)


def _is_rounded(node: Node) -> bool:
    return isinstance(node, Floor | Ceiling)


def _sizes_told(writer: Writer, told: dict[Node, int]) -> Spans:
    """56 = ⌈H/4⌉, …; sizes that go along another symbol alike are said in a word."""
    short = ShortNames(writer)
    for node in told:
        short(node)
    entries: list[Spans] = []
    for entry in short.legend():
        formulas = [span.node for span in entry if isinstance(span, Math)]
        if len(formulas) == 2 and formulas[1] in told:
            entries.append((Math(formulas[1]), " = ", Count(told[formulas[1]])))
        else:
            symbols = formulas[-1:]
            entries.append(("likewise in ", *(Math(node) for node in symbols)))
    return listed(entries, ", ")


def _count(writer: Writer, count: Any) -> Spans:
    value = writer.value(count)
    return (Math(display(count)),) if value is None else (Count(value),)


# --- the totals ---------------------------------------------------------------------------------------------------


def _total(writer: Writer, left: Span, of: Any) -> Equation:
    """A total in closed form, and its value."""
    value = writer.value(of)
    lines = [Line("simplified", Math(display(of)))] if names_in(of) else []
    if value is not None:
        lines.append(Line("value", Count(value)))
    return Equation(left, tuple(lines))


# --- worked layers ------------------------------------------------------------------------------------------------


def _worked(writer: Writer) -> Iterator[Worked]:
    """The first layer of each type with weights or a rule for its shape, those with most of the parameters first."""
    first: dict[str, tuple[Layer, Steps]] = {}
    weight: dict[str, Any] = {}
    for i, row in enumerate(_single(writer.report.rows)):
        if row.unknown or not row.inputs:
            continue
        n = writer.value(row.params)
        weight[row.type] = weight.get(row.type, 0) + (n or 0)
        if row.type not in first and _tells(steps := row.steps()):
            first[row.type] = (row, steps)
            weight[row.type] += 1 / (i + 2)  # of those without, in their order
    for kind in sorted(first, key=lambda kind: -weight[kind]):
        row, steps = first[kind]
        equations = tuple(_equations(writer, steps))
        letters = tuple(letter for letter in steps.letters if letter.meaning)
        yield Worked(kind, row.name, steps.about, equations, letters)


def _single(rows: Iterable[Layer]) -> Iterator[Layer]:
    for row in rows:
        if row.rows or row.parts:
            yield from _single(row.parts or row.rows)
        else:
            yield row


def _tells(steps: Steps) -> bool:
    return steps.params is not None or any(not keeps(line) for line in ruled(steps.shape))


def _equations(writer: Writer, steps: Steps) -> Iterator[Equation]:
    """The parameters, and each axis with a rule of its own: the rule, and below it all that follows from it."""
    if steps.params:
        yield _short(writer.equation(Params(), steps.params, worked=False))
    shown: list[Lines] = []
    for line in ruled(steps.shape):
        if not keeps(line) and not any(alike(line, other) for other in shown):
            shown.append(line)
            yield _short(writer.equation(Math(Name(line.left)), line, worked=False))


def _short(equation: Equation) -> Equation:
    rule, *others = (line.right for line in equation.lines)
    lines = [Line("rule", rule), *([Line("simplified", Chain(tuple(others)))] if others else [])]
    return Equation(equation.left, tuple(lines))


def rule_names(equation: Equation) -> frozenset[str]:
    """The letters in its first line."""
    rule = equation.lines[0].right
    return names_of(rule.node) if isinstance(rule, Math) else frozenset()
